// A = L Lᵀ = Uᵀ U, right-looking by blocks of rows of U, in B panels: there the finished rows of U
// are at once the packed B operand of the update, and the update's C is the matrix itself.
import { withArena } from "./arena.js";
import { BLOCK, panelWidth, roundUp, squareUnit } from "./blocking.js";
import {
  columnBlocks,
  panelAt,
  squareTiles,
  type SquareFrame,
  type SquarePayload,
  type StepPayload,
} from "./cholesky-tasks.js";
import { floatKernels, memoryAs, sizeOfFloat, type Floats } from "./floats.js";
import { wasm } from "./loader.js";
import { parallel } from "./pool.js";
import { addressOf } from "./recycling.js";

/** From this order on threads pay for their waking. */
const PARALLEL_FROM = 3 * BLOCK;

/** Blocks worth a thread: about a tenth of a millisecond each. */
const BLOCKS_A_THREAD = 2;

/** Elements of work space of the diagonal block's factorisation. */
const WORK = 40 * (40 + BLOCK);

/**
 * Writes the lower factor of the n × n matrix `a`, of which the lower triangle is read, to `out`.
 * Returns −1, or the first row whose pivot is not positive (`out` is not written then).
 */
export function choleskyInto(out: Floats, a: Floats, n: number): number {
  const size = sizeOfFloat(a);
  const order = roundUp(n, squareUnit());
  return withArena((arena) => {
    const stride = order * size * panelWidth("B", size);
    const frame = { size, order, stride, matrix: arena.bytes(order * order * size) };
    const grain = n < PARALLEL_FROM ? Infinity : 1;
    const source: SquarePayload = { ...frame, data: a, at: addressOf(a), n };
    pad(frame, n);
    parallel("choleskyLoad", source, squareTiles(source), grain);
    setPaddedDiagonal(frame, n);
    const work = arena.bytes(WORK * size);
    const triangle = arena.bytes(BLOCK * BLOCK * size);
    const panels = arena.bytes(BLOCK * order * size);
    for (let first = 0; first < order; first += BLOCK) {
      const rows = Math.min(BLOCK, order - first);
      const failed = finishRows({ ...frame, first, rows, triangle, panels }, work, grain);
      if (failed > 0) return failed - 1;
    }
    const target: SquarePayload = { ...frame, data: out, at: addressOf(out), n };
    parallel("choleskyStore", target, squareTiles(target), grain);
    return -1;
  });
}

/** The padding of the order is an identity block: its columns are zero above the diagonal … */
function pad(frame: SquareFrame, n: number): void {
  const { size, order, matrix, stride } = frame;
  const width = panelWidth("B", size);
  const firstPanel = Math.floor(n / width);
  wasm().exports.clear(matrix + firstPanel * stride, (order / width - firstPanel) * stride);
}

/** … and one on it. */
function setPaddedDiagonal(frame: SquareFrame, n: number): void {
  const width = panelWidth("B", frame.size);
  const elements = memoryAs(frame.size);
  for (let i = n; i < frame.order; i++) {
    const lane = i % width;
    elements[panelAt(frame, i, i - lane) / frame.size + lane] = 1;
  }
}

/** One step; 0, or 1 + the row that fails. */
function finishRows(step: StepPayload, work: number, grain: number): number {
  const { size, matrix, stride, first, rows, triangle } = step;
  const { factor, repack } = floatKernels(size);
  const failed = factor(matrix, stride, first, rows, work);
  if (failed > 0) return failed;
  repack(triangle, matrix, stride, first, rows, first, rows);
  const blocks = columnBlocks(step);
  parallel("choleskyRows", step, blocks, grain * BLOCKS_A_THREAD);
  parallel("choleskyUpdate", step, (blocks * (blocks + 1)) / 2, grain * BLOCKS_A_THREAD);
  return 0;
}
