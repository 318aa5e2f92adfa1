import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import type { Shape } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { lazily } from "./lazily.js";

/**
 * When training is looked at: one time, an array of them, or null for the end, t = ∞. A step of
 * gradient descent with learning rate η takes the time 1 for a flow with the same η.
 */
export type Time = ArrayInput | null;

/** Times in any order, and the shape they came in. */
export interface Times {
  readonly values: readonly number[];
  readonly shape: Shape;
}

/** @throws {@link DomainError} for a negative time or NaN. */
export function readTimes(t: Time): Times {
  if (t === null) return { values: [Infinity], shape: [] };
  const { data, shape } = namedArray("predict: t", t, ", or null for the end of training");
  const values = Array.from(data);
  const wrong = values.find((value) => !(value >= 0));
  if (wrong === undefined) return { values, shape };
  throw new DomainError(
    `predict: t = ${wrong}; use a time from 0, or null for the end of training`,
  );
}

/** What is computed at finite times, all at once, and what at the end, if asked for; in order. */
export function atTimes<T>(
  times: readonly number[],
  during: (finite: readonly number[]) => readonly T[],
  after: () => T,
): T[] {
  const finite = times.filter((time) => time < Infinity);
  const values = finite.length > 0 ? during(finite) : [];
  const end = lazily(after);
  let next = 0;
  return times.map((time) => (time < Infinity ? (values[next++] as T) : end()));
}
