import { array } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";

/** Numbers as an array in float64, whatever the default is. */
export function vector(values: Float64Array | readonly number[]): NDArray<"float64"> {
  const data = Float64Array.from(values);
  return array(data, { shape: [data.length], dtype: "float64" });
}
