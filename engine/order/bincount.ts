import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";

/**
 * How often each of 0 … length − 1 occurs among whole numbers.
 *
 * @param length - One more than the largest number unless given.
 * @returns int32, of that length.
 * @throws {@link DomainError} for numbers that are negative, no whole numbers or too large.
 * @example
 * ```ts
 * bincount([0, 2, 2]); // array([1, 0, 2])
 * ```
 */
export function bincount(x: ArrayInput, length?: number): NDArray<"int32"> {
  const { data } = asArray(x);
  const bins =
    length ?? (data.length === 0 ? 0 : Array.from(data).reduce((a, b) => Math.max(a, b)) + 1);
  const wrong = data.find((value) => !(Number.isInteger(value) && value >= 0 && value < bins));
  if (wrong !== undefined) {
    throw new DomainError(
      `bincount: ${wrong} is no whole number from 0${length === undefined ? "" : ` below ${length}`}`,
    );
  }
  const counts = new Int32Array(bins);
  for (const value of data) counts[value] = (counts[value] as number) + 1;
  return new NDArray(counts, [bins], "int32");
}
