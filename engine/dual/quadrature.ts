// Nodes and weights, worked out once.

export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Gauss–Legendre on [0, 1]: ∫₀¹ f ≈ Σ w f(x); Newton's method on Legendre's recurrence. */
export function gaussLegendre(count: number): Quadrature {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    let x = Math.cos((Math.PI * (k + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 10; step++) {
      const [value, derivative] = legendre(count, x);
      slope = derivative;
      const next = x - value / derivative;
      if (Math.abs(next - x) < 1e-16) break;
      x = next;
    }
    nodes[count - 1 - k] = (1 + x) / 2;
    weights[count - 1 - k] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** P_n and its derivative. */
function legendre(n: number, x: number): [number, number] {
  let [before, last] = [1, x];
  for (let k = 2; k <= n; k++) {
    [before, last] = [last, ((2 * k - 1) * x * last - (k - 1) * before) / k];
  }
  return [last, (n * (x * last - before)) / (x * x - 1)];
}
