import { abs, add, div, maximum, mul, sub } from "../array/arithmetic.js";
import { zeros } from "../array/create.js";
import { less } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { where } from "../array/where.js";
import { stopGradient } from "../autodiff/stop-gradient.js";
import { log } from "../array/transcendental.js";
import { tanh } from "../activations/smooth.js";
import { matmul } from "../linalg/matmul.js";
import { split } from "../random/key.js";
import { normal } from "../random/normal.js";
import { checkShapes, makeFlow, type Flow } from "./flow.js";

/** u and w of dim numbers, b of one. */
export interface PlanarParams {
  readonly u: NDArray;
  readonly w: NDArray;
  readonly b: NDArray;
}

/**
 * y = x + u tanh(w·x + b), log |det| = log |1 + (1 − tanh²) w·u| (Rezende & Mohamed 2015, eq. 10–12): it squeezes
 * or stretches across a plane. Where w·u < −1 it would fold: u is then moved along w to the nearest that does not, so that
 * training cannot leave what has an inverse (their appendix A.1, but nothing else is changed).
 *
 * @example
 * ```ts
 * const flow = flows.planar();
 * const params = { u: array([1, 0]), w: array([2, 0]), b: array([0]) };
 * flow.transform(params, [[0, 1], [1, 1]]).logDet;
 * ```
 */
export function planar(): Flow<PlanarParams> {
  return makeFlow<PlanarParams>({
    name: "planar",
    dim: ({ w }) => w.size,
    init(key, dim) {
      const [k1, k2] = split(key);
      // w·x and w·u of one size in any number of dimensions, w·u ≥ −1 for all keys.
      const w = mul(normal(k2, [dim]), 1 / Math.sqrt(dim));
      return { u: mul(normal(k1, [dim]), 0.1), w, b: zeros([1]) };
    },
    transform(given, x) {
      const { u, w, b, wu } = unfolded(given);
      const bend = tanh(add(matmul(x, w), b));
      const slope = sub(1, mul(bend, bend));
      const y = add(x, mul(bend.reshape([-1, 1]), u));
      return { y, logDet: log(add(mul(slope, wu), 1)) };
    },
    inverse(given, y) {
      const { u, w, b, wu } = unfolded(given);
      // Along w: t + (w·u) tanh(t + b) = w·y is one equation in one number.
      const along = matmul(y, w);
      const t = polished(stopGradient(bisected({ along, wu, b })), { along, wu, b });
      return sub(y, mul(tanh(add(t, b)).reshape([-1, 1]), u));
    },
  });
}

/** Nearer to −1 the map squeezes points by more than this. */
const LEAST_SLOPE = 1e-6;

/** Instead of |w|² = 0, where there is nothing to move; of single precision, too. */
const TINY = 1e-37;

/** The parameters, and w·u, which is not to be computed again: its rounding may be more than the least slope. */
function unfolded({ u, w, b }: PlanarParams): PlanarParams & { readonly wu: NDArray } {
  checkShapes("planar", { u, w, b }, { u: [w.size], w: [w.size], b: [1] });
  const given = matmul(w, u);
  const wu = maximum(given, LEAST_SLOPE - 1);
  const missing = div(sub(wu, given), add(matmul(w, w), TINY));
  return { u: add(u, mul(w, missing)), w, b, wu };
}

interface Equation {
  readonly along: NDArray;
  readonly wu: NDArray;
  readonly b: NDArray;
}

/** Bisection of t + (w·u) tanh(t + b) = w·y between w·y ± |w·u|. */
function bisected({ along, wu, b }: Equation): NDArray {
  let [low, high]: [NDArray, NDArray] = [sub(along, abs(wu)), add(along, abs(wu))];
  for (let step = 0; step < 56; step++) {
    const middle = mul(add(low, high), 0.5);
    const below = less(add(middle, mul(wu, tanh(add(middle, b)))), along);
    [low, high] = [where(below, middle, low), where(below, high, middle)];
  }
  return mul(add(low, high), 0.5);
}

/** One step of Newton's method, which also gives the root its derivatives. */
function polished(t: NDArray, { along, wu, b }: Equation): NDArray {
  const bend = tanh(add(t, b));
  const excess = sub(add(t, mul(wu, bend)), along);
  return sub(t, excess.div(add(mul(wu, sub(1, mul(bend, bend))), 1)));
}
