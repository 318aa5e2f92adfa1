// Masks in finite networks.
import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { where } from "../array/where.js";
import { pixelsAfter, type LayerMap, type Pixels } from "../kernel/map.js";
import { readMask } from "../kernel/mask.js";
import { checkOptions } from "../options.js";
import type { Arity, Inputs, Layer, Outputs } from "./layer.js";

type Apply<Params, In extends Arity, Out extends Arity> = Layer<Params, In, Out>["apply"];

const APPLY_OPTIONS = ["rng", "pattern", "maskConstant", "pixels"];

/** The same function, which reads masks from its inputs where `maskConstant` is given. */
export function maskedApply<Params, In extends Arity, Out extends Arity>(
  apply: Apply<Params, In, Out>,
  maps: readonly LayerMap[],
): Apply<Params, In, Out> {
  return (params, x, given = {}) => {
    checkOptions("apply", given, APPLY_OPTIONS);
    const { maskConstant, ...options } = given;
    if (maskConstant === undefined) return apply(params, x, options);
    const flow: Flow = isList(x) ? x.map(float) : float(x as ArrayInput);
    const pixels = branchesOf(flow).map((branch) => pixelsOf(branch, maskConstant));
    // One array stays one and a list a list, as In and Out say.
    const seen = unmasked(flow, pixels) as Inputs<In>;
    const outputs = apply(params, seen, { ...options, pixels }) as Flow;
    return unmasked(outputs, pixelsAfter(maps, pixels)) as Outputs<Out>;
  };
}

/** One array, or one a branch. */
export type Flow = NDArray<FloatDtype> | readonly NDArray<FloatDtype>[];

/** Arrays with zeros in the place of pixels that do not count. */
export function unmasked(x: Flow, pixels: readonly Pixels[]): Flow {
  if (x instanceof NDArray) return withZeros(x, pixels[0]);
  return x.map((branch, k) => withZeros(branch, pixels[k]));
}

function withZeros(x: NDArray<FloatDtype>, pixels: Pixels | undefined): NDArray<FloatDtype> {
  const mask = pixels?.mask;
  if (!mask) return x;
  const counts = new NDArray(mask[0], [...x.shape.slice(0, -1), 1], "float64");
  return where(counts, x, 0) as NDArray<FloatDtype>;
}

function pixelsOf(x: NDArray, constant: number): Pixels {
  const shape = x.shape.slice(1, -1);
  if (shape.length === 0) return { shape, mask: null };
  const channels = x.shape.at(-1) as number;
  const mask = readMask({ data: x.concrete().data, channels }, constant);
  return { shape, mask: [mask, mask] };
}

function branchesOf(x: Flow): readonly NDArray[] {
  return x instanceof NDArray ? [x] : x;
}

/** A list of arrays, told from an array's rows by its first entry. */
function isList(x: Inputs<"one"> | Inputs<"many">): x is readonly NDArray[] {
  return Array.isArray(x) && x[0] instanceof NDArray;
}

function float(x: ArrayInput): NDArray<FloatDtype> {
  const array = asArray(x);
  return astype(array, realDtype(array.dtype));
}
