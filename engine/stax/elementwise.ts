import { broadcastTo } from "../array/broadcast.js";
import { asArray, onesLike, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { broadcastShapes, formatShape } from "../array/shape.js";
import { jvp } from "../autodiff/jvp.js";
import { angularAdvance } from "../dual/angular.js";
import { angularDerivative } from "../dual/angular-derivative.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import type { Rows } from "../kernel/map.js";
import { isTraced } from "../kernel/scale.js";
import { ShapeError } from "../errors.js";
import { activationLayer, checkFunctions, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

/** An elementwise function of arrays, made of array functions. */
export type ElementFunction = (x: NDArray<FloatDtype>) => ArrayInput;

/**
 * E[φ(u) φ(u′)], or E[φ̇(u) φ̇(u′)], of Gaussian u, u′ with covariance k and variances q, q′: vectors of equal length,
 * and so the result. It must be analytic in the angle between u and u′, as it is for φ that are smooth or have their
 * kinks at 0.
 */
export type DualFunction = (
  k: NDArray<FloatDtype>,
  q: NDArray<FloatDtype>,
  q2: NDArray<FloatDtype>,
) => ArrayInput;

/**
 * An activation with kernels of one's own: φ, the map E[φφ′] and the map E[φ̇φ̇′]. Where the latter is missing it is
 * the derivative of the former by k (Stein's identity), by spectral differentiation, to about ten digits.
 *
 * @throws {@link ShapeError} by `kernel`, for maps that give arrays of other shapes than they get.
 * @example
 * ```ts
 * // exp(x), whose moments are known.
 * const layer = stax.elementwise(exp, (k, q, q2) => exp(k.add(q.add(q2).mul(0.5))));
 * stax.serial(stax.dense(512), layer, stax.dense(1)).kernel([[1, 0], [0, 1]], null, "ntk");
 * ```
 */
export function elementwise(
  fn: ElementFunction,
  nngpFn: DualFunction,
  dNngpFn?: DualFunction,
): Layer<NoParams> {
  const slopes = dNngpFn === undefined ? {} : { dNngpFn };
  checkFunctions("stax.elementwise", { fn, nngpFn, ...slopes });
  const nngp = onNumbers("nngpFn", nngpFn);
  const slope = dNngpFn === undefined ? undefined : onNumbers("dNngpFn", dNngpFn);
  return activationLayer({
    name: "elementwise",
    elementwise: (x) => realElements(fn(realElements(x))),
    advance: (rows) => advance(rows, nngp, slope),
    dual: {
      pairs: (pairs) => dualOf(pairs, nngpFn, dNngpFn),
      traced: () => closesOver(nngpFn) || (dNngpFn !== undefined && closesOver(dNngpFn)),
    },
  });
}

/** Whether a map uses arrays from around it that a transform follows. */
function closesOver(f: DualFunction): boolean {
  const one = realElements([1]);
  return isTraced(f(one, one, one));
}

/** The map as it is, on vectors; E[φ̇φ̇′] by its derivative where it is not given. */
function dualOf({ k, q, q2 }: Pairs, nngpFn: DualFunction, dNngpFn?: DualFunction): DualMoments {
  const shape = broadcastShapes(
    "stax.elementwise",
    broadcastShapes("", k.shape, q.shape),
    q2.shape,
  );
  const flat = (x: NDArray): Reals => realElements(broadcastTo(x, shape).reshape([-1]));
  const [covariances, a, b] = [flat(k), flat(q), flat(q2)];
  const shaped = (x: ArrayInput) => asArray(x).reshape(shape);
  const nngp = (c: Reals) => asArray(nngpFn(c, a, b));
  if (dNngpFn !== undefined) {
    return { nngp: shaped(nngp(covariances)), slope: shaped(dNngpFn(covariances, a, b)) };
  }
  const [value, slope] = jvp(nngp, [covariances], [onesLike(covariances) as Reals]);
  return { nngp: shaped(value), slope: shaped(slope) };
}

type Reals = NDArray<FloatDtype>;

type PairFunction = (k: Float64Array, q: Float64Array, q2: Float64Array) => Float64Array;

function onNumbers(name: string, f: DualFunction): PairFunction {
  return (...given) => {
    const [k, q, q2] = given.map((numbers) => asArray(numbers) as NDArray<FloatDtype>);
    const result = asArray(
      f(k as NDArray<FloatDtype>, q as NDArray<FloatDtype>, q2 as NDArray<FloatDtype>),
    );
    if (result.size !== given[0].length) {
      throw new ShapeError(
        `stax.elementwise: ${name} gave an array of shape ${formatShape(result.shape)} for vectors of ${given[0].length}; it must work element by element`,
      );
    }
    return Float64Array.from(result.data);
  };
}

function advance(rows: Rows, nngp: PairFunction, slope: PairFunction | undefined) {
  const at = (f: PairFunction, variances: readonly number[], cosine: number) => {
    const [q, q2] = pairsOf(variances);
    return f(
      q.map((a, k) => Math.sqrt(a * (q2[k] as number)) * cosine),
      q,
      q2,
    );
  };
  const squares = (deviations: readonly number[]) => deviations.map((g) => g * g);
  return angularAdvance(rows, {
    parity: "neither",
    meanSquare: (variance) => {
      const one = Float64Array.of(variance);
      return nngp(one, one, one)[0] as number;
    },
    parallel: (variances) => at(nngp, variances, 1),
    ...(slope === undefined
      ? {
          coefficients: (g) =>
            angularDerivative(g, (angle) => at(nngp, squares(g), Math.cos(angle))),
        }
      : {}),
    slopes: (g, angle) => at(slope ?? nngp, squares(g), Math.cos(angle)),
  });
}

/** All pairs, row after row. */
function pairsOf(variances: readonly number[]): readonly [Float64Array, Float64Array] {
  const n = variances.length;
  return [
    Float64Array.from({ length: n * n }, (_, k) => variances[Math.floor(k / n)] as number),
    Float64Array.from({ length: n * n }, (_, k) => variances[k % n] as number),
  ];
}
