// Which equations can be part of a chain.
import { isFloat } from "../array/dtype.js";
import { sizeOf } from "../array/ndarray.js";
import { sameShape } from "../array/shape.js";
import type { Abstract } from "../core/primitive.js";
import { isVariable, type Equation, type Variable } from "../core/program.js";
import { instructionsOf } from "./instructions.js";

/** From so many elements on a loop over blocks is worth its preparation. */
const LEAST_ELEMENTS = 1024;

/** The longest row that is repeated to fill a block. */
export const LONGEST_ROW = 4096;

/** Comparisons that chains hold in themselves, by the variable that they give. */
export type Conditions = ReadonlyMap<number, Equation>;

/** How an operand meets what is as large as the chain: element by element, as one number, or row by row. */
export type OperandKind = "whole" | "number" | "row";

/** Whether an equation may be part of a chain. */
export function isLink({ primitive, inputs, outputs }: Equation, embedded: Conditions): boolean {
  const like = outputs[0] as Variable;
  if (primitive.elements === undefined && instructionsOf(primitive.name) === null) return false;
  if (!isFloat(like.dtype) || sizeOf(like.shape) < LEAST_ELEMENTS) return false;
  return inputs.every(
    (input) =>
      (isVariable(input) && embedded.has(input.id)) ||
      (input.dtype === like.dtype && kindOf(input, like) !== null),
  );
}

/** null where an operand would have to be broadcast otherwise. */
export function kindOf({ shape }: Abstract, like: Abstract): OperandKind | null {
  if (sameShape(shape, like.shape)) return "whole";
  const size = sizeOf(shape);
  if (size === 1) return "number";
  const proper = shape.slice(shape.findIndex((length) => length !== 1));
  const end = like.shape.slice(like.shape.length - proper.length);
  return size <= LONGEST_ROW && sameShape(proper, end) ? "row" : null;
}
