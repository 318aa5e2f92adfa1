import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { take } from "../array/take.js";
import { DomainError } from "../errors.js";

/**
 * What lies around an image: nothing (`VALID`); as many zeros as keep ⌈length/stride⌉ places, one more
 * behind than before where the number is odd (`SAME`); as many pixels of the opposite edge
 * (`CIRCULAR`); or explicit numbers of zeros, [before, after] for each spatial axis.
 */
export type Padding = "SAME" | "VALID" | "CIRCULAR" | readonly (readonly [number, number])[];

/** Lengths before and after one axis. */
export type Edges = readonly [low: number, high: number];

interface Axis {
  readonly length: number;
  readonly window: number;
  readonly stride: number;
}

/** The padding of SAME: ⌈length/stride⌉ places. */
export function sameEdges({ length, window, stride }: Axis): Edges {
  const places = Math.ceil(length / stride);
  const total = Math.max(0, (places - 1) * stride + window - length);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/**
 * Lengths before and after each spatial axis.
 *
 * @throws {@link DomainError} for a padding that does not exist.
 */
export function edgesOf(caller: string, padding: Padding, axes: readonly Axis[]): Edges[] {
  if (padding === "VALID") return axes.map(() => [0, 0]);
  if (padding === "SAME" || padding === "CIRCULAR") return axes.map(sameEdges);
  if (areEdges(padding) && padding.length === axes.length) return [...padding];
  throw new DomainError(
    `${caller}: padding is ${JSON.stringify(padding)}; use "SAME", "VALID", "CIRCULAR" or a pair of whole numbers [before, after] for each of ${axes.length} spatial axes`,
  );
}

function areEdges(given: unknown): given is readonly Edges[] {
  const isPair = (pair: unknown): boolean =>
    Array.isArray(pair) && pair.length === 2 && pair.every(Number.isInteger);
  return Array.isArray(given) && given.every(isPair);
}

/** An array continued periodically along axes 1, 2, …. */
export function wrap(x: NDArray, edges: readonly Edges[]): NDArray {
  return edges.reduce((array: NDArray, [low, high], k) => {
    if (low === 0 && high === 0) return array;
    return take(array, wrappedIndices(x.shape[k + 1] as number, low, high), k + 1);
  }, x);
}

function wrappedIndices(length: number, low: number, high: number): ArrayInput {
  return Int32Array.from({ length: low + length + high }, (_, i) => {
    const at = (i - low) % length;
    return at < 0 ? at + length : at;
  });
}
