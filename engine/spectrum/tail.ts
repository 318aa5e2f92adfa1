/** a_p for any p beyond those that are known. */
export type Tail = (p: number) => number;

/** Coefficients of the asymptotic series in 1/p. */
const ORDERS = 7;

/**
 * How the coefficients of one parity go on: a kernel with a kink at z = ±1, such as √(1 − z), has
 * a_p = p^(−s) (b₀ + b₁/p + b₂/p² + …) with s = 3/2 or 5/2 (Flajolet & Odlyzko 1990). Interpolates a_p p^s in
 * N/p between N/4 and N. Null where they have died out, as those of smooth kernels do.
 *
 * @param coefficients - a₀ … a_N
 */
export function tailOfParity(coefficients: Float64Array, parity: number): Tail | null {
  const last = coefficients.length - 1;
  const end = last - ((last - parity) & 1);
  const near = (x: number) => parity + 2 * Math.round((end / x - parity) / 2);
  const half = near(2);
  const ratio = (coefficients[half] as number) / (coefficients[end] as number);
  const exponent = Math.round((2 * Math.log(ratio)) / Math.log(end / half)) / 2;
  if (!(exponent <= 8)) return null;
  const points = Array.from({ length: ORDERS }, (_, i) => near(chebyshevPoint(i)));
  const nodes = points.map((p) => end / p);
  const values = points.map((p) => (coefficients[p] as number) * p ** exponent);
  const differences = dividedDifferences(nodes, values);
  return (p) => newton(differences, nodes, end / p) / p ** exponent;
}

/** On [1, 4]. */
function chebyshevPoint(i: number): number {
  return 2.5 - 1.5 * Math.cos((Math.PI * i) / (ORDERS - 1));
}

function dividedDifferences(nodes: readonly number[], values: readonly number[]): number[] {
  const out = values.slice();
  for (let order = 1; order < nodes.length; order++) {
    for (let i = nodes.length - 1; i >= order; i--) {
      const width = (nodes[i] as number) - (nodes[i - order] as number);
      out[i] = ((out[i] as number) - (out[i - 1] as number)) / width;
    }
  }
  return out;
}

function newton(differences: readonly number[], nodes: readonly number[], x: number): number {
  return differences.reduceRight(
    (sum, difference, i) => sum * (x - (nodes[i] as number)) + difference,
    0,
  );
}
