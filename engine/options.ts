import { asWritten } from "./array/shape.js";
import { DomainError } from "./errors.js";

/**
 * Refuses options that do not exist: calls in a notebook are not type-checked, and a name misspelt, or
 * spelt as in Python, would silently leave the default.
 *
 * @throws {@link DomainError} naming the option and those that exist.
 */
export function checkOptions(caller: string, given: unknown, known: readonly string[]): void {
  if (typeof given !== "object" || given === null) {
    throw new DomainError(
      `${caller}: options are ${String(given)}; give an object of ${known.join(", ")}`,
    );
  }
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new DomainError(`${caller}: there is no option "${unknown}"; use ${known.join(", ")}`);
}

/**
 * Refuses counts that are none.
 *
 * @throws {@link DomainError} naming the option.
 */
export function checkWhole(caller: string, name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new DomainError(`${caller}: ${name} = ${String(value)}; use a whole number from ${least}`);
}

/**
 * Refuses what is not a number from 0.
 *
 * @throws {@link DomainError} naming the option.
 */
export function checkNonnegative(caller: string, options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (Number.isFinite(value) && value >= 0) continue;
    throw new DomainError(`${caller}: ${name} = ${String(value)}; use a number from 0`);
  }
}

/**
 * Refuses what is not a number above 0.
 *
 * @throws {@link DomainError} naming the option.
 */
export function checkPositive(caller: string, options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (Number.isFinite(value) && value > 0) continue;
    throw new DomainError(`${caller}: ${name} = ${String(value)}; use a positive number`);
  }
}

/**
 * Refuses what is none of the names there are.
 *
 * @throws {@link DomainError} naming the option and those names.
 */
export function checkChoice(
  caller: string,
  name: string,
  value: unknown,
  known: readonly string[],
): void {
  if (known.includes(value as string)) return;
  throw new DomainError(
    `${caller}: ${name} = ${asWritten(value)}; use ${known.map((one) => `"${one}"`).join(", ")}`,
  );
}

/**
 * Refuses what is not a number from 0 to below 1.
 *
 * @throws {@link DomainError} naming the option.
 */
export function checkShare(caller: string, options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (Number.isFinite(value) && value >= 0 && value < 1) continue;
    throw new DomainError(`${caller}: ${name} = ${String(value)}; use a number from 0 to below 1`);
  }
}

/**
 * Refuses what is not true or false: `"false"` would count as true.
 *
 * @throws {@link DomainError} naming the option.
 */
export function checkFlag(caller: string, options: Readonly<Record<string, boolean>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === "boolean") continue;
    throw new DomainError(`${caller}: ${name} = ${asWritten(value)}; use true or false`);
  }
}
