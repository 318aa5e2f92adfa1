// Programs on pixels, slot by slot.
import { BYTES, type FloatDtype } from "../array/dtype.js";
import { DomainError } from "../errors.js";
import { withArena } from "../wasm/arena.js";
import { parallel, threads } from "../wasm/pool.js";
import type { Frame } from "./frame.js";
import type { Graph, Node } from "./graph.js";
import { CountedMemory } from "./counted-memory.js";
import { checkPair, grainFor, planTiles, type Pairs, type RowRange } from "./pixel-tiles.js";
import type { Replacement } from "./nearly-parallel.js";
import type { OperandStep, Program, Wanted } from "./plan.js";
import { writeProgram } from "./program.js";
import { requiredSlots, type Readout } from "./requirements.js";
import { sharedFloats, sharedInts } from "./shared.js";
import type { Slots } from "./slots.js";
import { ArenaMemory, type ProgramMemory } from "./step.js";
import type { AdvancedOf } from "./variances.js";

type Floats = Float64Array | Float32Array;

/** A node's kernel at some slots: rows × columns × slots. */
export interface PixelKernel {
  readonly nngp: Floats | null;
  readonly ntk: Floats | null;
  readonly slots: Slots;
}

/** What is asked of a run. */
export interface Question {
  readonly output: Node;
  readonly readout: Readout;
  readonly wanted: Wanted;
  /** All pairs of examples, or each example with itself. */
  readonly pairs: Pairs;
}

/** Some rows of a kernel; of x1 with itself up to the diagonal. */
export interface GivenRows extends RowRange, Pick<PixelKernel, "nngp" | "ntk"> {}

/** A kernel that is computed before, some rows after the others. */
export interface Given {
  readonly node: Node;
  /** Hands on memory that the next strip overwrites. */
  readonly strips: (take: (rows: GivenRows) => void) => void;
}

/** What programs on pixels are written from. */
export interface PixelRun {
  readonly graph: Graph;
  readonly frame: Frame;
  readonly dtype: FloatDtype;
  readonly advancedOf: AdvancedOf;
  /** Finds what a node's steps need before the arena holds their program. */
  prepare(node: Node): void;
  /** The step that writes an input's kernel. */
  inputStep(node: Node): OperandStep;
  /** All pairs of pixels of each example of a side. */
  capturedWithin(node: Node, side: 0 | 1): Float64Array;
  /** Complements that are known better than the program's. */
  replacementsOf(node: Node): readonly Replacement[];
}

/** Runs the program of a question over all its pairs of examples, with what is known of a node before its output. */
export function runSlots(
  kernels: PixelRun,
  { output, readout, wanted, pairs }: Question,
  given: Given | null,
): PixelKernel {
  const { frame, graph, dtype, advancedOf } = kernels;
  const node = given?.node ?? null;
  const required = requiredSlots(graph, output, readout, node);
  const slotsOf = (of: Node) => required.get(of) as Slots;
  const slots = slotsOf(output);
  const count = slots.rows.length;
  const lines = pairs === "own" ? frame.n1 : frame.n1 * frame.n2;
  const result = (asked: boolean) => (asked ? resultOf(dtype, lines, count) : null);
  const [nngp, ntk] = [result(wanted.nngp), result(wanted.ntk)];
  // Captured variances are found before the arena holds this program.
  for (const of of required.keys()) if (of !== node) kernels.prepare(of);
  const writeTo = (memory: ProgramMemory) =>
    writeProgram({
      ...{ graph, frame, output, wanted, advancedOf, slotsOf, memory, firstSlot: 0, given: node },
      input: { step: (input) => kernels.inputStep(input) },
      capturedWithin: (of, side) => kernels.capturedWithin(of, side),
      replacementsOf: (of) => kernels.replacementsOf(of),
    });
  // Programs of few pairs are small, and counting takes as long as writing.
  const pixelPairs = [...required.values()].reduce((sum, { rows }) => sum + rows.length, 0);
  const lists = pixelPairs < MANY_PAIRS ? 0 : checkMemory(writeTo, BYTES[dtype]);
  withArena((arena) => {
    const memory = new ArenaMemory(arena, dtype);
    const program = writeTo(memory);
    const job = memory.words(Uint32Array.of(memory.program(program.steps), program.steps.length));
    const tiles = planTiles(frame, {
      ...{ pairs, slots: program.slots, bytes: BYTES[dtype] },
      lists,
    });
    const most = Math.min(threads(), tiles.threads);
    const payload = {
      ...{ job, n1: frame.n1, n2: frame.n2, single: BYTES[dtype] === 4, nngp, ntk },
      ...{ rows: tiles.rows, columns: tiles.columns },
      ...{ triangle: frame.triangle && pairs === "all", diagonal: pairs === "own" },
      workspace: arena.bytes(tiles.workspaceBytes * most),
      workspaceBytes: tiles.workspaceBytes,
      ...{ w: program.register.w, tangent: program.register.ntk, slots: count },
      turned: sharedInts(turnedSlots(slots)),
      ...{ givenW: program.given?.w ?? 0, givenTangent: program.given?.ntk ?? 0 },
    };
    const run = (rows: GivenRows) => {
      const places = tiles.placesOf(rows);
      const known = { givenFirst: rows.first, givenNngp: rows.nngp, givenNtk: rows.ntk };
      const total = places.length / 2;
      parallel(
        "pixelTile",
        { ...payload, places, ...known },
        total,
        grainFor(total, most, threads()),
      );
    };
    if (given === null) run({ first: 0, last: frame.n1, nngp: null, ntk: null });
    else given.strips(run);
  });
  return { nngp, ntk, slots };
}

/** A program of fewer pairs of pixels, of all nodes, is not worth counting. */
const MANY_PAIRS = 2 ** 16;

/**
 * The bytes of the lists of a program, of which nothing is made yet.
 *
 * @throws {@link DomainError} when a pair of images needs more than there is.
 */
function checkMemory(write: (memory: ProgramMemory) => Program, numberBytes: number): number {
  const memory = new CountedMemory(numberBytes);
  const { slots } = write(memory);
  checkPair(slots, memory.bytes);
  return memory.bytes;
}

/** For each slot that of the turned pair; itself where that is not computed. */
function turnedSlots({ rows, columns, numberOf }: Slots): Int32Array {
  return rows.map((row, slot) => {
    const turned = numberOf(columns[slot] as number, row);
    return turned < 0 ? slot : turned;
  });
}

/** @throws {@link DomainError} before anything is computed, when there is not so much memory. */
export function resultOf(dtype: FloatDtype, lines: number, slots: number): Floats {
  try {
    return sharedFloats(dtype, lines * slots);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const size = ((lines * slots * BYTES[dtype]) / 2 ** 30).toFixed(1);
    throw new DomainError(
      `kernel: the result needs ${size} GiB, ${slots} pairs of pixels for each of ${lines} pairs of examples, which cannot be had; end the network in stax.flatten() or stax.globalAvgPool(), or give fewer examples at a time`,
    );
  }
}
