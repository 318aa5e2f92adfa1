// Parameters of layers: numbers, or arrays of one number that transforms follow.
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { knownValue } from "../core/known-value.js";
import { DomainError } from "../errors.js";
import { isTraced, type Scale } from "../kernel/scale.js";

/** Parameters of a nonlinearity by name. */
export interface Parameters<Name extends string> {
  /** NaN where a transform follows it and its value is not known. */
  readonly numbers: Readonly<Record<Name, number>>;
  /** As they were given; arrays that no transform follows are numbers. */
  readonly scales: Readonly<Record<Name, Scale>>;
  /** Whether a transform follows one of them. */
  readonly traced: boolean;
}

/** @throws {@link DomainError} naming the parameter that is no finite number. */
export function readParameters<Name extends string>(
  caller: string,
  given: Readonly<Record<Name, Scale>>,
): Parameters<Name> {
  const names = Object.keys(given) as Name[];
  const record = <V>(of: (scale: Scale) => V) =>
    Object.fromEntries(names.map((name) => [name, of(given[name])])) as Record<Name, V>;
  const numbers = record(numberOf);
  for (const name of names) {
    if (Number.isFinite(numbers[name]) || isUnknown(given[name])) continue;
    throw new DomainError(`${caller}: ${name} = ${written(given[name])}; use a finite number`);
  }
  const scales = record((scale) => (isTraced(scale) ? scale : numberOf(scale)));
  return { numbers, scales, traced: names.some((name) => isTraced(given[name])) };
}

const written = (scale: Scale) =>
  scale instanceof NDArray && scale.ndim > 0
    ? `an array of shape ${formatShape(scale.shape)}`
    : String(scale);

/** Its value; NaN where it is not known, inside of `jit` and `vmap`, or is not one number. */
export function numberOf(scale: Scale): number {
  if (!(scale instanceof NDArray)) return scale;
  const known = scale.ndim === 0 ? knownValue(scale) : null;
  return known === null ? NaN : Number(known.item());
}

/** Whether it is one number whose value is not known. */
export function isUnknown(scale: unknown): boolean {
  return scale instanceof NDArray && scale.ndim === 0 && knownValue(scale) === null;
}

/** As in a layer's name. */
export const named = (value: number): string => (Number.isNaN(value) ? "…" : String(value));

/** Parameters beside arrays of a dtype. */
export function inDtype<Name extends string>(
  scales: Readonly<Record<Name, Scale>>,
  dtype: FloatDtype,
): Readonly<Record<Name, Scale>> {
  const entries = Object.entries<Scale>(scales).map(([name, scale]) => [
    name,
    scale instanceof NDArray ? astype(scale, dtype) : scale,
  ]);
  return Object.fromEntries(entries) as Record<Name, Scale>;
}
