import { NtkbookError } from "../../errors.js";
import { checkInterrupt } from "../../platform/interrupt.js";

/** Turns rows i and i + 1 of a matrix of eigenvectors. */
export type Rotate = (i: number, cosine: number, sine: number) => void;

const MOST_SWEEPS = 60;

/**
 * Eigenvalues of the symmetric tridiagonal matrix with diagonal `d` and `e` beside it, both overwritten
 * and at most about one; `d` is not sorted. Implicit QL with Wilkinson's shift (Bowdler, Martin, Reinsch & Wilkinson 1968).
 */
export function tridiagonalQl(d: Float64Array, e: Float64Array, rotate?: Rotate): void {
  const n = d.length;
  if (n > 0) e[n - 1] = 0;
  const nothing = (Number.EPSILON / 2) * largestRow(d, e);
  for (let first = 0; first < n; first++) {
    if (first % 64 === 0) checkInterrupt();
    for (let sweeps = 0; ; sweeps++) {
      const last = endOfBlock(e, first, nothing);
      if (last === first) break;
      if (sweeps === MOST_SWEEPS) {
        throw new NtkbookError("eigenvalues: the QL iteration did not converge");
      }
      sweep(d, e, { first, last }, rotate);
    }
  }
}

/** The first m ≥ first beside which nothing is left. */
function endOfBlock(e: Float64Array, first: number, nothing: number): number {
  let m = first;
  for (; m < e.length - 1; m++) {
    if (Math.abs(e[m] as number) <= nothing) break;
  }
  return m;
}

function largestRow(d: Float64Array, e: Float64Array): number {
  let largest = 0;
  d.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value) + Math.abs(e[i] as number));
  });
  return largest;
}

function wilkinsonShift(d: Float64Array, e: Float64Array, first: number): number {
  const [d0, e0] = [d[first] as number, e[first] as number];
  const g = ((d[first + 1] as number) - d0) / (2 * e0);
  const root = Math.sqrt(g * g + 1);
  return d0 - e0 / (g + (g < 0 ? -root : root));
}

/** One implicit step from the block's last row up to its first. */
function sweep(
  d: Float64Array,
  e: Float64Array,
  { first, last }: { readonly first: number; readonly last: number },
  rotate?: Rotate,
): void {
  let g = (d[last] as number) - wilkinsonShift(d, e, first);
  let [sine, cosine, p] = [1, 1, 0];
  for (let i = last - 1; i >= first; i--) {
    const f = sine * (e[i] as number);
    const b = cosine * (e[i] as number);
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      // The block falls apart; the next step finds the pieces.
      d[i + 1] = (d[i + 1] as number) - p;
      e[last] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = (d[i + 1] as number) - p;
    const s = ((d[i] as number) - g) * sine + 2 * cosine * b;
    p = sine * s;
    d[i + 1] = g + p;
    g = cosine * s - b;
    rotate?.(i, cosine, sine);
  }
  d[first] = (d[first] as number) - p;
  e[first] = g;
  e[last] = 0;
}
