// Where the values of a chain lie while a block is computed: the distances to arrays, numbers as one
// vector each, then a block for each value that goes from memory to code or from one stage to another.
import { LEAF } from "../wasm/folds.js";
import { VECTOR_BYTES } from "../wasm/vector-instructions.js";
import type { FloatSize } from "../wasm/floats.js";
import type { ArrayPlace, Place } from "../wasm/chain-tasks.js";
import type { Chain } from "./chain.js";

export interface Frame {
  readonly size: FloatSize;
  /** Elements of a block. */
  readonly block: number;
  /** Whether a value has a block. */
  readonly has: (value: number) => boolean;
  readonly isNumber: (value: number) => boolean;
  /** Bytes from the frame's beginning to the numbers. */
  readonly numbersAt: number;
  readonly placeOf: (value: number) => Place;
  /** Bytes from the frame's beginning to a value's own block. */
  readonly slotOf: (value: number) => number;
  /** Of an array that goes in whole or comes out. */
  readonly arrayPlaceOf: (value: number) => ArrayPlace;
}

/** A block of a value; with so few values that all stay in the second cache. */
const BLOCK_BYTES = 1 << 14;
const WORD_BYTES = 4;
const FRAME_BYTES = 1 << 18;

/** `stored` are the values that need a block, `outputs` those that leave. */
export function frameOf(
  { inputs, row, reduction }: Chain,
  { stored, outputs }: { readonly stored: readonly number[]; readonly outputs: readonly number[] },
  size: FloatSize,
): Frame {
  const isNumber = (value: number): boolean => inputs[value]?.kind === "number";
  const numbers = [...inputs.keys()].filter(isNumber);
  const blocks = [...new Set(stored)].filter((value) => !isNumber(value));
  const elements = Math.min(BLOCK_BYTES, FRAME_BYTES / blocks.length) / size;
  const block = blockOf(elements, {
    row,
    run: reduction?.count ?? 1,
    lanes: VECTOR_BYTES / size,
  });
  const stride = Math.ceil((block * size) / VECTOR_BYTES) * VECTOR_BYTES;
  const arrays = [...inputs.keys()].filter((value) => inputs[value]?.kind === "whole");
  const distances = new Map(
    [...new Set([...arrays, ...outputs])].map((value, k) => [value, k * WORD_BYTES]),
  );
  const numbersAt = Math.ceil((distances.size * WORD_BYTES) / VECTOR_BYTES) * VECTOR_BYTES;
  const blocksAt = numbersAt + numbers.length * VECTOR_BYTES;
  const slots = new Map([
    ...numbers.map((value, k) => [value, numbersAt + k * VECTOR_BYTES] as const),
    ...blocks.map((value, k) => [value, blocksAt + k * stride] as const),
  ]);
  const slotOf = (value: number): number => slots.get(value) as number;
  return {
    size,
    block,
    numbersAt,
    slotOf,
    isNumber,
    has: (value) => blocks.includes(value),
    placeOf(value) {
      const distance = distances.get(value);
      return distance === undefined
        ? { kind: "frame", at: slotOf(value) }
        : { kind: "distance", at: distance };
    },
    arrayPlaceOf: (value) => ({ distance: distances.get(value) as number, slot: slotOf(value) }),
  };
}

/**
 * Whole rows of the operands, whole runs of a reduction or a branch of the tree that sums one, and whole
 * vectors where such blocks are not too long.
 */
function blockOf(
  elements: number,
  { row, run, lanes }: { readonly row: number; readonly run: number; readonly lanes: number },
): number {
  if (run > elements) return LEAF * 2 ** Math.floor(Math.log2(elements / LEAF));
  const shortest = Math.max(row, run);
  let unit = shortest;
  while (unit % lanes !== 0) unit *= 2;
  if (unit > elements) unit = shortest;
  return unit * Math.max(1, Math.floor(elements / unit));
}
