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
/** Writes `out[from]` … `out[to − 1]`, reading operands from an offset in steps, which may be 0. */
export type RowLoop = (
  value: BinaryFunction,
  a: Data,
  fromA: number,
  stepA: number,
  b: Data,
  fromB: number,
  stepB: number,
  out: Data,
  from: number,
  to: number,
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

/** The same function with compiled code of its own; where pages forbid that, itself. */
export function copyOf<L>(loop: L): L {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- text of this file, nothing else
    const make = new Function(`return ${String(loop)}`) as () => L;
    return make();
  } catch {
    return loop;
  }
}

export const unaryLoops = new Copies<UnaryFunction, UnaryLoop>((value, a, out) => {
  for (let i = 0; i < out.length; i++) out[i] = value(a[i] as number);
});

export const equalLoops = new Copies<BinaryFunction, EqualLoop>((value, a, b, out) => {
  for (let i = 0; i < out.length; i++) out[i] = value(a[i] as number, b[i] as number);
});

export const rightScalarLoops = new Copies<BinaryFunction, RightScalarLoop>((value, a, y, out) => {
  for (let i = 0; i < out.length; i++) out[i] = value(a[i] as number, y);
});

export const leftScalarLoops = new Copies<BinaryFunction, LeftScalarLoop>((value, x, b, out) => {
  for (let i = 0; i < out.length; i++) out[i] = value(x, b[i] as number);
});

export const rowLoops = new Copies<BinaryFunction, RowLoop>(
  (value, a, fromA, stepA, b, fromB, stepB, out, from, to) => {
    for (let i = from, p = fromA, q = fromB; i < to; i++, p += stepA, q += stepB) {
      out[i] = value(a[p] as number, b[q] as number);
    }
  },
);
