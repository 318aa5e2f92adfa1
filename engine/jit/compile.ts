import type { NDArray } from "../array/ndarray.js";
import { bind } from "../core/bind.js";
import { debugging } from "../core/debug-nans.js";
import {
  evaluate,
  isVariable,
  type Atom,
  type Equation,
  type Program,
  type Variable,
} from "../core/program.js";
import { innermost } from "../core/trace.js";
import { chained, type Step } from "./chain.js";
import { closesOverTraced } from "./closed.js";
import { chainRunner } from "./run-chain.js";
import { RunMemory } from "./run-memory.js";
import { simplified } from "./simplify.js";

/** A program made ready to be run often. */
export type Compiled = (inputs: readonly NDArray[]) => NDArray[];

/** Plain arrays go through joined loops; what transforms follow, equation by equation. */
export function compiled(traced: Program): Compiled {
  const program = simplified(traced);
  if (closesOverTraced(program)) return (inputs) => evaluate(program, inputs);
  const plan = planOf(program);
  return (inputs) =>
    innermost(inputs) === undefined && !debugging() ? run(plan, inputs) : evaluate(program, inputs);
}

/** Computes the outputs of a step. */
type Work = (read: (atom: Atom) => NDArray) => readonly NDArray[];

interface PlannedStep {
  readonly work: Work;
  readonly outputs: readonly Variable[];
  /** Variables that no later step reads. */
  readonly last: readonly number[];
  /** Whether the results' memory may be used again when they are read no more. */
  readonly isInner: boolean;
}

interface Plan {
  readonly program: Program;
  readonly steps: readonly PlannedStep[];
  readonly memory: RunMemory;
}

function planOf(program: Program): Plan {
  const steps = chained(program);
  const last = lastUses(steps, program);
  const asked = new Set(program.outputs.filter(isVariable).map(({ id }) => id));
  const memory = new RunMemory();
  return {
    program,
    memory,
    steps: steps.map((step, k) => {
      const outputs = outputsOf(step);
      return {
        work: step.kind === "chain" ? chainRunner(step) : equationRunner(step.equation),
        outputs,
        last: last[k] as readonly number[],
        isInner: outputs.some(({ id }) => !asked.has(id)),
      };
    }),
  };
}

/** In the order in which the step's work gives them. */
function outputsOf(step: Step): readonly Variable[] {
  if (step.kind === "equation") return step.equation.outputs;
  return step.reduction ? [...step.outputs, step.reduction.output] : step.outputs;
}

function equationRunner({ primitive, inputs, params }: Equation): Work {
  return (read) => bind(primitive, inputs.map(read), params);
}

function run({ program, steps, memory }: Plan, inputs: readonly NDArray[]): NDArray[] {
  const values: (NDArray | undefined)[] = [];
  const read = (atom: Atom): NDArray => (isVariable(atom) ? (values[atom.id] as NDArray) : atom);
  program.inputs.forEach(({ id }, k) => (values[id] = inputs[k]));
  try {
    for (const { work, outputs, last, isInner } of steps) {
      const compute = (): readonly NDArray[] => work(read);
      const results = isInner ? memory.within(compute) : memory.outside(compute);
      outputs.forEach(({ id }, k) => (values[id] = results[k]));
      for (const id of last) {
        memory.release(values[id] as NDArray);
        values[id] = undefined;
      }
    }
  } catch (error) {
    memory.abandon();
    throw error;
  }
  const results = program.outputs.map(read);
  memory.finish(results);
  return results;
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
