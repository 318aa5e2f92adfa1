import type { NDArray } from "../array/ndarray.js";
import { concat } from "../array/join.js";
import { take } from "../array/take.js";
import { slice } from "../array/slicing.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { reportProgress } from "../platform/progress.js";
import { KernelParts } from "./kernel-parts.js";
import type { Call, Examples } from "./model.js";
import type { PairMethod } from "./pair-method.js";
import { tileLength, tilesOf, type Tiles } from "./tiles.js";

/** Work on all pairs of two sides. */
interface Pairing<F> {
  readonly method: PairMethod<F>;
  readonly tiles: Tiles;
  readonly kernel: KernelParts;
  readonly done: (pairs: number) => void;
}

/**
 * All pairs of examples, tile by tile, so that what is held beside the kernel takes at most `memory` bytes;
 * at once where they fit, or where a transform follows and keeps everything anyway.
 */
export function allPairs<F>(
  method: PairMethod<F>,
  { x1, x2 }: Call,
  { memory, followed }: { readonly memory: number; readonly followed: boolean },
): NDArray {
  const [n, m] = [x1.count, x2?.count ?? x1.count];
  const tiles = tilesOf(method, [n, x2 === null ? 0 : m], memory);
  if (
    followed ||
    (tiles.staying >= n && tiles.passing >= m && tiles.rows * tiles.columns >= n * m)
  ) {
    const first = method.features(x1);
    return method.pairs(first, x2 === null ? null : method.features(x2));
  }
  const total = x2 === null ? (n * (n + 1)) / 2 : n * m;
  const pairing = { method, tiles, kernel: new KernelParts(n, m), done: progressOf(total) };
  if (x2 === null) triangle(pairing, x1);
  else rectangle(pairing, x1, x2);
  return pairing.kernel.whole();
}

function rectangle<F>(pairing: Pairing<F>, x1: Examples, x2: Examples): void {
  const { method, tiles } = pairing;
  for (const [i, end] of ranges(0, x1.count, tiles.staying)) {
    const first = { at: i, count: end - i, features: method.features(part(x1, i, end)) };
    for (const [j, stop] of ranges(0, x2.count, tiles.passing)) {
      tiled(pairing, first, {
        at: j,
        count: stop - j,
        features: method.features(part(x2, j, stop)),
      });
    }
  }
}

/** The triangle below the diagonal; what is above it is its mirror image. */
function triangle<F>(pairing: Pairing<F>, x: Examples): void {
  const { method, tiles } = pairing;
  for (const [i, end] of ranges(0, x.count, tiles.staying)) {
    const own = { at: i, count: end - i, features: method.features(part(x, i, end)) };
    for (const [j, stop] of ranges(0, i, tiles.passing)) {
      tiled(pairing, own, { at: j, count: stop - j, features: method.features(part(x, j, stop)) });
    }
    ownTriangle(pairing, own);
  }
  pairing.kernel.mirror();
}

/** Features of examples from a place on. */
interface Block<F> {
  readonly at: number;
  readonly count: number;
  readonly features: F;
}

/** All pairs of two blocks. */
function tiled<F>(
  { method, tiles, kernel, done }: Pairing<F>,
  first: Block<F>,
  second: Block<F>,
): void {
  for (const [i, end] of ranges(0, first.count, tiles.rows)) {
    const rows = method.part(first.features, i, end);
    for (const [j, stop] of ranges(0, second.count, tiles.columns)) {
      checkInterrupt();
      kernel.place(method.pairs(rows, method.part(second.features, j, stop)), [
        first.at + i,
        second.at + j,
      ]);
      done((end - i) * (stop - j));
    }
  }
}

/** The pairs of a block with itself, below its diagonal and on it. */
function ownTriangle<F>(pairing: Pairing<F>, block: Block<F>): void {
  const { method, tiles, kernel, done } = pairing;
  const side = Math.max(1, Math.floor(Math.sqrt(tiles.rows * tiles.columns)));
  const square = { ...pairing, tiles: { ...tiles, rows: side, columns: side } };
  for (const [i, end] of ranges(0, block.count, side)) {
    const rows = method.part(block.features, i, end);
    const own = { at: block.at + i, count: end - i, features: rows };
    if (i > 0) {
      const before = { at: block.at, count: i, features: method.part(block.features, 0, i) };
      tiled(square, own, before);
    }
    checkInterrupt();
    kernel.place(method.pairs(rows, null), [own.at, own.at]);
    done((own.count * (own.count + 1)) / 2);
  }
}

/** Each example with the one at its place, block by block. */
export function samePairs<F>(
  method: PairMethod<F>,
  { x1, x2 }: Call,
  { memory, followed }: { readonly memory: number; readonly followed: boolean },
): NDArray {
  const length = followed ? x1.count : tileLength(method, x2 === null ? 1 : 2, memory);
  const report = progressOf(x1.count);
  const parts = ranges(0, x1.count, length).map(([i, end]) => {
    checkInterrupt();
    const second = x2 === null ? null : method.features(part(x2, i, end));
    const result = method.same(method.features(part(x1, i, end)), second);
    report(end - i);
    return result;
  });
  return concat(parts, 0);
}

function progressOf(total: number): (more: number) => void {
  let done = 0;
  return (more) => reportProgress((done += more), total);
}

/** From first to end in steps of a length. */
function ranges(first: number, end: number, length: number): [number, number][] {
  const count = Math.ceil((end - first) / length);
  return Array.from({ length: count }, (_, k) => [
    first + k * length,
    Math.min(first + (k + 1) * length, end),
  ]);
}

/** Examples first … end − 1. */
export function part({ inputs, count }: Examples, first: number, end: number): Examples {
  if (first === 0 && end === count) return { inputs, count };
  return { inputs: inputs.map((input) => slice(input, [first, end])), count: end - first };
}

/** The arrays of the first example alone. */
export function oneOf(examples: Examples): NDArray[] {
  return part(examples, 0, 1).inputs.map((input) => take(input, 0));
}
