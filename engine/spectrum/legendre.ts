/** Nodes and weights on [0, 1]. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Gauss–Legendre quadrature on [0, 1], by Newton's method from Tricomi's estimates. */
export function gaussLegendre(count: number): Quadrature {
  const [nodes, weights] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 0;
    for (let step = 0; step < 10; step++) {
      const value = legendre(count, x);
      slope = value.slope;
      x -= value.value / slope;
    }
    nodes[i] = (1 + x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** P_n(x) and P_n′(x) = n(xP_n − P_{n−1})/(x² − 1) */
function legendre(n: number, x: number): { value: number; slope: number } {
  let [before, last] = [1, x];
  for (let m = 1; m < n; m++)
    [before, last] = [last, ((2 * m + 1) * x * last - m * before) / (m + 1)];
  return { value: last, slope: (n * (x * last - before)) / (x * x - 1) };
}
