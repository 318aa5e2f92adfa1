// A loop that calls whatever function it is given is compiled once for all of them: it calls through a
// pointer and boxes every number. A copy of the loop's text for every function and dtype is compiled
// into what one would write by hand.
import type { Dtype, DtypeData } from "./dtype.js";

type Data = DtypeData[Dtype];
export type UnaryFunction = (x: number) => number;
export type BinaryFunction = (x: number, y: number) => number;

export type UnaryLoop = (value: UnaryFunction, a: Data, out: Data) => void;
export type EqualLoop = (value: BinaryFunction, a: Data, b: Data, out: Data) => void;
export type RightScalarLoop = (value: BinaryFunction, a: Data, y: number, out: Data) => void;
export type LeftScalarLoop = (value: BinaryFunction, x: number, b: Data, out: Data) => void;
/** An operand that is read row by row: where the rows begin, and how far it is to the next element. */
export interface RowsOf<D = Data> {
  readonly data: D;
  readonly offsets: Int32Array;
  readonly step: number;
}

/** Writes rows of `length` elements, one after the other. */
export type RowLoop = (
  value: BinaryFunction,
  a: RowsOf,
  b: RowsOf,
  out: Data,
  length: number,
) => void;

/** A family of loops: one copy for each function and combination of dtypes. */
class Copies<
  F extends UnaryFunction | BinaryFunction,
  L extends (value: F, ...rest: never[]) => void,
> {
  private readonly copies = new WeakMap<F, Map<string, L>>();

  constructor(private readonly loop: L) {}

  /** The copy for a function; `dtypes` tells array types apart. */
  of(value: F, dtypes: string): L {
    const own = this.copies.get(value) ?? new Map<string, L>();
    const known = own.get(dtypes);
    if (known !== undefined) return known;
    const copy = copyOf(this.loop);
    own.set(dtypes, copy);
    this.copies.set(value, own);
    return copy;
  }
}

let copies = 0;

/**
 * The same function with compiled code of its own; where pages forbid that, itself. No two texts are
 * alike: V8 keeps one compiled function for equal texts, and its code would be the first copy's.
 */
export function copyOf<L>(loop: L): L {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- text of this file, nothing else
    const make = new Function(`/* ${copies++} */ return ${String(loop)}`) as () => L;
    return make();
  } catch {
    return loop;
  }
}

// Four elements a turn: V8 does not unroll, and the loop's own work costs as much as a multiplication.
export const unaryLoops = new Copies<UnaryFunction, UnaryLoop>((value, a, out) => {
  const whole = out.length - (out.length % 4);
  for (let i = 0; i < whole; i += 4) {
    out[i] = value(a[i] as number);
    out[i + 1] = value(a[i + 1] as number);
    out[i + 2] = value(a[i + 2] as number);
    out[i + 3] = value(a[i + 3] as number);
  }
  for (let i = whole; i < out.length; i++) out[i] = value(a[i] as number);
});

export const equalLoops = new Copies<BinaryFunction, EqualLoop>((value, a, b, out) => {
  const whole = out.length - (out.length % 4);
  for (let i = 0; i < whole; i += 4) {
    out[i] = value(a[i] as number, b[i] as number);
    out[i + 1] = value(a[i + 1] as number, b[i + 1] as number);
    out[i + 2] = value(a[i + 2] as number, b[i + 2] as number);
    out[i + 3] = value(a[i + 3] as number, b[i + 3] as number);
  }
  for (let i = whole; i < out.length; i++) out[i] = value(a[i] as number, b[i] as number);
});

export const rightScalarLoops = new Copies<BinaryFunction, RightScalarLoop>((value, a, y, out) => {
  const whole = out.length - (out.length % 4);
  for (let i = 0; i < whole; i += 4) {
    out[i] = value(a[i] as number, y);
    out[i + 1] = value(a[i + 1] as number, y);
    out[i + 2] = value(a[i + 2] as number, y);
    out[i + 3] = value(a[i + 3] as number, y);
  }
  for (let i = whole; i < out.length; i++) out[i] = value(a[i] as number, y);
});

export const leftScalarLoops = new Copies<BinaryFunction, LeftScalarLoop>((value, x, b, out) => {
  const whole = out.length - (out.length % 4);
  for (let i = 0; i < whole; i += 4) {
    out[i] = value(x, b[i] as number);
    out[i + 1] = value(x, b[i + 1] as number);
    out[i + 2] = value(x, b[i + 2] as number);
    out[i + 3] = value(x, b[i + 3] as number);
  }
  for (let i = whole; i < out.length; i++) out[i] = value(x, b[i] as number);
});

export const rowLoops = new Copies<BinaryFunction, RowLoop>((value, left, right, out, length) => {
  const [a, b, stepA, stepB] = [left.data, right.data, left.step, right.step];
  for (let row = 0, from = 0; row < left.offsets.length; row++, from += length) {
    let [p, q] = [left.offsets[row] as number, right.offsets[row] as number];
    for (let i = from; i < from + length; i++, p += stepA, q += stepB) {
      out[i] = value(a[p] as number, b[q] as number);
    }
  }
});

/** Rows of which both operands are read element after element. */
export const denseRowLoops = new Copies<BinaryFunction, RowLoop>(
  (value, left, right, out, length) => {
    const [a, b] = [left.data, right.data];
    for (let row = 0, from = 0; row < left.offsets.length; row++, from += length) {
      const p = (left.offsets[row] as number) - from;
      const q = (right.offsets[row] as number) - from;
      const whole = from + length - (length % 4);
      for (let i = from; i < whole; i += 4) {
        out[i] = value(a[p + i] as number, b[q + i] as number);
        out[i + 1] = value(a[p + i + 1] as number, b[q + i + 1] as number);
        out[i + 2] = value(a[p + i + 2] as number, b[q + i + 2] as number);
        out[i + 3] = value(a[p + i + 3] as number, b[q + i + 3] as number);
      }
      for (let i = whole; i < from + length; i++) {
        out[i] = value(a[p + i] as number, b[q + i] as number);
      }
    }
  },
);
