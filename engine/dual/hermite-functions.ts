/** Where e^(−z²/4) is below 2⁻⁵⁶. */
const REACH = 12.5;

/** Points of the trapezoidal rule, with √N(z) at each. */
export interface HermiteRule {
  readonly nodes: Float64Array;
  readonly roots: Float64Array;
  readonly spacing: number;
}

/**
 * The trapezoidal rule converges geometrically for analytic functions that vanish at both ends (Trefethen & Weideman
 * 2014). This one projects f(√a z), f analytic for |Im x| < strip, on Hermite functions up to degree `top`.
 */
export function hermiteRule(deviation: number, strip: number, top: number): HermiteRule {
  const height = Math.min(1.5, strip / Math.max(deviation, 1e-3));
  const spacing = (2 * Math.PI) / (1.3 * Math.sqrt(top) + 8 + 40 / height);
  const count = Math.ceil(REACH / spacing);
  const nodes = Float64Array.from({ length: 2 * count + 1 }, (_, k) => (k - count) * spacing);
  const roots = nodes.map((z) => Math.exp((-z * z) / 4) * (2 * Math.PI) ** -0.25);
  return { nodes, roots, spacing };
}

/** Which Hermite functions: first, first + step, …, so many of them. */
export interface HermiteDegrees {
  readonly first: number;
  readonly step: number;
  readonly terms: number;
}

/** ψ_m at the nodes for m = 0, 1, …, top by √(m + 1) ψ_{m+1} = z ψ_m − √m ψ_{m−1}; `visit` must not keep them. */
function forFunctions(
  { nodes, roots }: HermiteRule,
  top: number,
  visit: (m: number, values: Float64Array) => void,
): void {
  let before: Float64Array = new Float64Array(nodes.length);
  let last: Float64Array = roots.slice();
  for (let m = 0; m <= top; m++) {
    visit(m, last);
    const [down, up] = [Math.sqrt(m), 1 / Math.sqrt(m + 1)];
    for (let k = 0; k < nodes.length; k++) {
      before[k] = ((nodes[k] as number) * (last[k] as number) - down * (before[k] as number)) * up;
    }
    [before, last] = [last, before];
  }
}

/** Σ f ψ_m over the nodes, ψ_m = h_m(z)·√N(z) of normalised Hermite polynomials. */
export function project(
  f: Float64Array,
  rule: HermiteRule,
  { first, step, terms }: HermiteDegrees,
): Float64Array {
  const out = new Float64Array(terms);
  forFunctions(rule, first + (terms - 1) * step, (m, values) => {
    if (m < first || (m - first) % step !== 0) return;
    let sum = 0;
    for (let k = 0; k < f.length; k++) sum += (f[k] as number) * (values[k] as number);
    out[(m - first) / step] = sum;
  });
  return out;
}
