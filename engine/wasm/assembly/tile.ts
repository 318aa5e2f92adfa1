// A tile of an infinite-width kernel: inner products of unit rows, then all layers, strip by strip.
//
// A pair's state is its signed complement w, |w| = min(h, 1 − h) with h = (1 − c)/2 of the correlation c,
// w's sign bit that of c (−0 is exactly antiparallel), and its tangent kernel. sin²(θ/2) or cos²(θ/2)
// is |w|, so that angles keep their relative accuracy where covariances lose half the digits.
// Everything is symmetric in the two rows bit by bit, and a lane never looks at its neighbours.
import { micro32, micro64 } from "./micro";
import { complements } from "./shared/tile-input";
import { planeSlots } from "./shared/tile-plane";
import { runProgram } from "./shared/tile-program";
import { MR } from "./shared/variant";
import { ZEROS } from "./shared/zeros";

/** Rows and columns of a tile: a multiple of every micro-kernel's height and width. */
const EDGE: usize = 120;
/** Strips end after whole steps of two vectors; what lies behind the last column is not used. */
const STEP: usize = 32;
/** Depth of a block of panels: two edges of it stay in the second-level cache. */
const DEPTH_BLOCK: usize = 256;

export function tileEdge(): i32 {
  return <i32>EDGE;
}

// @ts-ignore: decorator
@inline
function element<T>(at: usize, row: usize, column: usize): usize {
  return at + (row * EDGE + column) * sizeof<T>();
}

/** Transposes a tile in place. */
export function turnTile<T>(at: usize): void {
  for (let i: usize = 1; i < EDGE; i++) {
    for (let j: usize = 0; j < i; j++) {
      const below = load<T>(element<T>(at, i, j));
      store<T>(element<T>(at, i, j), load<T>(element<T>(at, j, i)));
      store<T>(element<T>(at, j, i), below);
    }
  }
}

/** Copies what lies below a tile's diagonal to above it. */
export function symmetriseTile<T>(at: usize): void {
  for (let i: usize = 1; i < EDGE; i++) {
    for (let j: usize = 0; j < i; j++) {
      store<T>(element<T>(at, j, i), load<T>(element<T>(at, i, j)));
    }
  }
}

/**
 * Rows `row` … of x1 with columns `column` … of x2: covariances (or complements, when the program has no
 * readout) to `w`, tangent kernels to the tile behind, rows EDGE apart. Strip by strip: a row of the
 * tile is the program's first register, its others lie behind both tiles. `job`: see
 * engine/kernel/program.ts.
 */
export function kernelTile<T>(job: usize, row: usize, rows: usize, column: usize, columns: usize, w: usize): void {
  const depth: usize = load<usize>(job, 16);
  const a = load<usize>(job, 8) + row * depth * sizeof<T>();
  const b = load<usize>(job, 12) + column * depth * sizeof<T>();
  const triangle = load<usize>(job, 24) != 0 && row == column;
  innerProducts<T>(a, b, depth, rows, columns, w);
  for (let r: usize = 0; r < rows; r++) {
    const strip = w + r * EDGE * sizeof<T>();
    const length = triangle ? r + 1 : columns;
    const end = strip + ((length * sizeof<T>() + STEP - 1) & ~(STEP - 1));
    const first = a + ((r / MR) * MR * depth + (r % MR)) * sizeof<T>();
    const tangents = strip + EDGE * EDGE * sizeof<T>();
    complements<T>(first, b, depth, strip, end);
    clear(tangents, tangents + (end - strip));
    runProgram<T>(job, strip, EDGE * sizeof<T>(), row + r, 1, column, end - strip);
  }
}

/**
 * Runs the program on examples `row` … of x1 with `column` … of x2, all slots at once: what networks with
 * pixels are computed by. The job has no operands: the program's first step reads the input.
 */
export function pixelTile<T>(job: usize, workspace: usize, row: usize, rows: usize, column: usize, columns: usize): void {
  const stripBytes = (columns * sizeof<T>() + STEP - 1) & ~(STEP - 1);
  runProgram<T>(job, workspace, rows * stripBytes, row, rows, column, stripBytes);
}

/** See planeSlots in shared/tile-plane.ts. */
export function planeTable(table: usize, y: i32, x: i32, down: i32, across: i32, width: i32, dy: i32, dx: i32, rowStride: i32, columnStride: i32, columns: i32): void {
  planeSlots(table, y, x, down, across, width, dy, dx, rowStride, columnStride, columns);
}

/** w = A Bᵀ over whole panels; accumulates block by block in the same order for every tiling. */
function innerProducts<T>(a: usize, b: usize, depth: usize, rows: usize, columns: usize, w: usize): void {
  const rowBytes = EDGE * sizeof<T>();
  const width: usize = 32 / sizeof<T>();
  for (let k: usize = 0; k < depth; k += DEPTH_BLOCK) {
    const block = min(DEPTH_BLOCK, depth - k);
    for (let j: usize = 0; j < columns; j += width) {
      const panel = b + (j * depth + k * width) * sizeof<T>();
      for (let i: usize = 0; i < rows; i += MR) {
        const target = w + i * rowBytes + j * sizeof<T>();
        const left = a + (i * depth + k * MR) * sizeof<T>();
        micro<T>(<i32>block, left, panel, target, rowBytes, k == 0);
      }
    }
  }
}

function clear(at: usize, end: usize): void {
  const zero = i32x4.splat(0);
  for (; at < end; at += 16) v128.store(at, zero);
}

// @ts-ignore: decorator
@inline
function micro<T>(depth: i32, a: usize, b: usize, c: usize, rowBytes: usize, begins: bool): void {
  const start = begins ? ZEROS : c;
  const startBytes: usize = begins ? 0 : rowBytes;
  if (sizeof<T>() == 8) micro64(depth, a, b, c, rowBytes, start, startBytes);
  else micro32(depth, a, b, c, rowBytes, start, startBytes);
}
