import type { FloatSize } from "./floats.js";
import type { Fold } from "./folds.js";
import { wasm } from "./loader.js";

/** The fold of `count` floats at an address of the shared memory, one at least: the bits of `folds`. */
export function foldAt(kind: Fold, size: FloatSize, at: number, count: number): number {
  const { exports } = wasm();
  if (kind === "sum")
    return size === 8 ? exports.treeSum64(at, count) : exports.treeSum32(at, count);
  if (kind === "max")
    return size === 8 ? exports.largest64(at, count) : exports.largest32(at, count);
  return size === 8 ? exports.smallest64(at, count) : exports.smallest32(at, count);
}
