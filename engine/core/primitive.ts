import type { Dtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { NtkbookError } from "../errors.js";
import type { ElementFunction } from "../wasm/exports.js";
import type { Fold } from "../wasm/folds.js";

/** What is known of an array before its numbers are. Every array is one. */
export interface Abstract {
  readonly shape: Shape;
  readonly dtype: Dtype;
}

/** A tangent or cotangent; null is zero, which costs nothing to carry. */
export type Tangent = NDArray | null;

/** Where a primitive is differentiated: its inputs, and the outputs that they gave. */
export interface Point<P> {
  readonly inputs: readonly NDArray[];
  readonly outputs: readonly NDArray[];
  readonly params: P;
}

/** Outputs and the directions in which they move. */
export interface Forward {
  readonly outputs: readonly NDArray[];
  readonly tangents: readonly Tangent[];
}

/**
 * An input of an equation that is transposed: a known array, or the description of an array that the
 * outputs are linear in. `isLinear` tells which.
 */
export type Operand = NDArray | Abstract;

/**
 * A function that all transforms know how to pass through. What a function of arrays does is said
 * once, here; `grad`, `vmap`, `jit` and all others are made of these rules.
 */
export interface Primitive<P = unknown> {
  /** As in messages and programs. */
  readonly name: string;

  /** The outputs' numbers. Inputs are checked already. */
  value(inputs: readonly NDArray[], params: P): readonly NDArray[];

  /**
   * Shapes and dtypes of the outputs.
   *
   * @throws {@link ShapeError}, {@link DtypeError} for inputs that do not fit.
   */
  abstract(inputs: readonly Abstract[], params: P): readonly Abstract[];

  /**
   * The outputs' tangents, linear in the inputs': v ↦ ∂f(x)·v. Not called when all tangents are zero.
   */
  jvp(point: Point<P>, tangents: readonly Tangent[]): readonly Tangent[];

  /**
   * Outputs and tangents in one, where that is cheaper than `value` and then `jvp`, or where a rule
   * says both. Tangents of all inputs may not be zero.
   */
  forward?(inputs: readonly NDArray[], tangents: readonly Tangent[], params: P): Forward;

  /**
   * The linear inputs' cotangents: where the outputs are A·x, ȳ ↦ Aᵀ·ȳ. Only for what appears in JVPs
   * with a tangent as input.
   */
  transpose?(
    cotangents: readonly Tangent[],
    operands: readonly Operand[],
    params: P,
  ): readonly Tangent[];

  /**
   * The outputs for many examples at once, all with the examples on axis 0, from inputs of which
   * those marked have their examples there.
   */
  batch(inputs: readonly NDArray[], batched: readonly boolean[], params: P): readonly NDArray[];

  /** Floating-point operations of one call; the size of the outputs unless said. */
  flops?(inputs: readonly Abstract[], params: P): number;

  /** Of a reduction over `params.axes` that may be done block by block. */
  readonly fold?: FoldRule;

  /** Of an elementwise function: what it does to one element of each operand. */
  readonly elements?: ElementValue;
}

/** How numbers fold into one, and what the fold of `count` of them makes. */
export interface FoldRule {
  readonly kind: Fold;
  finish(total: number, count: number): number;
}

/** A function of one or two numbers, or the name of one of the compiled code. */
export type ElementValue = ((x: number, y: number) => number) | ElementFunction;

const table = new Map<string, Primitive>();

/**
 * Enters a primitive into the table that the tests go through.
 *
 * @throws {@link NtkbookError} for a name that is taken: names tell primitives apart in programs.
 */
export function define<P>(primitive: Primitive<P>): Primitive<P> {
  if (table.has(primitive.name)) {
    throw new NtkbookError(`define: there is a primitive "${primitive.name}" already`);
  }
  table.set(primitive.name, primitive);
  return primitive;
}

/** All primitives, by name. */
export function primitives(): ReadonlyMap<string, Primitive> {
  return table;
}
