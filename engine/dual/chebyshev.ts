/** Chebyshev's points cos(π(k + ½)/n) in [−1, 1]. */
export function chebyshevPoints(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => Math.cos((Math.PI * (k + 0.5)) / count));
}

/** T_k(t) for k < count. */
export function chebyshevValues(count: number, t: number): Float64Array {
  const values = new Float64Array(count);
  let [before, last] = [t, 1];
  for (let k = 0; k < count; k++) {
    values[k] = last;
    [before, last] = [last, 2 * t * last - before];
  }
  return values;
}

/** Coefficients of Σ c_k T_k from several functions' values at Chebyshev's points: values[point][function]. */
export function chebyshevCoefficients(values: readonly Float64Array[]): Float64Array[] {
  const count = values.length;
  const cosines = cosinesOf(count);
  return Array.from({ length: count }, (_, k) => {
    const out = new Float64Array(values[0]?.length ?? 0);
    values.forEach((sample, i) => {
      const factor = ((k === 0 ? 1 : 2) / count) * (cosines[k * count + i] as number);
      for (let f = 0; f < out.length; f++) {
        out[f] = (out[f] as number) + factor * (sample[f] as number);
      }
    });
    return out;
  });
}

const known = new Map<number, Float64Array>();

/** cos(πk(i + ½)/n) */
function cosinesOf(count: number): Float64Array {
  const cosines =
    known.get(count) ??
    Float64Array.from({ length: count * count }, (_, at) =>
      Math.cos((Math.PI * Math.floor(at / count) * ((at % count) + 0.5)) / count),
    );
  known.set(count, cosines);
  return cosines;
}
