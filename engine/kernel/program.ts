import type { FloatDtype } from "../array/dtype.js";
import { DomainError } from "../errors.js";
import type { Arena, Block } from "../wasm/arena.js";
import { wasm } from "../wasm/loader.js";
import type { LayerMap, Rows, TileStep } from "./map.js";
import { OPCODES } from "./opcodes.js";
import { LARGEST } from "./unit-rows.js";

// Memory layout that engine/wasm/assembly/{tile,shared/tile-layer}.ts read.
const STEP_BYTES = 64;
const STEP_CONSTANTS = 8;
const STEP_VECTORS = 32;
const JOB_WORDS = 8;

/** Which kernels are asked for. */
export interface Wanted {
  readonly nngp: boolean;
  readonly ntk: boolean;
}

/** The packed unit rows, and where the columns' entries begin in every vector. */
export interface Panels {
  readonly a: number;
  readonly b: number;
  readonly depth: number;
  readonly columnOffset: number;
  readonly triangle: boolean;
}

/**
 * Sends the variances through all layers and lists what the tiles have to do.
 *
 * @throws {@link DomainError} naming the layer after which a variance leaves the dtype's range.
 */
export function planSteps(
  maps: readonly LayerMap[],
  input: Rows,
  wanted: Wanted,
  dtype: FloatDtype,
): TileStep[] {
  const steps: TileStep[] = [];
  let rows = input;
  for (const map of maps) {
    const advance = map.advance(rows);
    rows = advance.rows;
    checkRange(map, rows.variances, dtype);
    steps.push(...advance.steps, ...silence(rows.variances));
  }
  if (wanted.nngp) steps.push({ opcode: "covariances", vectors: [rows.variances.map(Math.sqrt)] });
  return wanted.ntk ? steps : steps.filter(({ tangentOnly }) => tangentOnly !== true);
}

function checkRange({ name }: LayerMap, variances: Float64Array, dtype: FloatDtype): void {
  if (variances.every((variance) => variance <= LARGEST[dtype])) return;
  throw new DomainError(
    `kernel: variances after ${name} are beyond ${dtype}; lower wStd or bStd, or scale the data down`,
  );
}

/** Rows of zero variance have no direction: their correlations count as 0. */
function silence(variances: Float64Array): TileStep[] {
  if (!variances.includes(0)) return [];
  return [{ opcode: "silence", vectors: [variances.map((variance) => Number(variance === 0))] }];
}

/** Writes the program into shared memory; the address of the job that tiles are computed from. */
export function writeJob(
  arena: Arena,
  steps: readonly TileStep[],
  panels: Panels,
  dtype: FloatDtype,
): number {
  const program = arena.bytes(Math.max(1, steps.length) * STEP_BYTES);
  steps.forEach((step, k) => {
    const addresses = (step.vectors ?? []).map((vector) => copy(arena, vector, dtype));
    writeStep(program + k * STEP_BYTES, step, addresses);
  });
  const job = arena.bytes(JOB_WORDS * 4);
  const { a, b, depth, columnOffset, triangle } = panels;
  const words = [program, steps.length, a, b, depth, columnOffset, Number(triangle)];
  new Uint32Array(wasm().memory.buffer, job, JOB_WORDS).set(words);
  return job;
}

function writeStep(at: number, step: TileStep, addresses: readonly number[]): void {
  const { buffer } = wasm().memory;
  new Int32Array(buffer, at, 1).fill(OPCODES[step.opcode]);
  new Float64Array(buffer, at + STEP_CONSTANTS, 3).set(step.constants ?? []);
  new Uint32Array(buffer, at + STEP_VECTORS, 8).set(addresses);
}

function copy(arena: Arena, vector: Float64Array, dtype: FloatDtype): number {
  const block: Block<Float64Array | Float32Array> = arena[dtype](vector.length);
  block.view.set(vector);
  return block.ptr;
}
