import { NO_PIXEL, operandsOf, type Graph, type Node, type Operation } from "./graph.js";
import { isWhole, SlotSet, type Slots } from "./slots.js";

/** What is needed of the output: a pixel with itself, or all pairs. */
export type Readout = "diagonal" | "all";

/**
 * Which pairs of pixels are needed of every node, from the output backwards: a flattened network needs
 * each pixel with itself only, windows some around, global pooling and attention all. What is before
 * the given node is not needed.
 */
export function requiredSlots(
  graph: Graph,
  output: Node,
  readout: Readout,
  given: Node | null = null,
): ReadonlyMap<Node, Slots> {
  const sets = new Map<Node, SlotSet>([[output, new SlotSet(output.pixels)]]);
  if (readout === "all") sets.get(output)?.addAll();
  else sets.get(output)?.addDiagonal();
  const required = new Map<Node, Slots>();
  for (const node of [...graph.nodes].reverse()) {
    const set = sets.get(node);
    if (set === undefined) continue;
    const slots = set.toSlots();
    required.set(node, slots);
    if (node === given) continue;
    for (const of of operandsOf(node)) {
      if (!sets.has(of)) sets.set(of, new SlotSet(of.pixels));
    }
    require(node.operation, slots, (of) => sets.get(of) as SlotSet);
  }
  return required;
}

function require(operation: Operation, slots: Slots, setOf: (node: Node) => SlotSet): void {
  switch (operation.kind) {
    case "input":
      return;
    case "sum":
      requireTerms(operation, slots, setOf);
      return;
    case "matrix":
      requireSupport(operation.matrix.support, slots, setOf(operation.of));
      return;
    case "total":
      setOf(operation.of).addAll();
      return;
    case "attend":
      for (const of of operation.of) setOf(of).addAll();
      return;
    case "product":
      for (const of of operation.of) setOf(of).addFrom(slots);
      return;
    default:
      setOf(operation.of).addFrom(slots);
  }
}

function requireTerms(
  { terms, local }: Extract<Operation, { kind: "sum" }>,
  slots: Slots,
  setOf: (node: Node) => SlotSet,
): void {
  const { rows, columns } = slots;
  const whole = isWhole(slots) && local !== true;
  for (const { of, sources } of terms) {
    const set = setOf(of);
    if (whole && covers(sources, of.pixels)) {
      set.addAll();
      continue;
    }
    for (let slot = 0; slot < rows.length; slot++) {
      if (local === true && rows[slot] !== columns[slot]) continue;
      const row = sourceOf(sources, rows[slot] as number);
      const column = sourceOf(sources, columns[slot] as number);
      if (row !== NO_PIXEL && column !== NO_PIXEL) set.add(row, column);
    }
  }
}

/** Whether all of a term's pixels are summed somewhere. */
function covers(sources: Int32Array | null, pixels: number): boolean {
  return sources === null || new Set(sources).size - Number(sources.includes(NO_PIXEL)) === pixels;
}

/** A sum's pixel in a term. */
export function sourceOf(sources: Int32Array | null, pixel: number): number {
  return sources === null ? pixel : (sources[pixel] as number);
}

function requireSupport(
  support: readonly Int32Array[],
  { rows, columns }: Slots,
  set: SlotSet,
): void {
  const isAll = (pixel: number) => support[pixel]?.length === set.pixels;
  if (rows.some((row, slot) => isAll(row) && isAll(columns[slot] as number))) {
    set.addAll();
    return;
  }
  rows.forEach((row, slot) => {
    const column = columns[slot] as number;
    for (const i of support[row] as Int32Array) {
      for (const j of support[column] as Int32Array) set.add(i, j);
    }
  });
}
