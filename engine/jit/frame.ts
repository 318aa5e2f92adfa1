// Where the values of a chain lie while a block is computed: numbers as one vector each, then a block
// for each value that goes from memory to code or from one stage to another.
import { LEAF } from "../wasm/folds.js";
import { VECTOR_BYTES } from "../wasm/vector-instructions.js";
import type { FloatSize } from "../wasm/floats.js";
import type { Chain } from "./chain.js";

export interface Frame {
  readonly size: FloatSize;
  /** Elements of a block. */
  readonly block: number;
  /** Whether a value has a block. */
  readonly has: (value: number) => boolean;
  readonly isNumber: (value: number) => boolean;
  /** Bytes from the frame's beginning. */
  readonly placeOf: (value: number) => number;
}

/** A block of a value; with so few values that all stay in the second cache. */
const BLOCK_BYTES = 1 << 14;
const FRAME_BYTES = 1 << 18;

/** `stored` are the values that need a block. */
export function frameOf(
  { inputs, row, reduction }: Chain,
  stored: readonly number[],
  size: FloatSize,
): Frame {
  const isNumber = (value: number): boolean => inputs[value]?.kind === "number";
  const numbers = [...inputs.keys()].filter(isNumber);
  const blocks = [...new Set(stored)].filter((value) => !isNumber(value));
  const elements = Math.min(BLOCK_BYTES, FRAME_BYTES / blocks.length) / size;
  const block = blockOf(elements, row, reduction?.count ?? 1);
  const stride = Math.ceil((block * size) / VECTOR_BYTES) * VECTOR_BYTES;
  const places = new Map([
    ...numbers.map((value, k) => [value, k * VECTOR_BYTES] as const),
    ...blocks.map((value, k) => [value, numbers.length * VECTOR_BYTES + k * stride] as const),
  ]);
  return {
    size,
    block,
    isNumber,
    has: (value) => blocks.includes(value),
    placeOf: (value) => places.get(value) as number,
  };
}

/** Whole rows of the operands, and whole runs of a reduction or a branch of the tree that sums one. */
function blockOf(elements: number, row: number, run: number): number {
  if (run > elements) return LEAF * 2 ** Math.floor(Math.log2(elements / LEAF));
  const unit = Math.max(row, run);
  return unit * Math.max(1, Math.floor(elements / unit));
}
