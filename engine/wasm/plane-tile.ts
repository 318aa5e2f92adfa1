// Planes of fixed displacement (engine/kernel/planes.ts) of one tile of examples: the program runs once
// for each, and sums over its pixels are added up in a fixed order.
import { checkInterrupt } from "../platform/interrupt.js";
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

type Pair = readonly [number, number];

/** Slots that share displacement and pixels, in one thread's program. */
export interface PlaneGroup {
  readonly shape: Pair;
  readonly scale: Pair;
  /** Address of their table. */
  readonly table: number;
  /** Addresses of the steps' numbers of slots. */
  readonly counts: readonly number[];
  /** Where columns' entries begin in vectors of so many pixels. */
  readonly columns: number;
}

/** A convolution's window in one thread's program. */
export interface PlaneWindow {
  readonly address: number;
  /** Numbers of the groups of its output and its input. */
  readonly output: number;
  readonly input: number;
  readonly window: Pair;
  readonly strides: Pair;
  readonly low: Pair;
}

/** One thread's copy of the program. */
export interface PlaneProgram {
  readonly job: number;
  readonly groups: readonly PlaneGroup[];
  readonly windows: readonly PlaneWindow[];
}

export interface PlaneTilePayload {
  readonly programs: readonly PlaneProgram[];
  readonly n1: number;
  readonly n2: number;
  readonly single: boolean;
  /** Most rows and columns of a tile. */
  readonly rows: number;
  readonly columns: number;
  readonly places: Int32Array;
  /** Displacements (dy, dx) of the output, and how many a chunk has. */
  readonly displacements: Int32Array;
  readonly chunk: number;
  readonly strides: Pair;
  readonly workspace: number;
  readonly workspaceBytes: number;
  /** Slots of the sums of covariances and of tangent kernels. */
  readonly w: number;
  readonly tangent: number;
  /** x1 = x2: rows and columns of tiles on the diagonal are the same examples. */
  readonly triangle: boolean;
  /** For each tile and chunk the sums of K and of Θ: rows × columns each. */
  readonly sums: Float64Array;
}

function planeTile(payload: PlaneTilePayload, task: number, scratch: Scratch): void {
  const { displacements, chunk, places, rows, columns } = payload;
  const chunks = Math.ceil(displacements.length / 2 / chunk);
  const tile = Math.floor(task / chunks);
  const first = (task % chunks) * chunk;
  const last = Math.min(first + chunk, displacements.length / 2);
  const area = rows * columns;
  const sums = payload.sums.subarray(task * 2 * area, (task + 1) * 2 * area);
  const [row, column] = [places[2 * tile] ?? 0, places[2 * tile + 1] ?? 0];
  const symmetric = payload.triangle && row === column;
  const run = runner(payload, scratch, [row, column]);
  const [own, other] = [new Float64Array(2 * area), new Float64Array(2 * area)];
  for (let k = first; k < last; k++) {
    checkInterrupt();
    const [dy, dx] = [displacements[2 * k] as number, displacements[2 * k + 1] as number];
    run(dy, dx, own);
    if (dy === 0 && dx === 0) other.fill(0);
    else if (symmetric) turn(own, other, columns);
    else run(-dy, -dx, other);
    for (let at = 0; at < sums.length; at++) {
      sums[at] = (sums[at] as number) + ((own[at] as number) + (other[at] as number));
    }
  }
}

/** Writes a displacement's sums of K and of Θ. */
function runner(
  payload: PlaneTilePayload,
  { thread }: Scratch,
  [row, column]: Pair,
): (dy: number, dx: number, sums: Float64Array) => void {
  const { exports, memory } = wasm();
  const { single, workspace, workspaceBytes, rows, columns } = payload;
  const program = payload.programs[thread] as PlaneProgram;
  const base = workspace + thread * workspaceBytes;
  const height = Math.min(rows, payload.n1 - row);
  const width = Math.min(columns, payload.n2 - column);
  const View = single ? Float32Array : Float64Array;
  const step = 32 / View.BYTES_PER_ELEMENT;
  const strip = Math.ceil(width / step) * step;
  const slotBytes = height * strip * View.BYTES_PER_ELEMENT;
  const sumAt = (slot: number) => new View(memory.buffer, base + slot * slotBytes, height * strip);
  const views = [sumAt(payload.w), sumAt(payload.tangent)];
  const compute = single ? exports.pixelTile32 : exports.pixelTile64;
  const words = new Int32Array(memory.buffer);
  return (dy, dx, sums) => {
    placeProgram(program, payload, words, [dy, dx]);
    compute(program.job, base, row, height, column, width);
    views.forEach((view, which) => {
      for (let r = 0; r < height; r++) {
        for (let c = 0; c < width; c++) {
          sums[(which * rows + r) * columns + c] = view[r * strip + c] as number;
        }
      }
    });
  };
}

interface Rectangle {
  readonly y: number;
  readonly x: number;
  readonly down: number;
  readonly across: number;
}

/** Pixels whose displaced ones are pixels too. */
function rectangle({ shape, scale }: PlaneGroup, [dy, dx]: Pair): Rectangle {
  const [down, across] = [dy * scale[0], dx * scale[1]];
  return {
    y: Math.max(0, -down),
    x: Math.max(0, -across),
    down: Math.max(0, shape[0] - Math.abs(down)),
    across: Math.max(0, shape[1] - Math.abs(across)),
  };
}

/** Writes a plane's slots, their numbers and the places of windows into a program. */
function placeProgram(
  { groups, windows }: PlaneProgram,
  { strides }: PlaneTilePayload,
  words: Int32Array,
  displacement: Pair,
): void {
  const rectangles = groups.map((group) => rectangle(group, displacement));
  const { planeTable } = wasm().exports;
  groups.forEach(({ shape, scale, table, counts, columns }, k) => {
    const { y, x, down, across } = rectangles[k] as Rectangle;
    const [dy, dx] = [displacement[0] * scale[0], displacement[1] * scale[1]];
    planeTable(table, y, x, down, across, shape[1], dy, dx, strides[0], strides[1], columns);
    for (const count of counts) words[count >> 2] = down * across;
  });
  for (const { address, output, input, window, strides: steps, low } of windows) {
    const [to, from] = [rectangles[output] as Rectangle, rectangles[input] as Rectangle];
    const at = address >> 2;
    words[at] = to.across;
    words[at + 1] = from.down;
    words[at + 2] = from.across;
    words[at + 3] = steps[0];
    words[at + 4] = steps[1];
    words[at + 5] = window[0];
    words[at + 6] = window[1];
    words[at + 7] = to.y * steps[0] - low[0] - from.y;
    words[at + 8] = to.x * steps[1] - low[1] - from.x;
  }
}

/** Sums of the opposite displacement: those of the turned pair of examples. */
function turn(own: Float64Array, other: Float64Array, edge: number): void {
  for (let which = 0; which < 2; which++) {
    for (let r = 0; r < edge; r++) {
      for (let c = 0; c < edge; c++) {
        const at = which * edge * edge;
        other[at + r * edge + c] = own[at + c * edge + r] as number;
      }
    }
  }
}

export const planeTileTasks = { planeTile };
