import { foldAt } from "../wasm/compiled-folds.js";
import { sizeOfFloat } from "../wasm/floats.js";
import { addressOf } from "../wasm/recycling.js";
import type { TypedData } from "./dtype.js";

/** Place of the first NaN or infinity; −1 where every number is finite. */
export function firstNonFinite(data: TypedData): number {
  if (isBounded(data)) return -1;
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
}

/** Whether compiled code finds both extrema finite, which are NaN as soon as one number is. */
function isBounded(data: TypedData): boolean {
  const at = addressOf(data);
  if (at === null || data.length === 0) return false;
  if (!(data instanceof Float64Array || data instanceof Float32Array)) return true;
  const extremum = (kind: "max" | "min") => foldAt(kind, sizeOfFloat(data), at, data.length);
  return Number.isFinite(extremum("max")) && Number.isFinite(extremum("min"));
}
