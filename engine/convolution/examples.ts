import type { Floats } from "../wasm/floats.js";

/** Examples that are computed at once, and what they share. */
export interface Examples {
  readonly examples: number;
  /** Operands with an axis of examples, and how many in a row share an entry; others are all examples'. */
  readonly runs: { readonly x?: number | undefined; readonly g?: number | undefined };
}

/** What example k has of an operand. */
export function entryOf(
  data: Floats,
  k: number,
  { examples, run }: { readonly examples: number; readonly run: number | undefined },
): Floats {
  if (run === undefined) return data;
  const length = (data.length * run) / examples;
  const first = Math.floor(k / run) * length;
  return data.subarray(first, first + length);
}
