import { add, mul } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { concat } from "../array/join.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { formatShape, normaliseAxis } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import {
  fanInConcatMap,
  fanInProdMap,
  fanInSumMap,
  fanOutMap,
  identityMap,
} from "../kernel/branches.js";
import type { LayerMap } from "../kernel/map.js";
import type { NoParams } from "./activation.js";
import { makeLayer, type Layer } from "./layer.js";
import { checkWhole } from "../options.js";

/**
 * The same signal for each of `count` branches.
 *
 * @throws {@link DomainError} unless `count` is a positive integer.
 * @example
 * ```ts
 * stax.fanOut(2);
 * ```
 */
export function fanOut(count: number): Layer<NoParams, "one", "many"> {
  checkWhole("stax.fanOut", "count", count, 1);
  return makeLayer<NoParams, "one", "many">(
    {
      init: (_key, shape) => ({ outputShape: new Array<Shape>(count).fill(shape), params: [] }),
      apply: (_params, x) => new Array<NDArray<FloatDtype>>(count).fill(float(x)),
    },
    [fanOutMap(count)],
  );
}

/**
 * The sum of all branches. Its kernels are the sums of theirs, which must be independent and Gaussian:
 * each ends in an affine layer or hands on the output of one.
 *
 * @example
 * ```ts
 * stax.fanInSum();
 * ```
 */
export function fanInSum(): Layer<NoParams, "many"> {
  return joining("stax.fanInSum", fanInSumMap(), {
    shape: sameShapes,
    value: (x) => x.reduce(add),
  });
}

/**
 * The product of all branches, entry by entry: K′ = Π K, Θ′ = Σ_b Θ_b Π_{a≠b} K_a.
 *
 * @example
 * ```ts
 * stax.fanInProd();
 * ```
 */
export function fanInProd(): Layer<NoParams, "many"> {
  return joining("stax.fanInProd", fanInProdMap(), {
    shape: sameShapes,
    value: (x) => x.reduce(mul),
  });
}

/**
 * All branches beside each other along the channels, the last axis: kernels are means of theirs,
 * weighted by their widths. The branches' channels have kernels of their own: those of an activation after it are
 * each branch's activation, and `layerNorm` needs an affine layer between.
 *
 * @param axis - The channel axis: −1, or its number.
 * @throws {@link DomainError} for another axis.
 * @example
 * ```ts
 * stax.fanInConcat();
 * ```
 */
export function fanInConcat(axis = -1): Layer<NoParams, "many"> {
  const caller = "stax.fanInConcat";
  const last = (shape: Shape) => {
    if (normaliseAxis(caller, axis, shape.length) === shape.length - 1) return shape.length - 1;
    throw new DomainError(
      `${caller}: axis = ${axis}; use -1, the channels of shape ${formatShape(shape)}`,
    );
  };
  return joining(caller, fanInConcatMap(last), {
    shape: (shapes) => {
      const [first] = shapes as readonly [Shape, ...Shape[]];
      const lengths = shapes.map((shape) => shape[last(shape)] as number);
      sameShapes(shapes.map((shape) => shape.slice(0, -1)));
      return [...first.slice(0, -1), lengths.reduce((sum, length) => sum + length)];
    },
    value: (x) => float(concat(x, last((x[0] as NDArray).shape))),
  });
}

/**
 * What comes in goes out: the branch of a residual block that does nothing.
 *
 * @example
 * ```ts
 * stax.identity();
 * ```
 */
export function identity(): Layer<NoParams> {
  return makeLayer<NoParams>(
    {
      init: (_key, outputShape) => ({ outputShape, params: [] }),
      apply: (_params, x) => float(x),
    },
    [identityMap()],
  );
}

interface Joining {
  readonly shape: (shapes: readonly Shape[]) => Shape;
  readonly value: (x: readonly NDArray<FloatDtype>[]) => NDArray<FloatDtype>;
}

function joining(
  caller: string,
  map: LayerMap,
  { shape, value }: Joining,
): Layer<NoParams, "many"> {
  const checked = <T>(branches: readonly T[]): readonly T[] => {
    if (branches.length > 0) return branches;
    throw new DomainError(`${caller}: there are no branches; put stax.fanOut(n) before it`);
  };
  return makeLayer<NoParams, "many">(
    {
      init: (_key, shapes) => ({ outputShape: shape(checked(shapes)), params: [] }),
      apply: (_params, x) => {
        const branches = checked(x).map(float);
        // Arrays of other shapes would be broadcast, or stand side by side.
        shape(branches.map((branch) => branch.shape));
        return value(branches);
      },
    },
    [map],
  );
}

function sameShapes(shapes: readonly Shape[]): Shape {
  const [first] = shapes as readonly [Shape, ...Shape[]];
  if (shapes.every((shape) => formatShape(shape) === formatShape(first))) return first;
  throw new ShapeError(
    `stax: branches of shapes ${shapes.map(formatShape).join(" and ")} cannot be joined; they must agree`,
  );
}

function float(x: ArrayInput): NDArray<FloatDtype> {
  const array = asArray(x);
  return astype(array, realDtype(array.dtype));
}
