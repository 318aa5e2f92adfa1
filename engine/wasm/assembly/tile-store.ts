// A tile of an infinite-width kernel on its way from scratch to where the result lies.

import { EDGE } from "./shared/tile-edge";

/** `tile`[i, j] → `out`[i, j]; rows of the result are `width` elements apart. */
export function storeTile<T>(tile: usize, out: usize, width: usize, rows: i32, columns: i32): void {
  const from = EDGE * sizeof<T>(), to = width * sizeof<T>();
  const bytes = <usize>columns * sizeof<T>();
  for (let i = 0; i < rows; i++) {
    storeRow<T>(tile, out, bytes);
    tile += from;
    out += to;
  }
}

/** `tile`[i, j] → `out`[j, i], vectors' width of rows of the result at a time. */
export function storeTurnedTile<T>(tile: usize, out: usize, width: usize, rows: i32, columns: i32): void {
  const lanes = 16 / <i32>sizeof<T>();
  const whole = rows - rows % lanes;
  let j = 0;
  for (; j + lanes <= columns; j += lanes) {
    const from = tile + <usize>j * sizeof<T>(), to = out + <usize>j * width * sizeof<T>();
    for (let i = 0; i < whole; i += lanes) {
      turnBlock<T>(element<T>(from, EDGE, i, 0), to + <usize>i * sizeof<T>(), width);
    }
    turnElements<T>(from, to, width, whole, rows, lanes);
  }
  turnElements<T>(tile + <usize>j * sizeof<T>(), out + <usize>j * width * sizeof<T>(), width, 0, rows, columns - j);
}

// @ts-ignore: decorator
@inline
function storeRow<T>(from: usize, to: usize, bytes: usize): void {
  let at: usize = 0;
  for (; at + 32 <= bytes; at += 32) {
    v128.store(to + at, v128.load(from + at));
    v128.store(to + at, v128.load(from + at, 16), 16);
  }
  for (; at < bytes; at += sizeof<T>()) store<T>(to + at, load<T>(from + at));
}

// @ts-ignore: decorator
@inline
function element<T>(at: usize, width: usize, row: i32, column: i32): usize {
  return at + (<usize>row * width + <usize>column) * sizeof<T>();
}

/** Rows `first` … `end` of some columns, one by one. */
function turnElements<T>(tile: usize, out: usize, width: usize, first: i32, end: i32, columns: i32): void {
  for (let j = 0; j < columns; j++) {
    for (let i = first; i < end; i++) {
      store<T>(element<T>(out, width, j, i), load<T>(element<T>(tile, EDGE, i, j)));
    }
  }
}

/** A square as wide as a vector. */
// @ts-ignore: decorator
@inline
function turnBlock<T>(from: usize, to: usize, width: usize): void {
  const down = EDGE * sizeof<T>(), across = width * sizeof<T>();
  const a = v128.load(from), b = v128.load(from + down);
  if (sizeof<T>() == 8) {
    v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(to + across, v128.shuffle<f64>(a, b, 1, 3));
    return;
  }
  const c = v128.load(from + 2 * down), d = v128.load(from + 3 * down);
  const evenAB = v128.shuffle<f32>(a, b, 0, 4, 2, 6), oddAB = v128.shuffle<f32>(a, b, 1, 5, 3, 7);
  const evenCD = v128.shuffle<f32>(c, d, 0, 4, 2, 6), oddCD = v128.shuffle<f32>(c, d, 1, 5, 3, 7);
  v128.store(to, v128.shuffle<f64>(evenAB, evenCD, 0, 2));
  v128.store(to + across, v128.shuffle<f64>(oddAB, oddCD, 0, 2));
  v128.store(to + 2 * across, v128.shuffle<f64>(evenAB, evenCD, 1, 3));
  v128.store(to + 3 * across, v128.shuffle<f64>(oddAB, oddCD, 1, 3));
}
