import { foldAt } from "../wasm/compiled-folds.js";
import { sizeOfFloat, type Floats } from "../wasm/floats.js";
import { firstBest, larger, smaller, type Numbers } from "../wasm/folds.js";
import { addressOf } from "../wasm/recycling.js";

/** From so many elements on, looking for an address pays. */
const MANY = 256;

const BEATS = { max: larger, min: smaller };

/** The position of the first largest or smallest of the elements `from` … `to − 1`; of a NaN, if there is one. */
export function positionOf(kind: "max" | "min", data: Numbers, from: number, to: number): number {
  if (to - from < MANY || !isFloats(data)) return firstBest(data, from, to, BEATS[kind]);
  const [at, size] = [addressOf(data), sizeOfFloat(data)];
  const best = at === null ? NaN : foldAt(kind, size, at + from * size, to - from);
  if (Number.isNaN(best)) return firstBest(data, from, to, BEATS[kind]);
  return data.indexOf(best, from);
}

function isFloats(data: Numbers): data is Floats {
  return data instanceof Float64Array || data instanceof Float32Array;
}
