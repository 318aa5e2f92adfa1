/** Chebyshev's points cos(π(k + ½)/n) in [−1, 1]. */
export function chebyshevPoints(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => Math.cos((Math.PI * (k + 0.5)) / count));
}

/** T_k(t) for k < count, into `values`. */
export function chebyshevValues(
  count: number,
  t: number,
  values: Float64Array = new Float64Array(count),
): Float64Array {
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
      cosineOf(Math.floor(at / count) * (2 * (at % count) + 1), count),
    );
  known.set(count, cosines);
  return cosines;
}

/** cos(πm/2n) of an angle in the first quadrant: others would have fewer digits, and opposites not cancel. */
function cosineOf(m: number, n: number): number {
  const part = m % (4 * n);
  const half = part > 2 * n ? 4 * n - part : part;
  return half > n
    ? -Math.cos((Math.PI * (2 * n - half)) / (2 * n))
    : Math.cos((Math.PI * half) / (2 * n));
}
