import { DomainError } from "../errors.js";

/** @throws {@link DomainError} naming the option. */
export function checkWhole(caller: string, name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new DomainError(`${caller}: ${name} = ${String(value)}; use a whole number from ${least}`);
}
