import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import type { Wanted } from "./plan.js";

/** Kernels by name, and the outputs' own variances. */
export interface Asked extends Wanted {
  readonly cov1: boolean;
  readonly cov2: boolean;
}

/** The kernels that were asked for; the others are null. */
export type Evaluated = { readonly [Name in keyof Asked]: NDArray<FloatDtype> | null };

/** Variances of the outputs, in the dtype of the kernels. */
export function variancesAs(dtype: FloatDtype, values: Float64Array) {
  const out = allocate(dtype, values.length, "anything");
  out.set(values);
  return out;
}
