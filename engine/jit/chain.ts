// Neighbouring elementwise equations of one shape are run together, block by block (run-chain.ts): what
// lies between them is never written to memory.
import { sizeOf } from "../array/ndarray.js";
import { sameShape } from "../array/shape.js";
import type { Abstract, FoldRule } from "../core/primitive.js";
import {
  isVariable,
  type Atom,
  type Equation,
  type Program,
  type Variable,
} from "../core/program.js";
import { withReductions } from "./chain-reduction.js";
import { embeddedConditions } from "./embedded-conditions.js";
import { isLink, kindOf, type Conditions, type OperandKind } from "./link.js";

/** The most values of a chain: a block of each has to find room in a thread's scratch. */
export const MOST_VALUES = 40;

/** An input of a chain. */
export interface ChainInput {
  readonly atom: Atom;
  readonly kind: OperandKind;
}

export interface Chain {
  readonly kind: "chain";
  /** Shape and dtype of everything that the chain computes, but for truth values. */
  readonly like: Abstract;
  readonly inputs: readonly ChainInput[];
  readonly equations: readonly Equation[];
  /** What is asked for outside of the chain. */
  readonly outputs: readonly Variable[];
  /** Length of the rows among the inputs; 1 without. */
  readonly row: number;
  /** The fold of one of its values that follows. */
  readonly reduction: ChainReduction | null;
}

/** An equation that folds the last axes of a value: runs of `count` elements. */
export interface ChainReduction {
  readonly of: Variable;
  readonly output: Variable;
  readonly rule: FoldRule;
  readonly count: number;
}

export type Step = Chain | { readonly kind: "equation"; readonly equation: Equation };

/** The program's equations in order, neighbours joined to chains where they can be. */
export function chained(program: Program): readonly Step[] {
  const embedded = embeddedConditions(program);
  const steps: Step[] = [];
  let run: Equation[] = [];
  const close = (): void => {
    if (run.length > 0) steps.push(chainOf(run, program, embedded));
    run = [];
  };
  for (const equation of program.equations) {
    if (embedded.has((equation.outputs[0] as Variable).id)) continue;
    if (!isLink(equation, embedded)) {
      close();
      steps.push({ kind: "equation", equation });
      continue;
    }
    const link = withCondition(equation, embedded);
    if (!continues(run, link)) close();
    run.push(...link.filter((part) => !run.includes(part)));
  }
  close();
  return withReductions(steps, program).map(unlessAlone);
}

/** One operation, which no reduction follows, is an equation like any other. */
function unlessAlone(step: Step): Step {
  if (step.kind === "equation" || step.reduction !== null) return step;
  const [equation, second] = step.equations;
  return equation && second === undefined ? { kind: "equation", equation } : step;
}

/** An equation after the condition that it chooses by. */
function withCondition(equation: Equation, embedded: Conditions): readonly Equation[] {
  const [first] = equation.inputs;
  const condition = first && isVariable(first) ? embedded.get(first.id) : undefined;
  return condition === undefined ? [equation] : [condition, equation];
}

function continues(run: readonly Equation[], link: readonly Equation[]): boolean {
  const [a, b] = [run, link].map((part) => part.at(-1)?.outputs[0]);
  if (a === undefined || b === undefined) return true;
  if (a.dtype !== b.dtype || !sameShape(a.shape, b.shape)) return false;
  const all = [...run, ...link];
  return new Set(all.flatMap(rowsOf)).size <= 1 && valuesOf(all).size <= MOST_VALUES;
}

function rowsOf({ inputs, outputs }: Equation): number[] {
  const like = outputs[0] as Variable;
  return inputs.flatMap((input) => (kindOf(input, like) === "row" ? [sizeOf(input.shape)] : []));
}

function valuesOf(run: readonly Equation[]): ReadonlySet<Atom | number> {
  const atoms = run.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]);
  return new Set(atoms.map(keyOf));
}

/** Tells the values of a program apart. */
export function keyOf(atom: Atom): Atom | number {
  return isVariable(atom) ? atom.id : atom;
}

function chainOf(run: readonly Equation[], program: Program, embedded: Conditions): Chain {
  const like = run.at(-1)?.outputs[0] as Variable;
  const own = new Set(run.map(({ outputs }) => (outputs[0] as Variable).id));
  const given = run.flatMap(({ inputs }) => inputs);
  const outer = given.filter((atom) => !isVariable(atom) || !own.has(atom.id));
  const inputs = [...new Map(outer.map((atom) => [keyOf(atom), atom])).values()].map((atom) => ({
    atom,
    kind: kindOf(atom, like) ?? "whole",
  }));
  const wanted = usedOutside(run, program);
  const outputs = run
    .map((equation) => equation.outputs[0] as Variable)
    .filter(({ id }) => wanted.has(id) && !embedded.has(id));
  return {
    kind: "chain",
    like,
    inputs,
    equations: run,
    outputs,
    row: run.flatMap(rowsOf)[0] ?? 1,
    reduction: null,
  };
}

function usedOutside(run: readonly Equation[], program: Program): ReadonlySet<number> {
  const inside = new Set(run);
  const others = program.equations.filter((equation) => !inside.has(equation));
  const atoms = [...program.outputs, ...others.flatMap(({ inputs }) => inputs)];
  return new Set(atoms.filter(isVariable).map(({ id }) => id));
}
