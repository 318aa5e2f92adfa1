import { array, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";

/** Numbers as an array in float64, whatever the default is. */
export function vector(values: Float64Array | readonly number[]): NDArray<"float64"> {
  const data = Float64Array.from(values);
  return array(data, { shape: [data.length], dtype: "float64" });
}

/** Whatever the default is, lists and numbers keep all their digits. */
export function inDoubles(given: ArrayInput): NDArray<"float64"> {
  if (given instanceof NDArray) return astype(given, "float64");
  return array(given as number[], { dtype: "float64" });
}
