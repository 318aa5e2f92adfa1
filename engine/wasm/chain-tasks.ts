// Several elementwise operations after each other on blocks that stay in the first cache: what lies
// between them is never written to memory. A block's values lie in a frame: numbers first, as vectors
// of themselves, then a slot for each value that goes from memory to code or from code to code. Arrays
// in the shared memory are read and written where they lie: the frame begins with the distances to them.
import type { ElementFunction } from "./exports.js";
import { copyIn, copyOut, memoryAs, type Floats, type FloatSize } from "./floats.js";
import { wasm } from "./loader.js";
import { foldAt } from "./compiled-folds.js";
import type { Fold } from "./folds.js";
import type { Scratch } from "./scratch.js";
import { VECTOR_BYTES } from "./vector-instructions.js";

/** Where a value's block is. */
export type Place =
  /** So many bytes from the frame's beginning. */
  | { readonly kind: "frame"; readonly at: number }
  /** As far from the frame's beginning as a word says; the word lies so many bytes from there. */
  | { readonly kind: "distance"; readonly at: number };

/** An array's block: where its distance is noted, and its slot in the frame if it lies elsewhere. */
export interface ArrayPlace {
  readonly distance: number;
  readonly slot: number;
}

/** An array that goes in element by element, or a row that is repeated to fill a block. */
export type InputPlace =
  ({ readonly kind: "whole" } & ArrayPlace) | { readonly kind: "row"; readonly slot: number };

/** What happens to a block. */
export type Stage =
  /** The code of a module, as text of one character a byte, so that it is its own key. */
  | { readonly kind: "vectors"; readonly code: string }
  /** A function of the compiled code. */
  | {
      readonly kind: "compiled";
      readonly name: ElementFunction;
      readonly from: Place;
      readonly to: Place;
    }
  /** A function of JS, which no other thread can have. */
  | { readonly kind: "script"; readonly run: (at: (place: Place) => Floats) => void };

export interface ChainLayout {
  readonly size: FloatSize;
  /** Elements of a block, and of all. */
  readonly block: number;
  readonly length: number;
  /** Bytes from the frame's beginning to its numbers. */
  readonly numbersAt: number;
  readonly inputs: readonly InputPlace[];
  readonly outputs: readonly ArrayPlace[];
  readonly stages: readonly Stage[];
  readonly reduction: BlockReduction | null;
}

/** A value of which runs of elements are folded: runs that blocks hold whole, or whose blocks are folded. */
export interface BlockReduction {
  readonly place: Place;
  readonly kind: Fold;
  /** Elements of a run. */
  readonly count: number;
}

export interface ChainPayload {
  readonly layout: ChainLayout;
  readonly numbers: readonly number[];
  readonly inputs: readonly Floats[];
  readonly outputs: readonly Floats[];
  /** Their addresses; null outside of the shared memory. */
  readonly inputsAt: readonly (number | null)[];
  readonly outputsAt: readonly (number | null)[];
  /** Folds of runs, or of a run's blocks. */
  readonly folded: Float64Array;
}

/** Blocks of a tile: what does not change from block to block is put into the frame once. */
const TILE_BLOCKS = 8;

/** Elements that blocks do not reach over: a run that is longer than a block, else all. */
function segmentOf({ reduction, block, length }: ChainLayout): number {
  return reduction && reduction.count > block ? reduction.count : length;
}

function chainBlocks(layout: ChainLayout): number {
  const segment = segmentOf(layout);
  return (layout.length / segment) * Math.ceil(segment / layout.block);
}

export function chainTiles(layout: ChainLayout): number {
  return Math.ceil(chainBlocks(layout) / TILE_BLOCKS);
}

/** How many folds the blocks make: of runs, or of a run's blocks. */
export function foldsOfChain(layout: ChainLayout): number {
  const { reduction, block, length } = layout;
  if (reduction === null) return 0;
  return reduction.count > block ? chainBlocks(layout) : length / reduction.count;
}

export const chainTasks = {
  runChain: (payload: ChainPayload, tile: number, { ptr }: Scratch): void => {
    const { layout } = payload;
    fillNumbers(payload, ptr);
    fillRows(payload, ptr);
    const segment = segmentOf(layout);
    const blocks = Math.ceil(segment / layout.block);
    const end = Math.min(chainBlocks(layout), (tile + 1) * TILE_BLOCKS);
    for (let k = tile * TILE_BLOCKS; k < end; k++) {
      const within = (k % blocks) * layout.block;
      const at = Math.floor(k / blocks) * segment + within;
      runBlock(payload, ptr, at, Math.min(layout.block, segment - within));
      foldBlock(payload, ptr, k, Math.min(layout.block, segment - within));
    }
  },
};

