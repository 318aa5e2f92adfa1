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

/** out = (condition ≠ flip) ? a : b, where b is one number a row and nothing else is repeated within a row. */
type EitherLoop = (
  out: Words,
  length: number,
  condition: RowsOf<Words>,
  a: RowsOf<Words>,
  b: RowsOf<Words>,
  flip: 0 | 1,
) => void;

// b ^ ((b ^ a) & mask) is a where the mask has ones
const singleOrNumber: EitherLoop = (out, length, condition, a, b, flip) => {
  const [c, x] = [condition.data, a.data];
  for (let row = 0, i = 0; row < condition.offsets.length; row++, i += length) {
    const [k, p] = [condition.offsets[row] as number, a.offsets[row] as number];
    const y = b.data[b.offsets[row] as number] as number;
    for (let j = 0; j < length; j++) {
      out[i + j] = y ^ ((y ^ (x[p + j] as number)) & -((c[k + j] as number) ^ flip));
    }
  }
};

const doubleOrNumber: EitherLoop = (out, length, condition, a, b, flip) => {
  const [c, x] = [condition.data, a.data];
  for (let row = 0, i = 0; row < condition.offsets.length; row++, i += length) {
    const [k, p] = [condition.offsets[row] as number, a.offsets[row] as number];
    const at = 2 * (b.offsets[row] as number);
    const [low, high] = [b.data[at] as number, b.data[at + 1] as number];
    for (let j = 0; j < length; j++) {
      const mask = -((c[k + j] as number) ^ flip);
      out[2 * (i + j)] = low ^ ((low ^ (x[2 * (p + j)] as number)) & mask);
      out[2 * (i + j) + 1] = high ^ ((high ^ (x[2 * (p + j) + 1] as number)) & mask);
    }
  }
};

/** The choice between an array and a number, which derivatives of `where` make, has a loop of its own. */
function choiceLoop(any: ChoiceLoop, orNumber: EitherLoop): ChoiceLoop {
  const [general, either] = [copyOf(any), copyOf(orNumber)];
  return (out, length, condition, a, b) => {
    if (condition.step !== 1 || a.step === b.step) general(out, length, condition, a, b);
    else if (a.step === 1) either(out, length, condition, a, b, 0);
    else either(out, length, condition, b, a, 1);
  };
}

/** By the dtype of what is chosen. The condition is of dtype bool: zeros and ones. */
export const choiceLoops: Readonly<Record<Dtype, ChoiceLoop>> = {
  float64: choiceLoop(double, doubleOrNumber),
  float32: choiceLoop(single, singleOrNumber),
  int32: choiceLoop(single, singleOrNumber),
  bool: choiceLoop(single, singleOrNumber),
};

/** The same memory as whole numbers. */
export function wordsOf(data: TypedData): Words {
  if (data instanceof Uint8Array || data instanceof Int32Array) return data;
  return new Int32Array(data.buffer, data.byteOffset, data.byteLength / 4);
}
