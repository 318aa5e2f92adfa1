import { take } from "../array/take.js";
import { mul } from "../array/arithmetic.js";
import { NDArray } from "../array/ndarray.js";
import { NO_PIXEL } from "./graph.js";

/** K[s(o), s(o′)] of covariances [n, n, pixels, pixels]; zero where there is no pixel s(o) or s(o′). */
export function spread(k: NDArray, sources: Int32Array | null, pixels: number): NDArray {
  if (sources === null) return k;
  if (sources.length === pixels && sources.every((source, pixel) => source === pixel)) return k;
  const places = sources.map((source) => Math.max(source, 0));
  const picked = new NDArray(places, [places.length], "int32");
  const moved = take(take(k, picked, 2), picked, 3);
  if (!sources.includes(NO_PIXEL)) return moved;
  const there = Float64Array.from(sources, (source) => Number(source !== NO_PIXEL));
  const mask = new NDArray(there, [there.length], "float64").astype(k.dtype);
  return mul(mul(moved, mask), mask.reshape([-1, 1]));
}
