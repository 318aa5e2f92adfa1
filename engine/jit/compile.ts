import type { NDArray } from "../array/ndarray.js";
import { bind } from "../core/bind.js";
import { debugging } from "../core/debug-nans.js";
import { evaluate, isVariable, type Atom, type Program } from "../core/program.js";
import { innermost } from "../core/trace.js";
import { chained, type Step } from "./chain.js";
import { chainRunner, type ChainRunner } from "./run-chain.js";
import { simplified } from "./simplify.js";

/** A program made ready to be run often. */
export type Compiled = (inputs: readonly NDArray[]) => NDArray[];

/** Plain arrays go through joined loops; what transforms follow, equation by equation. */
export function compiled(traced: Program): Compiled {
  const program = simplified(traced);
  const steps = chained(program);
  const last = lastUses(steps, program);
  const runners = steps.map((step) => (step.kind === "chain" ? chainRunner(step) : null));
  return (inputs) =>
    innermost(inputs) === undefined && !debugging()
      ? run({ program, steps, runners, last }, inputs)
      : evaluate(program, inputs);
}

interface Plan {
  readonly program: Program;
  readonly steps: readonly Step[];
  /** Of the chains among the steps. */
  readonly runners: readonly (ChainRunner | null)[];
  /** For each step the variables that it is the last to read. */
  readonly last: readonly (readonly number[])[];
}

function run({ program, steps, runners, last }: Plan, inputs: readonly NDArray[]): NDArray[] {
  const values: (NDArray | undefined)[] = [];
  const read = (atom: Atom): NDArray => (isVariable(atom) ? (values[atom.id] as NDArray) : atom);
  program.inputs.forEach(({ id }, k) => (values[id] = inputs[k]));
  steps.forEach((step, k) => {
    if (step.kind === "chain") {
      const results = runners[k]?.(read);
      step.outputs.forEach(({ id }, j) => (values[id] = results?.[j]));
    } else {
      const { primitive, inputs: atoms, params, outputs } = step.equation;
      const results = bind(primitive, atoms.map(read), params);
      outputs.forEach(({ id }, j) => (values[id] = results[j]));
    }
    // What nobody reads any more may be collected while the rest runs.
    for (const id of last[k] as readonly number[]) values[id] = undefined;
  });
  return program.outputs.map(read);
}

function lastUses(steps: readonly Step[], program: Program): number[][] {
  const seen = new Set(program.outputs.filter(isVariable).map(({ id }) => id));
  const last = steps.toReversed().map((step) => {
    const atoms =
      step.kind === "chain" ? step.inputs.map(({ atom }) => atom) : step.equation.inputs;
    const ids = new Set(atoms.filter(isVariable).map(({ id }) => id));
    const fresh = [...ids].filter((id) => !seen.has(id));
    fresh.forEach((id) => seen.add(id));
    return fresh;
  });
  return last.reverse();
}
