import { ShapeError } from "../errors.js";
import { asArray, type ArrayInput } from "./create.js";
import { NDArray } from "./ndarray.js";
import { asWritten } from "./shape.js";

/**
 * An argument as an array; in untyped code anything may stand in its place.
 *
 * @param argument - Whose, and its name: `predict: yTrain`.
 * @param otherwise - What may be given beside arrays: `, or null for …`.
 * @throws {@link ShapeError} naming the argument.
 */
export function namedArray(argument: string, input: ArrayInput, otherwise = ""): NDArray {
  if (input instanceof NDArray) return input;
  if (!isArrayLike(input)) {
    throw new ShapeError(
      `${argument} is ${asWritten(input)}; give an array, or numbers in rows of equal lengths${otherwise}`,
    );
  }
  try {
    return asArray(input);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new ShapeError(`${argument}: ${error.message}`);
  }
}

function isArrayLike(input: unknown): boolean {
  return (
    ["number", "boolean"].includes(typeof input) ||
    Array.isArray(input) ||
    ArrayBuffer.isView(input)
  );
}
