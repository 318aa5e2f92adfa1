import { asArray, type ArrayInput } from "../array/create.js";
import { combineElements } from "../array/loops.js";
import { broadcastShapes } from "../array/shape.js";
import { checkOptions } from "../options.js";

export interface AllcloseOptions {
  /** Relative to y; 1e-5 unless given, as in NumPy. */
  readonly rtol?: number;
  /** 1e-8 unless given, as in NumPy. */
  readonly atol?: number;
  /** Whether a NaN is close to a NaN; false unless given. */
  readonly equalNan?: boolean;
}

/**
 * Whether |x − y| ≤ atol + rtol·|y| everywhere; infinities are close when equal.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * allclose([1, 2], [1, 2 + 1e-9]); // true
 * ```
 */
export function allclose(x: ArrayInput, y: ArrayInput, options: AllcloseOptions = {}): boolean {
  checkOptions("allclose", options, ["rtol", "atol", "equalNan"]);
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options;
  const limits = { rtol, atol, equalNan };
  const [a, b] = [asArray(x).concrete(), asArray(y).concrete()];
  const shape = broadcastShapes("allclose", a.shape, b.shape);
  const close = (p: number, q: number): number => Number(isClose(p, q, limits));
  return combineElements({ value: close }, a, b, { shape, dtype: "bool" }).data.every(
    (value) => value === 1,
  );
}

function isClose(
  value: number,
  other: number,
  { rtol, atol, equalNan }: Required<AllcloseOptions>,
): boolean {
  if (value === other) return true;
  if (Number.isNaN(value) && Number.isNaN(other)) return equalNan;
  return Number.isFinite(other) && Math.abs(value - other) <= atol + rtol * Math.abs(other);
}
