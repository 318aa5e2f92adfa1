// WebAssembly's instructions on vectors of 128 bits (core specification 3.0, §5.4.9), by what they do.
import { unsigned, type Code } from "./module-bytes.js";
import type { FloatSize } from "./floats.js";

/** What has an instruction of its own for vectors of float64 and of float32. */
const FLOAT = {
  ceil: { 8: 0x74, 4: 0x67 },
  floor: { 8: 0x75, 4: 0x68 },
  trunc: { 8: 0x7a, 4: 0x69 },
  abs: { 8: 0xec, 4: 0xe0 },
  neg: { 8: 0xed, 4: 0xe1 },
  sqrt: { 8: 0xef, 4: 0xe3 },
  add: { 8: 0xf0, 4: 0xe4 },
  sub: { 8: 0xf1, 4: 0xe5 },
  mul: { 8: 0xf2, 4: 0xe6 },
  div: { 8: 0xf3, 4: 0xe7 },
  min: { 8: 0xf4, 4: 0xe8 },
  max: { 8: 0xf5, 4: 0xe9 },
  eq: { 8: 0x47, 4: 0x41 },
  ne: { 8: 0x48, 4: 0x42 },
  lt: { 8: 0x49, 4: 0x43 },
  gt: { 8: 0x4a, 4: 0x44 },
  le: { 8: 0x4b, 4: 0x45 },
  ge: { 8: 0x4c, 4: 0x46 },
} as const;

export type FloatInstruction = keyof typeof FLOAT;

const vector = (opcode: number): Code => [0xfd, ...unsigned(opcode)];

/** Elements of vectors; comparisons give vectors of ones where they hold. */
export function floatInstruction(name: FloatInstruction, size: FloatSize): Code {
  return vector(FLOAT[name][size]);
}

/** Of two vectors and a mask, in this order: the first one's bits where the mask has ones. */
export const BITSELECT: Code = vector(0x52);

/** All elements of a vector the same number. */
export function splat(value: number, size: FloatSize): Code {
  const elements = size === 8 ? Float64Array.of(value, value) : new Float32Array(4).fill(value);
  return [...vector(0x0c), ...new Uint8Array(elements.buffer)];
}

export const VECTOR_BYTES = 16;

/** log₂ of the alignment that loads and stores are told. */
const ALIGNMENT = 4;

/** The vector at the address on the stack and so many bytes on. */
export function load(offset: number): Code {
  return [...vector(0x00), ALIGNMENT, ...unsigned(offset)];
}

export function store(offset: number): Code {
  return [...vector(0x0b), ALIGNMENT, ...unsigned(offset)];
}
