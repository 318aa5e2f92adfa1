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
  return Array.from({ length: count }, (_, k) => {
    const out = new Float64Array(values[0]?.length ?? 0);
    values.forEach((sample, i) => {
      const factor = ((k === 0 ? 1 : 2) / count) * Math.cos((Math.PI * k * (i + 0.5)) / count);
      for (let f = 0; f < out.length; f++) {
        out[f] = (out[f] as number) + factor * (sample[f] as number);
      }
    });
    return out;
  });
}
