import { isVariable, type Program } from "../core/program.js";

/** Whether a program holds arrays that an outer transform traces, which are others at every call. */
export function closesOverTraced({ equations, outputs }: Program): boolean {
  const atoms = [...outputs, ...equations.flatMap(({ inputs }) => inputs)];
  return atoms.some((atom) => !isVariable(atom) && atom.trace !== undefined);
}
