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

/** Terms that there are: for each slot how many, and their slots. */
export function compacted(list: Int32Array, terms: number): Int32Array {
  const slots = list.length / terms;
  const taps = new Int32Array(slots * (terms + 1));
  for (let slot = 0; slot < slots; slot++) {
    const start = slot * (terms + 1);
    let count = 0;
    for (let k = 0; k < terms; k++) {
      const from = list[slot * terms + k] as number;
      if (from !== NO_SLOT) taps[start + ++count] = from;
    }
    taps[start] = count;
  }
  return taps;
}

/** For every slot of a sum the slots of its terms. */
export function termList(
  terms: readonly Term[],
  slotsOf: (node: Node) => Slots,
  { node, local }: { node: Node; local: boolean },
): Int32Array {
  const { rows, columns } = slotsOf(node);
  const list = new Int32Array(rows.length * terms.length).fill(NO_SLOT);
  terms.forEach(({ of, sources }, k) => {
    const { numberOf } = slotsOf(of);
    for (let slot = 0; slot < rows.length; slot++) {
      if (local && rows[slot] !== columns[slot]) continue;
      const row = sourceOf(sources, rows[slot] as number);
      const column = sourceOf(sources, columns[slot] as number);
      if (row === NO_PIXEL || column === NO_PIXEL) continue;
      list[slot * terms.length + k] = numberOf(row, column);
    }
  });
  return list;
}
