import { DomainError } from "../errors.js";
import { checkWhole } from "../options.js";

/** A square of the plane. */
export interface SquareOptions {
  /** Least coordinate; default −3. */
  readonly from?: number;
  /** Largest coordinate; default 3. */
  readonly to?: number;
}

/**
 * Equally spaced coordinates from one side to the other.
 *
 * @param name - the option that says how many, for errors
 * @throws {@link DomainError} for a square without area, and less than 2 coordinates.
 */
export function squareGrid(
  caller: string,
  { from = -3, to = 3 }: SquareOptions,
  name: string,
  count: number,
): number[] {
  if (!(from < to && Number.isFinite(to - from))) {
    throw new DomainError(`${caller}: from = ${from}, to = ${to}; use numbers with from < to`);
  }
  checkWhole(caller, name, count, 2);
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}
