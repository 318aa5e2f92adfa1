import {
  equalLoops,
  leftScalarLoops,
  rightScalarLoops,
  unaryLoops,
  type UnaryFunction,
} from "../array/compiled-loops.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { allocate, view } from "../array/storage.js";
import { BYTES } from "../array/dtype.js";
import type { Atom } from "../core/program.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { mapInto } from "../wasm/elementwise.js";
import type { Floats } from "../wasm/floats.js";
import type { Chain } from "./chain.js";

/** Elements of a block: a handful of blocks stays in the first cache. */
const BLOCK = 2048;

/** What a slot holds while a block is computed. */
type Slot = Floats | number;

/** The chain's outputs, block by block. */
export function runChain(chain: Chain, read: (atom: Atom) => NDArray): readonly NDArray[] {
  const { like, inputs, operations, outputs, row } = chain;
  const dtype = like.dtype as FloatDtype;
  const size = sizeOf(like.shape);
  const length = row * Math.max(1, Math.round(BLOCK / row));
  const results = new Map(outputs.map(({ slot }) => [slot, allocate(dtype, size, "anything")]));
  const sources = inputs.map(({ atom, kind }): Slot => {
    const data = read(atom).data as Floats;
    if (kind === "number") return data[0] as number;
    return kind === "row" ? repeated(data, dtype, length) : data;
  });
  const blocks = operations.map(() => buffer(dtype, length));
  const slots: Slot[] = [];
  for (let first = 0; first < size; first += length) {
    checkInterrupt();
    const end = Math.min(first + length, size);
    inputs.forEach(({ kind }, k) => {
      const source = sources[k] as Slot;
      if (typeof source === "number") slots[k] = source;
      else if (kind === "row") slots[k] = source.subarray(0, end - first);
      else slots[k] = source.subarray(first, end);
    });
    operations.forEach(({ value, operands: [a, b] }, k) => {
      const slot = inputs.length + k;
      const result = results.get(slot);
      const out = result?.subarray(first, end) ?? (blocks[k] as Floats).subarray(0, end - first);
      slots[slot] = out;
      apply(value, slots[a as number] as Slot, b === undefined ? undefined : slots[b], out);
    });
  }
  return outputs.map(({ slot }) => new NDArray(results.get(slot) as Floats, like.shape, dtype));
}

function buffer(dtype: FloatDtype, length: number): Floats {
  return view(dtype, new ArrayBuffer(length * BYTES[dtype]));
}

function repeated(data: Floats, dtype: FloatDtype, length: number): Floats {
  const all = buffer(dtype, length);
  for (let at = 0; at < length; at += data.length) all.set(data, at);
  return all;
}

function apply(
  value: Chain["operations"][number]["value"],
  a: Slot,
  b: Slot | undefined,
  out: Floats,
): void {
  const dtype = out instanceof Float64Array ? "float64" : "float32";
  if (typeof value === "string") {
    mapInto(out, value, a as Floats);
  } else if (b === undefined) {
    const unary = value as UnaryFunction;
    unaryLoops.of(unary, dtype + dtype)(unary, a as Floats, out);
  } else if (typeof b === "number") {
    rightScalarLoops.of(value, dtype + dtype + dtype)(value, a as Floats, b, out);
  } else if (typeof a === "number") {
    leftScalarLoops.of(value, dtype + dtype + dtype)(value, a, b, out);
  } else {
    equalLoops.of(value, dtype + dtype + dtype)(value, a, b, out);
  }
}
