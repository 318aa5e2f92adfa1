import type { VariableInfo } from "../session/protocol.js";

/** How variables may be sorted, as people read it. */
export const VARIABLE_ORDERS = {
  declaration: "In the order of their declaration",
  name: "By name",
  type: "By type and shape",
  memory: "By memory, largest first",
} as const;

export type VariableOrder = keyof typeof VARIABLE_ORDERS;

export function sorted(variables: readonly VariableInfo[], order: VariableOrder): VariableInfo[] {
  if (order === "declaration") return [...variables];
  return variables.toSorted((a, b) => comparisons[order](a, b) || byName(a, b));
}

type Comparison = (a: VariableInfo, b: VariableInfo) => number;

const byName: Comparison = (a, b) => a.name.localeCompare(b.name);

const comparisons: Readonly<Record<Exclude<VariableOrder, "declaration">, Comparison>> = {
  name: byName,
  type: (a, b) => kindOf(a).localeCompare(kindOf(b)),
  memory: (a, b) => (b.memory ?? -1) - (a.memory ?? -1),
};

const kindOf = ({ type, dtype, shape }: VariableInfo): string =>
  [type, dtype, shape?.join()].join(" ");
