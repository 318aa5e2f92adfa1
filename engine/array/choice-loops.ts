// Loops that choose between two arrays, element by element, on the bits: a branch that follows random
// signs is mispredicted every other time and costs several times the work.
import { copyOf, type RowsOf } from "./compiled-loops.js";
import type { Dtype, TypedData } from "./dtype.js";

/** Elements as whole numbers: one for each, two for each of a float64. */
type Words = Int32Array | Uint8Array;

/** out = condition ? a : b for rows of so many elements. */
type ChoiceLoop = (
  out: Words,
  length: number,
  condition: RowsOf<Words>,
  a: RowsOf<Words>,
  b: RowsOf<Words>,
) => void;

const single: ChoiceLoop = (out, length, condition, a, b) => {
  const [c, x, y] = [condition.data, a.data, b.data];
  const [stepC, stepX, stepY] = [condition.step, a.step, b.step];
  for (let row = 0, i = 0; row < condition.offsets.length; row++) {
    let k = condition.offsets[row] as number;
    let [p, q] = [a.offsets[row] as number, b.offsets[row] as number];
    for (const end = i + length; i < end; i++, k += stepC, p += stepX, q += stepY) {
      const mask = -(c[k] as number);
      out[i] = ((x[p] as number) & mask) | ((y[q] as number) & ~mask);
    }
  }
};

const double: ChoiceLoop = (out, length, condition, a, b) => {
  const [c, x, y] = [condition.data, a.data, b.data];
  const [stepC, stepX, stepY] = [condition.step, 2 * a.step, 2 * b.step];
  for (let row = 0, i = 0; row < condition.offsets.length; row++) {
    let k = condition.offsets[row] as number;
    let [p, q] = [2 * (a.offsets[row] as number), 2 * (b.offsets[row] as number)];
    for (const end = i + 2 * length; i < end; i += 2, k += stepC, p += stepX, q += stepY) {
      const mask = -(c[k] as number);
      out[i] = ((x[p] as number) & mask) | ((y[q] as number) & ~mask);
      out[i + 1] = ((x[p + 1] as number) & mask) | ((y[q + 1] as number) & ~mask);
    }
  }
};

/** By the dtype of what is chosen. The condition is of dtype bool: zeros and ones. */
export const choiceLoops: Readonly<Record<Dtype, ChoiceLoop>> = {
  float64: copyOf(double),
  float32: copyOf(single),
  int32: copyOf(single),
  bool: copyOf(single),
};

/** The same memory as whole numbers. */
export function wordsOf(data: TypedData): Words {
  if (data instanceof Uint8Array || data instanceof Int32Array) return data;
  return new Int32Array(data.buffer, data.byteOffset, data.byteLength / 4);
}
