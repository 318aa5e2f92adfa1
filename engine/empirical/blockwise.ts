import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { transpose } from "../array/rearrange.js";
import { slice } from "../array/slicing.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { reportProgress } from "../platform/progress.js";
import type { Call, Examples } from "./model.js";

/** A kernel made of what is computed of each example (features) and then of pairs of them. */
export interface PairMethod<Features> {
  /** What a block of examples contributes, and what one of them takes, in bytes. */
  features(examples: Examples): Features;
  readonly bytes: number;
  /** [n, n′, diagonal, paired, paired′]; null as second: the first with itself. */
  pairs(first: Features, second: Features | null): NDArray;
  /** [n, 1, diagonal, paired, paired′]: each example with the one at its place. */
  same(first: Features, second: Features | null): NDArray;
}

/** Of what may be held, so much is the block that stays while others are paired with it. */
const STAYING = 0.75;

/** All pairs of examples, block by block, so that features held at a time take at most `memory` bytes. */
export function allPairs<F>(method: PairMethod<F>, { x1, x2 }: Call, memory: number): NDArray {
  const capacity = Math.max(1, Math.floor(memory / Math.max(1, method.bytes)));
  if (x1.count + (x2?.count ?? 0) <= capacity) {
    const first = method.features(x1);
    return method.pairs(first, x2 === null ? null : method.features(x2));
  }
  const large = Math.max(1, Math.floor(capacity * STAYING));
  const lengths = { large, small: Math.max(1, capacity - large) };
  return x2 === null ? symmetricPairs(method, x1, lengths) : rectangle(method, x1, x2, lengths);
}

interface Lengths {
  readonly large: number;
  readonly small: number;
}

function rectangle<F>(
  method: PairMethod<F>,
  x1: Examples,
  x2: Examples,
  { large, small }: Lengths,
): NDArray {
  const report = progressOf(x1.count * x2.count);
  const rows = cut(x1, large).map((block) => {
    const first = method.features(block);
    return strip(method, first, cut(x2, small), (piece) => report(block.count * piece.count));
  });
  return concat(rows, 0);
}

/** One block with all pieces of another. */
function strip<F>(
  method: PairMethod<F>,
  first: F,
  pieces: readonly Examples[],
  done: (piece: Examples) => void,
): NDArray {
  const parts = pieces.map((piece) => {
    checkInterrupt();
    const result = method.pairs(first, method.features(piece));
    done(piece);
    return result;
  });
  return concat(parts, 1);
}

/** The triangle below the diagonal; what is above it is its mirror image. */
function symmetricPairs<F>(method: PairMethod<F>, x: Examples, { large, small }: Lengths): NDArray {
  const report = progressOf((x.count * (x.count + 1)) / 2);
  const blocks = cut(x, large);
  const lower = blocks.map((block, i) => {
    const first = method.features(block);
    const row = blocks
      .slice(0, i)
      .map((other) =>
        strip(method, first, cut(other, small), (piece) => report(block.count * piece.count)),
      );
    const diagonal = method.pairs(first, null);
    report((block.count * (block.count + 1)) / 2);
    return [...row, diagonal];
  });
  const rows = lower.map((row, i) => {
    const mirrored = lower.slice(i + 1).map((later) => transpose(later[i] as NDArray, MIRROR));
    return concat([...row, ...mirrored], 1);
  });
  return concat(rows, 0);
}

/** Θ(x′, x) has examples and paired outputs the other way round. */
const MIRROR = [1, 0, 2, 4, 3];

/** Each example with the one at its place, block by block. */
export function samePairs<F>(method: PairMethod<F>, { x1, x2 }: Call, memory: number): NDArray {
  const each = Math.max(1, method.bytes) * (x2 === null ? 1 : 2);
  const length = Math.max(1, Math.floor(memory / each));
  const report = progressOf(x1.count);
  const others = x2 === null ? [] : cut(x2, length);
  const parts = cut(x1, length).map((block, k) => {
    checkInterrupt();
    const other = others[k];
    const first = method.features(block);
    const result = method.same(first, other === undefined ? null : method.features(other));
    report(block.count);
    return result;
  });
  return concat(parts, 0);
}

function progressOf(total: number): (more: number) => void {
  let done = 0;
  return (more) => reportProgress((done += more), total);
}

function cut(x: Examples, length: number): Examples[] {
  const starts = Array.from({ length: Math.ceil(x.count / length) }, (_, k) => k * length);
  return starts.map((first) => part(x, first, Math.min(first + length, x.count)));
}

/** Examples first … end − 1. */
export function part({ inputs, count }: Examples, first: number, end: number): Examples {
  if (first === 0 && end === count) return { inputs, count };
  return { inputs: inputs.map((input) => slice(input, [first, end])), count: end - first };
}
