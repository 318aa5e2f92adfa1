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
import { fusedLoop, type FusedLoop } from "./fused-loop.js";

/** Elements of a block: a handful of blocks stays in the first cache. */
const BLOCK = 2048;

/** What a slot holds while a block is computed. */
type Slot = Floats | number;

/** Elements between two looks at the interrupt flag, about. */
const STRETCH = 1 << 16;

/** Gives the chain's outputs for what its inputs are. */
export type ChainRunner = (read: (atom: Atom) => NDArray) => readonly NDArray[];

/** As one loop where that can be, else block by block. */
export function chainRunner(chain: Chain): ChainRunner {
  const loop = fusedLoop(chain);
  return loop === null ? (read) => runInBlocks(chain, read) : (read) => runFused(chain, loop, read);
}

function runFused(
  { like, inputs, outputs, row }: Chain,
  loop: FusedLoop,
  read: (atom: Atom) => NDArray,
): readonly NDArray[] {
  const dtype = like.dtype as FloatDtype;
  const size = sizeOf(like.shape);
  const results = outputs.map(() => allocate(dtype, size, "anything"));
  const sources = inputs.map(({ atom, kind }): Slot => {
    const data = read(atom).data as Floats;
    return kind === "number" ? (data[0] as number) : data;
  });
  const stretch = row * Math.ceil(STRETCH / row);
  for (let first = 0; first < size; first += stretch) {
    checkInterrupt();
    loop(sources, results, first, Math.min(first + stretch, size));
  }
  return results.map((data) => new NDArray(data, like.shape, dtype));
}

/** Block by block, each operation by its own loop. */
export function runInBlocks(chain: Chain, read: (atom: Atom) => NDArray): readonly NDArray[] {
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
  const links = operations.map((operation) => linkOf(operation, inputs, dtype));
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
    links.forEach((link, k) => {
      const slot = inputs.length + k;
      const result = results.get(slot);
      const out = result?.subarray(first, end) ?? (blocks[k] as Floats).subarray(0, end - first);
      slots[slot] = out;
      link(slots, out);
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

/** One operation on one block. */
type Link = (slots: readonly Slot[], out: Floats) => void;

function linkOf(
  { value, operands: [a = 0, b] }: Chain["operations"][number],
  inputs: Chain["inputs"],
  dtype: FloatDtype,
): Link {
  const block = (slots: readonly Slot[], slot: number): Floats => slots[slot] as Floats;
  if (typeof value === "string") return (slots, out) => mapInto(out, value, block(slots, a));
  if (b === undefined) {
    const unary = value as UnaryFunction;
    const loop = unaryLoops.of(unary, dtype + dtype);
    return (slots, out) => loop(unary, block(slots, a), out);
  }
  const dtypes = dtype + dtype + dtype;
  if (inputs[b]?.kind === "number") {
    const loop = rightScalarLoops.of(value, dtypes);
    return (slots, out) => loop(value, block(slots, a), slots[b] as number, out);
  }
  if (inputs[a]?.kind === "number") {
    const loop = leftScalarLoops.of(value, dtypes);
    return (slots, out) => loop(value, slots[a] as number, block(slots, b), out);
  }
  const loop = equalLoops.of(value, dtypes);
  return (slots, out) => loop(value, block(slots, a), block(slots, b), out);
}
