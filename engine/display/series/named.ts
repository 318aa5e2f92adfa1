/** One list, or several by their names. */
import { NDArray } from "../../array/ndarray.js";
import type { Values } from "../values.js";

export type Named<T> = Readonly<Record<string, T>>;

/** @param otherwise - what a list without a name is called */
export function namedSeries(
  given: Values | Named<Values>,
  otherwise: string,
): readonly (readonly [string, Values])[] {
  return isList(given) ? [[otherwise, given]] : Object.entries(given);
}

const isList = (given: Values | Named<Values>): given is Values =>
  typeof given !== "object" ||
  given instanceof NDArray ||
  Array.isArray(given) ||
  ArrayBuffer.isView(given);
