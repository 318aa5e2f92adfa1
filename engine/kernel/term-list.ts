// Where the terms of a sum over pixels lie.
import { NO_PIXEL, type Node, type Operation, type Term } from "./graph.js";
import { sourceOf } from "./requirements.js";
import { NO_SLOT, type Slots } from "./slots.js";

export type Sum = Extract<Operation, { kind: "sum" }>;

/** One term, pixel by pixel. */
export function isElementwise({ terms }: Sum): boolean {
  return terms.length === 1 && terms[0]?.sources === null;
}

/** Terms of one node and one weight, as the places of a window are. */
export function isWindow(node: Node, terms: readonly Term[]): boolean {
  const { operation, holds } = node;
  const [first] = terms;
  if (operation.kind !== "sum" || operation.local === true || holds !== "complements") return false;
  return (
    (terms.length > 1 || operation.window !== undefined) &&
    terms.every(({ of, weight }) => of === first?.of && weight === first.weight)
  );
}

/** Moves terms that there are together: for each slot how many, and their slots. */
export function compact(taps: Int32Array, terms: number): void {
  for (let start = 0; start < taps.length; start += terms + 1) {
    let count = 0;
    for (let k = start + 1; k <= start + terms; k++) {
      const from = taps[k] as number;
      if (from !== NO_SLOT) taps[start + ++count] = from;
    }
    taps[start] = count;
  }
}

/** For every slot of a sum the slots of its terms; with `gap`, so many places before each slot's. */
export function writeTermList(
  list: Int32Array,
  terms: readonly Term[],
  slotsOf: (node: Node) => Slots,
  { node, local, gap = 0 }: { node: Node; local: boolean; gap?: number },
): void {
  const { rows, columns } = slotsOf(node);
  const stride = terms.length + gap;
  list.fill(NO_SLOT);
  terms.forEach(({ of, sources }, k) => {
    const { numberOf } = slotsOf(of);
    for (let slot = 0; slot < rows.length; slot++) {
      if (local && rows[slot] !== columns[slot]) continue;
      const row = sourceOf(sources, rows[slot] as number);
      const column = sourceOf(sources, columns[slot] as number);
      if (row === NO_PIXEL || column === NO_PIXEL) continue;
      list[slot * stride + gap + k] = numberOf(row, column);
    }
  });
}