/** The runs of block `k`, or the block itself where it is a part of one. */
function foldBlock(
  { layout: { reduction, size, block }, folded }: ChainPayload,
  frame: number,
  k: number,
  length: number,
): void {
  if (reduction === null) return;
  const first = addressIn(frame, reduction.place);
  if (reduction.count > block) {
    folded[k] = foldAt(reduction.kind, size, first, length);
    return;
  }
  const runs = block / reduction.count;
  for (let at = 0, run = k * runs; at < length; at += reduction.count, run++) {
    folded[run] = foldAt(reduction.kind, size, first + at * size, reduction.count);
  }
}

/** The distances at the frames' beginnings. */
function words(): Int32Array {
  const { buffer } = wasm().memory;
  return knownWords.buffer === buffer ? knownWords : (knownWords = new Int32Array(buffer));
}

let knownWords = new Int32Array(0);

function addressIn(frame: number, { kind, at }: Place): number {
  return kind === "frame" ? frame + at : frame + (words()[(frame + at) / 4] as number);
}

function fillNumbers({ layout, numbers }: ChainPayload, frame: number): void {
  const { size, numbersAt } = layout;
  const [memory, lanes] = [memoryAs(size), VECTOR_BYTES / size];
  numbers.forEach((number, k) => {
    const at = (frame + numbersAt) / size + k * lanes;
    memory.fill(number, at, at + lanes);
  });
}

function fillRows({ layout, inputs }: ChainPayload, frame: number): void {
  layout.inputs.forEach(({ slot, kind }, k) => {
    if (kind !== "row") return;
    const row = inputs[k] as Floats;
    for (let at = 0; at < layout.block; at += row.length) {
      copyIn(frame + slot + at * layout.size, row, 0, row.length);
    }
  });
}

function runBlock(payload: ChainPayload, frame: number, at: number, length: number): void {
  const { layout, inputs, outputs, inputsAt, outputsAt } = payload;
  const { size } = layout;
  // The last vector may be filled up with anything: then it must not be written where others' are.
  const whole = (length * size) % VECTOR_BYTES === 0;
  const located = (array: number | null | undefined): number | null =>
    array === null || array === undefined ? null : array + at * size;
  layout.inputs.forEach((input, k) => {
    if (input.kind === "row") return;
    const found = located(inputsAt[k]);
    if (found === null) copyIn(frame + input.slot, inputs[k] as Floats, at, length);
    note(frame, input, found);
  });
  const written = layout.outputs.map((output, k) => {
    const found = whole ? located(outputsAt[k]) : null;
    note(frame, output, found);
    return found;
  });
  for (const stage of layout.stages) runStage(stage, size, frame, length);
  layout.outputs.forEach(({ slot }, k) => {
    if (written[k] === null) copyOut(outputs[k] as Floats, at, frame + slot, length);
  });
}

/** Where an array's block lies: at an address, or in the frame. */
function note(frame: number, { distance, slot }: ArrayPlace, address: number | null): void {
  words()[(frame + distance) / 4] = address === null ? slot : address - frame;
}

function runStage(stage: Stage, size: FloatSize, frame: number, length: number): void {
  const vectors = Math.ceil((length * size) / VECTOR_BYTES);
  if (stage.kind === "vectors") {
    loopOf(stage.code)(frame, frame + vectors * VECTOR_BYTES);
  } else if (stage.kind === "compiled") {
    const { exports } = wasm();
    const apply = size === 8 ? exports[`${stage.name}64`] : exports[`${stage.name}32`];
    apply(addressIn(frame, stage.to), addressIn(frame, stage.from), vectors);
  } else {
    const memory = memoryAs(size);
    stage.run((place) => {
      const first = addressIn(frame, place) / size;
      return memory.subarray(first, first + length);
    });
  }
}

type Loop = (from: number, end: number) => void;

/** A thread's loops, the newest last. */
const loops = new Map<string, Loop>();
const MOST_LOOPS = 512;

function loopOf(code: string): Loop {
  const known = loops.get(code);
  if (known !== undefined) return known;
  const bytes = Uint8Array.from(code, (character) => character.charCodeAt(0));
  const env = { memory: wasm().memory };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env });
  const loop = exports["run"] as Loop;
  const [oldest] = loops.keys();
  if (loops.size === MOST_LOOPS && oldest !== undefined) loops.delete(oldest);
  loops.set(code, loop);
  return loop;
}
