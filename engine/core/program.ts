import type { NDArray } from "../array/ndarray.js";
import { bind } from "./bind.js";
import type { Abstract, Primitive } from "./primitive.js";
import type { Scope } from "./scope.js";

/** A value of a program: an input, or an output of an equation. `id` is its place in the trace. */
export interface Variable extends Abstract {
  readonly id: number;
}

/** What an equation takes: a variable, or an array that is known while the program is made. */
export type Atom = Variable | NDArray;

/** outputs = primitive(inputs) */
export interface Equation {
  readonly primitive: Primitive;
  readonly inputs: readonly Atom[];
  readonly params: unknown;
  readonly outputs: readonly Variable[];
  /** The named part that it was recorded in; none outside of all. */
  readonly scope?: Scope;
}

/** A function of arrays as data: straight-line, in the order in which it was traced. */
export interface Program {
  readonly inputs: readonly Variable[];
  readonly equations: readonly Equation[];
  readonly outputs: readonly Atom[];
  /** Variables are numbered 0 … count − 1. */
  readonly count: number;
}

export function isVariable(atom: Atom): atom is Variable {
  return "id" in atom;
}

/** Runs a program through whatever transforms the inputs carry. */
export function evaluate(program: Program, inputs: readonly NDArray[]): NDArray[] {
  const values = new Array<NDArray>(program.count);
  const read = (atom: Atom): NDArray => (isVariable(atom) ? (values[atom.id] as NDArray) : atom);
  program.inputs.forEach(({ id }, k) => (values[id] = inputs[k] as NDArray));
  for (const { primitive, inputs: atoms, params, outputs } of program.equations) {
    const results = bind(primitive, atoms.map(read), params);
    outputs.forEach(({ id }, k) => (values[id] = results[k] as NDArray));
  }
  return program.outputs.map(read);
}
