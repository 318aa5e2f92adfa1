import type { SeriesOf } from "./activation-series.js";
import { arcsineSeries } from "./arcsine.js";
import { combination, product, scaled } from "./products.js";

/** e^f from e′ = f′e: n eₙ = Σ j f_j e_{n−j}. */
export function exponentialSeries(f: Float64Array): Float64Array {
  const e = new Float64Array(f.length);
  e[0] = Math.exp(f[0] as number);
  for (let n = 1; n < f.length; n++) e[n] = risen(f, e, n);
  return e;
}

/** cosh f and sinh f from cosh′ = f′ sinh, sinh′ = f′ cosh. */
export function hyperbolicSeries(f: Float64Array): { cosh: Float64Array; sinh: Float64Array } {
  const [cosh, sinh] = [new Float64Array(f.length), new Float64Array(f.length)];
  cosh[0] = Math.cosh(f[0] as number);
  sinh[0] = Math.sinh(f[0] as number);
  for (let n = 1; n < f.length; n++) {
    cosh[n] = risen(f, sinh, n);
    sinh[n] = risen(f, cosh, n);
  }
  return { cosh, sinh };
}

/** Coefficient n of ∫ f′ g, of whose g those below n are known. */
function risen(f: Float64Array, g: Float64Array, n: number): number {
  let sum = 0;
  for (let j = 1; j <= n; j++) sum += j * (f[j] as number) * (g[n - j] as number);
  return sum / n;
}

/** E[φφ′] = outer·e^{mu} and E[φ̇φ̇′] = slope·E[φφ′]. */
export function exponentSeries(
  of: (q: number) => { readonly m: number; readonly outer: number; readonly slope: number },
): SeriesOf {
  return (q, u) => {
    const { m, outer, slope } = of(q);
    const covariance = scaled(exponentialSeries(scaled(u, m)), outer);
    return { covariance, slope: scaled(covariance, slope) };
  };
}

/**
 * φ(x) = a sin(bx + c), m = b²q: E[φφ′] = a²e^{−m}(sin²c cosh mu + cos²c sinh mu), and E[φ̇φ̇′] is b² times the same
 * with cosh and sinh exchanged.
 */
export function waveSeries(
  a: number,
  b: number,
  [sine, cosine]: readonly [number, number],
): SeriesOf {
  return (q, u) => {
    const m = b * b * q;
    const { cosh, sinh } = hyperbolicSeries(scaled(u, m));
    const outer = a * a * Math.exp(-m);
    const mixed = (even: number, odd: number, factor: number) =>
      combination(
        [
          [factor * even * even, cosh],
          [factor * odd * odd, sinh],
        ],
        u.length,
      );
    return {
      covariance: mixed(sine, cosine, outer),
      slope: mixed(cosine, sine, outer * b * b),
    };
  };
}

/** φ(x) = a e^{bx²}, r = 2|b|q/(1 − 2bq), v = 1/√(1 − r²u²): E[φφ′] = a²v/(1 − 2bq), E[φ̇φ̇′] = 4a²b²qu v³/(1 − 2bq)³. */
export function gaussianSeries(a: number, b: number): SeriesOf {
  return (q, u) => {
    const size = 1 - 2 * b * q;
    const { inverseRoot: v } = arcsineSeries(scaled(u, (2 * Math.abs(b) * q) / size));
    const cube = product(product(u, v), product(v, v));
    return {
      covariance: scaled(v, (a * a) / size),
      slope: scaled(cube, (4 * a * a * b * b * q) / size ** 3),
    };
  };
}

/**
 * φ(x) = e^{−x²} sin x, D = 1 + 2q, r = 2q/D, v = 1/√(1 − r²u²), κ = q/D², o = κuv² and e = ruo:
 * E[φφ′] = (e^{−q/D}/D) v e^e sinh o, and E[φ̇φ̇′] is its derivative by qu.
 */
export const gaborSeries: SeriesOf = (q, u) => {
  const D = 1 + 2 * q;
  const r = (2 * q) / D;
  const kappa = q / (D * D);
  const { inverseRoot: v } = arcsineSeries(scaled(u, r));
  const square = product(v, v);
  const odd = scaled(product(u, square), kappa);
  const even = scaled(product(u, odd), r);
  const damped = scaled(product(v, exponentialSeries(even)), Math.exp(-q / D) / D);
  const { cosh, sinh } = hyperbolicSeries(odd);
  // dv/du = r²uv³, de/du = 2κruv⁴, do/du = κ(2v⁴ − v²) = κv⁴(1 + r²u²).
  const fourth = product(square, square);
  const alongSinh = combination(
    [
      [r * r, product(u, square)],
      [2 * kappa * r, product(u, fourth)],
    ],
    u.length,
  );
  const alongCosh = combination(
    [
      [kappa, fourth],
      [kappa * r * r, product(product(u, u), fourth)],
    ],
    u.length,
  );
  const rise = combination(
    [
      [1 / q, product(alongSinh, sinh)],
      [1 / q, product(alongCosh, cosh)],
    ],
    u.length,
  );
  return { covariance: product(damped, sinh), slope: product(damped, rise) };
};
