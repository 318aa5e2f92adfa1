import { mul } from "../array/arithmetic.js";
import { asArray, onesLike, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { jvp } from "../autodiff/jvp.js";
import { DomainError } from "../errors.js";
import type { Dual } from "../kernel/dual.js";
import { hermiteRule, project } from "./hermite-functions.js";
import { numerically, type NumericFunction } from "./numeric-function.js";

/**
 * The dual of a smooth activation. By Mehler's formula E[f(u) g(u′)] = Σ_l f_l(q) g_l(q′) cˡ with
 * f_l(q) = E[f(√q z) h_l(z)], and its derivatives are moments again (Price 1958):
 * ∂_k E[f g] = E[ḟ ġ], ∂_q E[f g] = ½ E[f̈ g].
 *
 * @param elementwise - φ of arrays, any number of times differentiable.
 * @param strip - φ is analytic for |Im x| below this.
 */
export function smoothDual(
  name: string,
  elementwise: (x: ArrayInput) => NDArray,
  strip: number,
): Dual {
  const phi = new Derivatives(name, elementwise, strip);
  return {
    pairs: ({ k, q, q2 }) => ({
      nngp: numerically(moment(phi, phi), k, q, q2),
      slope: numerically(moment(phi.next, phi.next), k, q, q2),
    }),
  };
}

/** A function and its derivatives, each made when it is first needed. */
class Derivatives {
  private following: Derivatives | null = null;

  constructor(
    readonly name: string,
    private readonly f: (x: ArrayInput) => NDArray,
    private readonly strip: number,
  ) {}

  get next(): Derivatives {
    const derivative = (x: ArrayInput) => {
      const at = asArray(x);
      return jvp((y: NDArray) => this.f(y), [at], [onesLike(at)])[1];
    };
    this.following ??= new Derivatives(this.name, derivative, this.strip);
    return this.following;
  }

  /** f_0(q), f_1(q), … */
  coefficients(variance: number, terms: number): Float64Array {
    const deviation = Math.sqrt(variance);
    const rule = hermiteRule(deviation, this.strip, terms);
    const points = rule.nodes.map((z) => deviation * z);
    const values = this.f(new NDArray(points, [points.length], "float64")).data;
    const weighted = rule.roots.map((root, k) => Number(values[k]) * root * rule.spacing);
    return project(weighted, rule, { first: 0, step: 1, terms });
  }
}

/** E[f(u) g(u′)] of k, q, q′. */
function moment(f: Derivatives, g: Derivatives): NumericFunction {
  return {
    values: ([k, q, q2]) =>
      mehler(k as Float64Array, {
        first: seriesOf(f, q as Float64Array),
        second: seriesOf(g, q2 as Float64Array),
      }),
    partials: [
      (...at) => numerically(moment(f.next, g.next), ...at),
      (...at) => mul(numerically(moment(f.next.next, g), ...at), 0.5),
      (...at) => mul(numerically(moment(f, g.next.next), ...at), 0.5),
    ],
  };
}

interface Series {
  readonly variance: number;
  readonly coefficients: Float64Array;
}

/** Of the sum of squares, what a series may leave out. */
const TOLERANCE = 1e-15;

const MOST_TERMS = 6400;

/** The series at every entry, the same object for equal entries. */
function seriesOf(f: Derivatives, variances: Float64Array): Series[] {
  const terms = termsNeeded(
    f,
    variances.reduce((most, variance) => Math.max(most, variance), 0),
  );
  const known = new Map<number, Series>();
  return Array.from(variances, (variance) => {
    const before = known.get(variance);
    if (before !== undefined) return before;
    const coefficients = f.coefficients(variance, terms);
    const series = { variance, coefficients };
    known.set(variance, series);
    return series;
  });
}

function termsNeeded(f: Derivatives, variance: number): number {
  for (let terms = 50; terms <= MOST_TERMS; terms *= 2) {
    const squares = f.coefficients(variance, terms).map((c) => c * c);
    const total = squares.reduce((sum, square) => sum + square, 0);
    const tail = squares.subarray(0.8 * terms).reduce((sum, square) => sum + square, 0);
    // The series falls steadily: what lies behind is less than what the last part holds.
    if (!(tail > TOLERANCE * total)) return terms;
  }
  throw new DomainError(
    `kernel: ${f.name}: derivatives need too long a series at pre-activations of variance ${variance}; use smaller σ_w or smaller inputs`,
  );
}

/** Σ_l f_l g_l cˡ of all pairs. */
function mehler(
  covariances: Float64Array,
  { first, second }: { first: readonly Series[]; second: readonly Series[] },
): Float64Array {
  return covariances.map((k, pair) => {
    const [a, b] = [first[pair] as Series, second[pair] as Series];
    const norm = Math.sqrt(a.variance * b.variance);
    const c = norm === 0 ? 0 : Math.max(-1, Math.min(1, k / norm));
    let sum = 0;
    for (let l = Math.min(a.coefficients.length, b.coefficients.length) - 1; l >= 0; l--) {
      sum = sum * c + (a.coefficients[l] as number) * (b.coefficients[l] as number);
    }
    return sum;
  });
}
