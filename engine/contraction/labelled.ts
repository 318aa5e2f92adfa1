import { sizeOf, type NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { sum } from "../array/reductions.js";
import { formatShape } from "../array/shape.js";
import { slice } from "../array/slicing.js";
import { ShapeError } from "../errors.js";
import type { Label } from "./labels.js";

/** An array with named axes, each once. */
export interface Labelled {
  readonly array: NDArray;
  readonly labels: readonly Label[];
}

/** The length of every axis. */
export type Lengths = ReadonlyMap<Label, number>;

/**
 * The length of every label; axes of an ellipsis broadcast.
 *
 * @throws {@link ShapeError} when one has two lengths.
 */
export function lengthsOf(operands: readonly Labelled[]): Lengths {
  const lengths = new Map<Label, number>();
  for (const { array, labels } of operands) {
    labels.forEach((label, axis) => {
      const [length, known] = [array.shape[axis] as number, lengths.get(label)];
      const broadcasts = label.startsWith(".") && (length === 1 || known === 1);
      if (known !== undefined && known !== length && !broadcasts) {
        throw new ShapeError(
          `einsum: the axis "${label}" has the lengths ${known} and ${length}; shapes are ${operands.map((one) => formatShape(one.array.shape)).join(" and ")}`,
        );
      }
      lengths.set(label, Math.max(known ?? 0, length === 0 ? 0 : length));
    });
  }
  return lengths;
}

/** An operand with every label once and at its length: diagonals taken, axes that broadcast left out. */
export function distinct({ array, labels }: Labelled, lengths: Lengths): Labelled {
  const twice = labels.findIndex((label, axis) => labels.indexOf(label) !== axis);
  if (twice >= 0) return distinct(diagonal({ array, labels }, twice), lengths);
  const kept = labels.filter((label, axis) => array.shape[axis] === lengths.get(label));
  const shape = array.shape.filter((length, axis) => length === lengths.get(labels[axis] as Label));
  return kept.length === labels.length
    ? { array, labels }
    : { array: reshape(array, shape), labels: kept };
}

/** Where axis `second` has the label of an earlier one: both become one, behind the others. */
function diagonal({ array, labels }: Labelled, second: number): Labelled {
  const label = labels[second] as Label;
  const first = labels.indexOf(label);
  const others = labels.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second);
  const length = array.shape[first] as number;
  const turned = transpose(array, [...others, first, second]);
  const outer = others.map((axis) => array.shape[axis] as number);
  // Row-major, a step along the diagonal is length + 1 elements.
  const flat = reshape(turned, [...outer, length * length]);
  const taken = slice(flat, ...outer.map(() => [] as const), [null, null, length + 1]);
  return { array: taken, labels: [...others.map((axis) => labels[axis] as Label), label] };
}

/** Sums over the axes that nothing else needs. */
export function summed({ array, labels }: Labelled, keep: ReadonlySet<Label>): Labelled {
  const axes = labels.flatMap((label, axis) => (keep.has(label) ? [] : [axis]));
  if (axes.length === 0) return { array, labels };
  return { array: sum(array, axes), labels: labels.filter((label) => keep.has(label)) };
}

/** The axes in the order of `labels`. */
export function arranged({ array, labels }: Labelled, order: readonly Label[]): NDArray {
  const axes = order.map((label) => labels.indexOf(label));
  return axes.every((axis, k) => axis === k) ? array : transpose(array, axes);
}

export function sizeOfLabels(labels: Iterable<Label>, lengths: Lengths): number {
  return sizeOf([...labels].map((label) => lengths.get(label) as number));
}
