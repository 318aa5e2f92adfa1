import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { allocate } from "../array/storage.js";
import { mapInto } from "../wasm/elementwise.js";

/** erf(x) = 2/√π ∫₀ˣ exp(−t²) dt of every element, within 2 ulps. */
export function errorFunction(input: ArrayInput): NDArray<FloatDtype> {
  const array = asArray(input);
  const x = astype(array, realDtype(array.dtype));
  const out = allocate(x.dtype, x.size, "anything");
  mapInto(out, "erf", x.data);
  return new NDArray(out, x.shape, x.dtype);
}
