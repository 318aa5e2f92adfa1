import { DomainError } from "../errors.js";

/** The numbers f(0) … f(length − 1), to pick with. */
export function indices(length: number, f: (i: number) => number): Int32Array {
  return Int32Array.from({ length }, (_, i) => f(i));
}

/** i modulo n, from 0. */
export function modulo(i: number, n: number): number {
  const rest = i % n;
  return rest < 0 ? rest + n : rest;
}

/** @throws {@link DomainError} unless it is a whole number from 0. */
export function checkCount(caller: string, name: string, count: number): void {
  if (Number.isSafeInteger(count) && count >= 0) return;
  throw new DomainError(`${caller}: ${name} is ${count}; use a whole number from 0`);
}
