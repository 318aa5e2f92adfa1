import { add, mul } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import { jvp } from "../autodiff/jvp.js";
import { onesLike } from "../array/create.js";
import type { Dual, DualMoments, Pairs } from "../kernel/dual.js";
import type { Scale } from "../kernel/scale.js";
import { conditionalVariance, density, regression } from "./conditional.js";
import {
  derivative,
  jump,
  meanOf,
  productMean,
  type HalfLineFunction,
} from "./half-line-moments.js";
import { meanSquares } from "./half-lines.js";
import { numerically, type NumericFunction } from "./numeric-function.js";

/**
 * The dual of an activation with a kink at 0. Derivatives of its moments are moments (Price 1958) in which what
 * jumps at 0 becomes δ: E[δ(u) f(u′)] is a density times a mean of f.
 */
export function halfLineDual(phi: HalfLineFunction, elementwise: OfElements): Dual {
  const slope = derivative(phi);
  return {
    pairs: ({ k, q, q2 }) => ({
      nngp: numerically(moment(phi, phi), k, q, q2),
      slope: numerically(moment(slope, slope), k, q, q2),
    }),
    own: (q) => ownOf(elementwise, q),
  };
}

type OfElements = (x: NDArray) => NDArray;

const ownOf = (elementwise: OfElements, q: NDArray): DualMoments => ({
  nngp: meanSquares(elementwise, q),
  slope: meanSquares((x) => jvp(elementwise, [x], [onesLike(x)])[1], q),
});

/** The same of φ = f + αg with an α that transforms follow: E[ff′] + α(E[fg′] + E[gf′]) + α²E[gg′]. */
export function halfLinesDual(
  [f, g]: readonly [HalfLineFunction, HalfLineFunction],
  alpha: Scale,
  elementwise: OfElements,
): Dual {
  const quadratic = (first: HalfLineFunction, second: HalfLineFunction, pairs: Pairs) => {
    const { k, q, q2 } = pairs;
    const of = (a: HalfLineFunction, b: HalfLineFunction) => numerically(moment(a, b), k, q, q2);
    const mixed = add(of(first, second), of(second, first));
    return add(of(first, first), mul(add(mixed, mul(of(second, second), alpha)), alpha));
  };
  return {
    pairs: (pairs) => ({
      nngp: quadratic(f, g, pairs),
      slope: quadratic(derivative(f), derivative(g), pairs),
    }),
    own: (q) => ownOf(elementwise, q),
  };
}

type OfPairs = (k: NDArray, q: NDArray, q2: NDArray) => NDArray;

/** E[f(u) g(u′)] */
function moment(f: HalfLineFunction, g: HalfLineFunction): NumericFunction {
  const byVariance = halfSecondDerivative(f, g);
  const bySecond = halfSecondDerivative(g, f);
  return {
    values: ([k = NONE, q = NONE, q2 = NONE]) =>
      k.map((covariance, pair) =>
        productMean(f, g, { k: covariance, q: q[pair] ?? 0, q2: q2[pair] ?? 0 }),
      ),
    partials: [
      derivatives(f, g),
      (k: NDArray, q: NDArray, q2: NDArray) => byVariance(k, q, q2),
      (k: NDArray, q: NDArray, q2: NDArray) => bySecond(k, q2, q),
    ],
  };
}

const NONE = new Float64Array();

/** ∂_k E[f g] = E[ḟ ġ] */
function derivatives(f: HalfLineFunction, g: HalfLineFunction): OfPairs {
  const [df, dg, jumpF, jumpG] = [derivative(f), derivative(g), jump(f), jump(g)];
  return (k, q, q2) => {
    const terms = [numerically(moment(df, dg), k, q, q2)];
    if (jumpF !== 0) terms.push(mul(atZero(dg, { k, q, q2 }), jumpF));
    if (jumpG !== 0) terms.push(mul(atZero(df, { k, q: q2, q2: q }), jumpG));
    if (jumpF * jumpG !== 0) {
      const both = mul(density(0, q), density(0, conditionalVariance(k, q, q2)));
      terms.push(mul(both, jumpF * jumpG));
    }
    return terms.reduce((sum, term) => add(sum, term));
  };
}

/** ∂_q E[f g] = ½ E[f̈ g], f̈ with δ where ḟ jumps and δ′ where f does. */
function halfSecondDerivative(f: HalfLineFunction, g: HalfLineFunction): OfPairs {
  const df = derivative(f);
  const [kink, step] = [jump(df), jump(f)];
  return (k, q, q2) => {
    const terms = [numerically(moment(derivative(df), g), k, q, q2)];
    if (kink !== 0) terms.push(mul(atZero(g, { k, q, q2 }), kink));
    if (step !== 0) terms.push(mul(slopeAtZero(g, { k, q, q2 }), -step));
    return mul(
      terms.reduce((sum, term) => add(sum, term)),
      0.5,
    );
  };
}

interface Given {
  readonly k: NDArray;
  readonly q: NDArray;
  readonly q2: NDArray;
}

/** E[δ(u) g(u′)] */
function atZero(g: HalfLineFunction, { k, q, q2 }: Given): NDArray {
  return mul(density(0, q), numerically(mean(g), conditionalVariance(k, q, q2)));
}

/** −E[δ′(u) g(u′)]: at u = x the mean of u′ is x k/q. */
function slopeAtZero(g: HalfLineFunction, { k, q, q2 }: Given): NDArray {
  const variance = conditionalVariance(k, q, q2);
  const slope = numerically(mean(derivative(g)), variance);
  const whole = jump(g) === 0 ? slope : add(slope, mul(density(0, variance), jump(g)));
  return mul(mul(density(0, q), regression(k, q)), whole);
}

/** E[g(√v z)], whose derivative is ½ E[g̈]. */
function mean(g: HalfLineFunction): NumericFunction {
  const dg = derivative(g);
  return {
    values: ([v = NONE]) => v.map((variance) => meanOf(g, variance)),
    partials: [
      (v: NDArray) => {
        const smooth = numerically(mean(derivative(dg)), v);
        return mul(add(smooth, mul(density(0, v), jump(dg))), 0.5);
      },
    ],
  };
}
