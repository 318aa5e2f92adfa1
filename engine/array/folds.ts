import { foldAt } from "../wasm/compiled-folds.js";
import { sizeOfFloat, type Floats } from "../wasm/floats.js";
import { firstBest, folds, larger, smaller, type Fold, type Numbers } from "../wasm/folds.js";
import { addressOf } from "../wasm/recycling.js";

/** From so many elements on, looking for an address pays. */
const MANY = 256;

/** Elements `from` … `to − 1` of an array: those of `folds`, by compiled code where it finds the array. */
export const foldsOfArrays: typeof folds = {
  sum: (data, from, to) => foldOf("sum", data, from, to),
  max: (data, from, to) => foldOf("max", data, from, to),
  min: (data, from, to) => foldOf("min", data, from, to),
};

function foldOf(kind: Fold, data: Numbers, from: number, to: number): number {
  return compiledFold(kind, data, from, to) ?? folds[kind](data, from, to);
}

function compiledFold(kind: Fold, data: Numbers, from: number, to: number): number | null {
  if (to - from < MANY || !isFloats(data)) return null;
  const at = addressOf(data);
  const size = sizeOfFloat(data);
  return at === null ? null : foldAt(kind, size, at + from * size, to - from);
}

function isFloats(data: Numbers): data is Floats {
  return data instanceof Float64Array || data instanceof Float32Array;
}

/** The position of the first largest or smallest of the elements `from` … `to − 1`; of a NaN, if there is one. */
export function positionOf(kind: "max" | "min", data: Numbers, from: number, to: number): number {
  const best = compiledFold(kind, data, from, to);
  if (best === null || Number.isNaN(best)) return firstBest(data, from, to, BEATS[kind]);
  return (data as Floats).indexOf(best, from);
}

const BEATS = { max: larger, min: smaller };
