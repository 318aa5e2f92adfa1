// Chains of elementwise equations of one shape are run as one loop over blocks that stay in the first
// cache: what lies between them is never written to memory. Each element goes through the very loops
// that single equations use, so that the bits are the same.
import { isFloat } from "../array/dtype.js";
import { sizeOf } from "../array/ndarray.js";
import { sameShape } from "../array/shape.js";
import type { Abstract, ElementValue } from "../core/primitive.js";
import {
  isVariable,
  type Atom,
  type Equation,
  type Program,
  type Variable,
} from "../core/program.js";

/** From so many elements on a loop over blocks is worth its preparation. */
const LEAST_ELEMENTS = 1024;

/** The longest row that is repeated to fill a block. */
const LONGEST_ROW = 4096;

/** An input of a chain: as large as its outputs, one number, or a row that is repeated. */
export interface ChainInput {
  readonly atom: Atom;
  readonly kind: "whole" | "number" | "row";
}

/** slot[out] = value(slot[operands]); slots are the chain's inputs, then its operations. */
interface ChainOperation {
  readonly value: ElementValue;
  readonly operands: readonly number[];
}

export interface Chain {
  readonly kind: "chain";
  /** Shape and dtype of everything that the chain computes. */
  readonly like: Abstract;
  readonly inputs: readonly ChainInput[];
  readonly operations: readonly ChainOperation[];
  /** Which operations are asked for outside of the chain, and as what. */
  readonly outputs: readonly { readonly slot: number; readonly variable: Variable }[];
  /** Length of the rows among the inputs; 1 without. */
  readonly row: number;
}

export type Step = Chain | { readonly kind: "equation"; readonly equation: Equation };

/** The program's equations in order, neighbours joined to chains where they can be. */
export function chained(program: Program): readonly Step[] {
  const steps: Step[] = [];
  let run: Equation[] = [];
  const close = (): void => {
    const [only] = run;
    if (run.length > 1) steps.push(chainOf(run, program));
    else if (only !== undefined) steps.push({ kind: "equation", equation: only });
    run = [];
  };
  for (const equation of program.equations) {
    if (!isLink(equation)) {
      close();
      steps.push({ kind: "equation", equation });
      continue;
    }
    if (!continues(run, equation)) close();
    run.push(equation);
  }
  close();
  return steps;
}

/** Whether an equation may be part of a chain. */
function isLink({ primitive, inputs, outputs }: Equation): boolean {
  const like = outputs[0] as Variable;
  if (primitive.elements === undefined || !isFloat(like.dtype)) return false;
  if (sizeOf(like.shape) < LEAST_ELEMENTS) return false;
  return inputs.every((input) => input.dtype === like.dtype && kindOf(input, like) !== null);
}

function continues(run: readonly Equation[], equation: Equation): boolean {
  const [before] = run;
  if (before === undefined) return true;
  const [a, b] = [before.outputs[0] as Variable, equation.outputs[0] as Variable];
  if (a.dtype !== b.dtype || !sameShape(a.shape, b.shape)) return false;
  return new Set([...run, equation].flatMap(rowsOf)).size <= 1;
}

function rowsOf({ inputs, outputs }: Equation): number[] {
  const like = outputs[0] as Variable;
  return inputs.flatMap((input) => (kindOf(input, like) === "row" ? [sizeOf(input.shape)] : []));
}

function kindOf({ shape }: Abstract, like: Abstract): ChainInput["kind"] | null {
  if (sameShape(shape, like.shape)) return "whole";
  const size = sizeOf(shape);
  if (size === 1) return "number";
  const proper = shape.slice(shape.findIndex((length) => length !== 1));
  const end = like.shape.slice(like.shape.length - proper.length);
  return size <= LONGEST_ROW && sameShape(proper, end) ? "row" : null;
}

function chainOf(run: readonly Equation[], program: Program): Chain {
  const like = (run[0] as Equation).outputs[0] as Variable;
  const inputs: ChainInput[] = [];
  const places = new Map<Atom | number, number>();
  const own = new Set(run.map(({ outputs }) => (outputs[0] as Variable).id));
  for (const atom of run.flatMap((equation) => equation.inputs)) {
    const key = isVariable(atom) ? atom.id : atom;
    if (places.has(key) || (isVariable(atom) && own.has(atom.id))) continue;
    places.set(key, inputs.length);
    inputs.push({ atom, kind: kindOf(atom, like) ?? "whole" });
  }
  const slotOf = (atom: Atom): number => places.get(isVariable(atom) ? atom.id : atom) as number;
  const wanted = usedOutside(run, program);
  const outputs: { slot: number; variable: Variable }[] = [];
  const operations = run.map((equation, k) => {
    const variable = equation.outputs[0] as Variable;
    const slot = inputs.length + k;
    places.set(variable.id, slot);
    if (wanted.has(variable.id)) outputs.push({ slot, variable });
    return {
      value: equation.primitive.elements as ElementValue,
      operands: equation.inputs.map(slotOf),
    };
  });
  return { kind: "chain", like, inputs, operations, outputs, row: run.flatMap(rowsOf)[0] ?? 1 };
}

function usedOutside(run: readonly Equation[], program: Program): ReadonlySet<number> {
  const inside = new Set(run);
  const others = program.equations.filter((equation) => !inside.has(equation));
  const atoms = [...program.outputs, ...others.flatMap(({ inputs }) => inputs)];
  return new Set(atoms.filter(isVariable).map(({ id }) => id));
}
