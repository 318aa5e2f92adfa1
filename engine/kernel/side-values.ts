// Numbers that come beside the examples of both sides: which pixels count, and which are neighbours.
import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { formatShape, sameShape } from "../array/shape.js";
import { where } from "../array/where.js";
import { DomainError, ShapeError } from "../errors.js";
import type { GraphAt } from "./evaluate-pixels.js";
import type { Inputs } from "./inputs.js";
import { readMask } from "./mask.js";
import { pixelsOf, type Mask, type Pattern } from "./signal.js";

/** Inputs with their masked pixels set to 0, and which those are. */
export function withMask(
  inputs: Inputs,
  constant: number | undefined,
): { inputs: Inputs; mask: Mask | null } {
  if (constant === undefined) return { inputs, mask: null };
  const { x1, x2, features } = inputs;
  const read = (x: NDArray) => {
    const mask = readMask({ data: x.concrete().data, channels: features }, constant);
    const counts = new NDArray(mask, [...x.shape.slice(0, -1), 1], "float64");
    return { mask, x: where(counts, x, 0) };
  };
  const first = read(x1);
  const second = x2 === null ? null : read(x2);
  return {
    inputs: { ...inputs, x1: first.x, x2: second?.x ?? null },
    mask: [first.mask, second?.mask ?? first.mask],
  };
}

/** Numbers of examples of both sides, at the places of others. */
export function pickedAt(
  values: Mask | null,
  { n1, n2 }: Inputs,
  places: Parameters<GraphAt>[0],
): Mask | null {
  if (values === null) return null;
  const pick = (side: Float64Array, n: number, rows: readonly number[]) => {
    const size = side.length / n;
    const picked = new Float64Array(rows.length * size);
    rows.forEach((row, k) => picked.set(side.subarray(row * size, (row + 1) * size), k * size));
    return picked;
  };
  return [pick(values[0], n1, places[0]), pick(values[1], n2, places[1])];
}

const isPair = (value: unknown): boolean => Array.isArray(value) && value.length === 2;

export function readPattern(
  { n1, n2, x2, spatial }: Inputs,
  pattern: readonly [ArrayInput, ArrayInput | null] | undefined,
): Pattern | null {
  if (pattern === undefined) return null;
  if (!isPair(pattern)) {
    throw new DomainError(
      "kernel: pattern is no pair; give the adjacency matrices of x1 and of x2, { pattern: [pattern1, pattern2] }, pattern2 = null for those of x1",
    );
  }
  const pixels = pixelsOf(spatial);
  const read = (input: ArrayInput, n: number, name: string) => {
    const array = asArray(input);
    if (!sameShape(array.shape, [n, pixels, pixels])) {
      throw new ShapeError(
        `kernel: ${name} has shape ${formatShape(array.shape)}; it must be [${n}, ${pixels}, ${pixels}], an adjacency matrix for each example`,
      );
    }
    if (array.data.every(Number.isFinite)) return Float64Array.from(array.data);
    throw new DomainError(`kernel: ${name} holds NaN or infinities; weights of edges are finite`);
  };
  const first = read(pattern[0], n1, "pattern[0]");
  if (x2 === null) return [first, first];
  return [first, read(pattern[1] ?? pattern[0], n2, "pattern[1]")];
}
