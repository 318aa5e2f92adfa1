// A chain as the loop that one would write by hand: `o[i] = f1(f0(a[i], 2), b[i])`. The compiler puts
// the functions into it. Every value is rounded to the chain's dtype, as it would be in an array.
import type { Floats } from "../wasm/floats.js";
import type { Chain } from "./chain.js";

/** Computes elements `first` … `end − 1` of the outputs; `first` is the beginning of a row. */
export type FusedLoop = (
  inputs: readonly (Floats | number)[],
  outputs: readonly Floats[],
  first: number,
  end: number,
) => void;

/**
 * The loop of a chain; null when it holds functions of the compiled code, which take whole blocks, and
 * on pages whose policy forbids text to become code.
 */
export function fusedLoop(chain: Chain): FusedLoop | null {
  const values = chain.operations.map(({ value }) => value);
  if (values.some((value) => typeof value === "string")) return null;
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- text of this file, nothing else
    const make = new Function("values", textOf(chain)) as (given: unknown) => FusedLoop;
    return make(values);
  } catch {
    return null;
  }
}

function textOf({ like, inputs, operations, outputs, row }: Chain): string {
  const element = inputs.map(({ kind }, k) => {
    if (kind === "number") return `a${k}`;
    return kind === "row" ? `a${k}[j]` : `a${k}[i]`;
  });
  const read = (slot: number): string => element[slot] ?? `t${slot}`;
  const lines = operations.map(({ operands }, k) => {
    const call = `f${k}(${operands.map(read).join(", ")})`;
    const value = like.dtype === "float32" ? `Math.fround(${call})` : call;
    return `const t${inputs.length + k} = ${value};`;
  });
  const stores = outputs.map(({ slot }, k) => `o${k}[i] = t${slot};`);
  return `
    const [${operations.map((_, k) => `f${k}`).join()}] = values;
    return ([${inputs.map((_, k) => `a${k}`).join()}], [${outputs.map((_, k) => `o${k}`).join()}], first, end) => {
      for (let i = first, j = 0; i < end; i++) {
        ${[...lines, ...stores].join("\n")}
        if (++j === ${row}) j = 0;
      }
    };`;
}
