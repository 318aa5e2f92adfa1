import { NtkbookError } from "../../errors.js";
import { checkInterrupt } from "../../platform/interrupt.js";

/** Turns rows i and i + 1 of the singular vectors of one side: x, y become cx + sy, cy − sx. */
export type RotateRows = (i: number, cosine: number, sine: number) => void;

export interface BidiagonalProblem {
  /** Diagonal, overwritten by the singular values, signed and not sorted. */
  readonly d: Float64Array;
  /** Beside it, overwritten. */
  readonly e: Float64Array;
  readonly left: RotateRows;
  readonly right: RotateRows;
}

/** A block of a bidiagonal matrix that is chased from its first row to its last. */
interface Chase {
  readonly d: Float64Array;
  readonly e: Float64Array;
  readonly left: RotateRows;
  readonly right: RotateRows;
}

const MOST_SWEEPS = 60;

/**
 * Singular values of an upper bidiagonal matrix by implicit QR with a shift, or with none where that
 * would cost the small ones their digits (Golub & Kahan 1965; Demmel & Kahan 1990).
 */
export function bidiagonalQr(problem: BidiagonalProblem): void {
  const { d, e } = problem;
  const nothing = (Number.EPSILON / 2) * largestOf(d, e);
  let sweeps = 0;
  for (let last = d.length - 1; last > 0;) {
    const first = startOfBlock(problem, last, nothing);
    if (first === last) {
      last--;
      sweeps = 0;
      continue;
    }
    if (sweeps++ === MOST_SWEEPS) throw new NtkbookError("svd: the QR iteration did not converge");
    checkInterrupt();
    if (Math.abs(d[first] as number) >= Math.abs(d[last] as number)) {
      chase(blockOf(problem, first, last));
    } else chaseUpwards(problem, first, last);
  }
}

function largestOf(d: Float64Array, e: Float64Array): number {
  let largest = 0;
  for (const values of [d, e]) for (const x of values) largest = Math.max(largest, Math.abs(x));
  return largest;
}

/**
 * Beside two diagonal elements so small an element changes neither singular value by more than some
 * units in the last place; rounding keeps it from becoming smaller where singular values are equal.
 */
const NEGLIGIBLE = 4 * Number.EPSILON;

/** The first row of the block that ends with `last`; what ties it to the row before becomes zero. */
function startOfBlock({ d, e }: BidiagonalProblem, last: number, nothing: number): number {
  for (let i = last - 1; i >= 0; i--) {
    const tie = Math.abs(e[i] as number);
    const beside = Math.min(Math.abs(d[i] as number), Math.abs(d[i + 1] as number));
    if (tie > nothing && tie > NEGLIGIBLE * beside) continue;
    e[i] = 0;
    return i + 1;
  }
  return 0;
}

function blockOf({ d, e, left, right }: BidiagonalProblem, first: number, last: number): Chase {
  return {
    d: d.subarray(first, last + 1),
    e: e.subarray(first, last),
    left: (i, cosine, sine) => left(first + i, cosine, sine),
    right: (i, cosine, sine) => right(first + i, cosine, sine),
  };
}

/** Large elements at the end: the block read backwards, which is its transpose in reverse order. */
function chaseUpwards({ d, e, left, right }: BidiagonalProblem, first: number, last: number): void {
  const turned = {
    d: d.slice(first, last + 1).reverse(),
    e: e.slice(first, last).reverse(),
    left: (i: number, cosine: number, sine: number) => right(last - i - 1, cosine, -sine),
    right: (i: number, cosine: number, sine: number) => left(last - i - 1, cosine, -sine),
  };
  chase(turned);
  d.set(turned.d.reverse(), first);
  e.set(turned.e.reverse(), first);
}

function chase(block: Chase): void {
  const { d, e } = block;
  const n = d.length;
  const shift = smallerSingularValue(d[n - 2] as number, e[n - 2] as number, d[n - 1] as number);
  const top = Math.abs(d[0] as number);
  if (top === 0 || (shift / top) ** 2 < Number.EPSILON) chaseUnshifted(block);
  else chaseShifted(block, shift);
}

/** Of the triangle [[f, g], [0, h]]. */
function smallerSingularValue(f: number, g: number, h: number): number {
  const [larger, smaller] = [
    Math.max(Math.abs(f), Math.abs(h)),
    Math.min(Math.abs(f), Math.abs(h)),
  ];
  if (smaller === 0) return 0;
  const tie = Math.abs(g);
  const sum = Math.hypot(larger + smaller, tie) + Math.hypot(larger - smaller, tie);
  return (2 * smaller * larger) / sum;
}

/** c f + s g = r, c g − s f = 0. */
function rotation(f: number, g: number): readonly [cosine: number, sine: number, r: number] {
  if (g === 0) return [1, 0, f];
  const r = Math.sqrt(f * f + g * g);
  return r === 0 ? [1, 0, f] : [f / r, g / r, r];
}

function chaseUnshifted({ d, e, left, right }: Chase): void {
  const last = d.length - 1;
  let [cosine, oldCosine, oldSine] = [1, 1, 0];
  for (let i = 0; i < last; i++) {
    const [c, s, r] = rotation((d[i] as number) * cosine, e[i] as number);
    if (i > 0) e[i - 1] = oldSine * r;
    const [oc, os, value] = rotation(oldCosine * r, (d[i + 1] as number) * s);
    d[i] = value;
    right(i, c, s);
    left(i, oc, os);
    [cosine, oldCosine, oldSine] = [c, oc, os];
  }
  const h = (d[last] as number) * cosine;
  d[last] = h * oldCosine;
  e[last - 1] = h * oldSine;
}

function chaseShifted({ d, e, left, right }: Chase, shift: number): void {
  const last = d.length - 1;
  const top = d[0] as number;
  let f = (Math.abs(top) - shift) * (Math.sign(top) + shift / top);
  let g = e[0] as number;
  for (let i = 0; i < last; i++) {
    const [c, s, r] = rotation(f, g);
    if (i > 0) e[i - 1] = r;
    const [di, ei, next] = [d[i] as number, e[i] as number, d[i + 1] as number];
    const beside = c * ei - s * di;
    const [oc, os, value] = rotation(c * di + s * ei, s * next);
    d[i] = value;
    f = oc * beside + os * c * next;
    d[i + 1] = oc * c * next - os * beside;
    if (i < last - 1) {
      g = os * (e[i + 1] as number);
      e[i + 1] = oc * (e[i + 1] as number);
    }
    right(i, c, s);
    left(i, oc, os);
  }
  e[last - 1] = f;
}
