import { eye } from "../array/sequences.js";
import type { FloatDtype } from "../array/dtype.js";
import { sizeOf, type NDArray, type Shape } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import type { Settings } from "./options.js";

/** How an axis of the output enters the kernel: as two axes a, a′; as one, a = a′; or summed, a = a′. */
export type AxisRole = "paired" | "diagonal" | "traced";

/** The axes of f's output. */
export interface OutputAxes {
  /** Of one example's output, without the axis of the examples. */
  readonly roles: readonly AxisRole[];
  /** Where the examples lie among the output's axes, and their role; null when there is one only. */
  readonly examples: { readonly axis: number; readonly role: AxisRole } | null;
}

/**
 * The roles of the axes of an output.
 *
 * @param ndim - Of f's output, the axis of examples included.
 * @throws {@link DomainError} for axes that do not exist or have two roles.
 */
export function outputAxes(caller: string, settings: Settings, shape: Shape): OutputAxes {
  const { vmapAxes, traceAxes, diagonalAxes } = settings;
  const own = vmapAxes === null ? null : axisOf(caller, "vmapAxes", vmapAxes.output, shape);
  const last = shape.length - 1;
  const traced = (traceAxes ?? (last >= 0 && last !== own ? [last] : [])).map((axis) =>
    axisOf(caller, "traceAxes", axis, shape),
  );
  const diagonal = diagonalAxes.map((axis) => axisOf(caller, "diagonalAxes", axis, shape));
  const both = diagonal.filter((axis) => traced.includes(axis) && traceAxes !== null);
  if (both.length > 0) {
    throw new DomainError(
      `${caller}: axis ${String(both[0])} is in traceAxes and in diagonalAxes; an axis is summed over or kept, not both`,
    );
  }
  const role = (axis: number): AxisRole => {
    if (diagonal.includes(axis)) return "diagonal";
    return traced.includes(axis) ? "traced" : "paired";
  };
  const roles = shape.map((_, axis) => role(axis));
  return {
    roles: own === null ? roles : roles.toSpliced(own, 1),
    examples: own === null ? null : { axis: own, role: role(own) },
  };
}

function axisOf(caller: string, option: string, axis: number, shape: Shape): number {
  const { length } = shape;
  const from = axis < 0 ? axis + length : axis;
  if (Number.isInteger(axis) && from >= 0 && from < length) return from;
  const hint = option === "vmapAxes" ? "; give null when f has no axis of examples" : "";
  throw new ShapeError(
    `${caller}: ${option} names the axis ${axis}, but f gives the shape ${formatShape(shape)}, ${axesOfText(length)}${hint}`,
  );
}

function axesOfText(length: number): string {
  if (length === 0) return "which has no axes";
  return length === 1 ? "which has the axis 0 only" : `whose axes are 0 … ${length - 1}`;
}

/** One example's output in three axes: those kept apart, those summed over, those that are paired. */
export interface Extents {
  readonly diagonal: Shape;
  readonly traced: Shape;
  readonly paired: Shape;
}

export function extentsOf({ roles }: OutputAxes, shape: Shape): Extents {
  const lengths = (role: AxisRole) => shape.filter((_, axis) => roles[axis] === role);
  return { diagonal: lengths("diagonal"), traced: lengths("traced"), paired: lengths("paired") };
}

/** The axes of an output, those of a role together: diagonal, traced, paired. */
function orderOf(roles: readonly AxisRole[]): number[] {
  const axes = (role: AxisRole) => roles.flatMap((own, axis) => (own === role ? [axis] : []));
  return [...axes("diagonal"), ...axes("traced"), ...axes("paired")];
}

/** All unit cotangents of an output, in the order diagonal, traced, paired: [size, …shape]. */
export function unitCotangents(
  { roles }: OutputAxes,
  { shape, dtype }: { readonly shape: Shape; readonly dtype: FloatDtype },
): NDArray {
  const units = reshape(eye(sizeOf(shape), { dtype }), [...shape, ...shape]);
  const own = shape.map((_, axis) => axis + shape.length);
  return reshape(transpose(units, [...orderOf(roles), ...own]), [sizeOf(shape), ...shape]);
}

/** An output [examples, …shape] as [examples, diagonal, traced, paired, 1]. */
export function grouped({ roles }: OutputAxes, outputs: NDArray): NDArray {
  const [count = 0, ...shape] = outputs.shape;
  const { diagonal, traced, paired } = extentsOf({ roles, examples: null }, shape);
  const inOrder = transpose(outputs, [0, ...orderOf(roles).map((axis) => axis + 1)]);
  return reshape(inOrder, [count, sizeOf(diagonal), sizeOf(traced), sizeOf(paired), 1]);
}

/**
 * A kernel [n, n′, diagonal, paired, paired′] with the axes that were asked for: for each axis of the
 * output, in order, two where it is paired, one where it is diagonal, none where it is traced.
 */
export function arranged(
  { roles, examples }: OutputAxes,
  kernel: NDArray,
  [first, second]: readonly [Extents, Extents],
): NDArray {
  const [n = 1, m = 1] = kernel.shape;
  const apart = reshape(kernel, [n, m, ...first.diagonal, ...first.paired, ...second.paired]);
  let nextDiagonal = 2;
  let nextPaired = 2 + first.diagonal.length;
  const own = roles.map((role) => {
    if (role === "traced") return [];
    if (role === "diagonal") return [nextDiagonal++];
    return [nextPaired, nextPaired++ + first.paired.length];
  });
  const ofExamples = examples === null ? [] : examples.role === "paired" ? [0, 1] : [0];
  const order = own.toSpliced(examples?.axis ?? 0, 0, ofExamples).flat();
  const dropped = apart.shape.flatMap((_, axis) => (order.includes(axis) ? [] : [axis]));
  const inOrder = transpose(apart, [...order, ...dropped]);
  return reshape(inOrder, inOrder.shape.slice(0, order.length));
}
