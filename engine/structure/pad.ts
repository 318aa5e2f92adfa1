import { asArray, full, type ArrayInput } from "../array/create.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { take } from "../array/take.js";
import { DomainError, ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { checkCount, indices, modulo } from "./indices.js";

/**
 * What is put around an array: a number; its edge; the array mirrored at its edge, which is not
 * repeated (`reflect`) or is (`symmetric`); the opposite side (`wrap`).
 */
export type PadMode = "constant" | "edge" | "reflect" | "symmetric" | "wrap";

export interface PadOptions {
  readonly mode?: PadMode;
  /** The number of mode `constant`; 0 unless given. */
  readonly value?: number;
}

/** How many entries: everywhere, or [before, after] for each axis. */
export type PadWidths = number | readonly (readonly [before: number, after: number])[];

/**
 * The array with entries put before and after along each axis, as NumPy's `pad`.
 *
 * @param widths - A number for all sides, or [before, after] for each axis.
 * @throws {@link ShapeError} for another number of pairs than axes, or an axis without entries to
 *   continue; {@link DomainError} for widths that are no whole numbers.
 * @example
 * ```ts
 * pad([1, 2, 3], 1); // array([0., 1., 2., 3., 0.])
 * pad([1, 2, 3], [[2, 0]], { mode: "reflect" }); // array([3., 2., 1., 2., 3.])
 * ```
 */
export function pad(x: ArrayInput, widths: PadWidths, options: PadOptions = {}): NDArray {
  checkOptions("pad", options, ["mode", "value"]);
  const { mode = "constant", value = 0 } = options;
  const array = asArray(x);
  const pairs = pairsOf(array, widths);
  return pairs.reduce((padded: NDArray, [before, after], axis) => {
    if (before === 0 && after === 0) return padded;
    if (mode === "constant") return padConstant(padded, axis, [before, after], value);
    return take(padded, continued(mode, padded.shape[axis] as number, before, after), axis);
  }, array);
}

function pairsOf(x: NDArray, widths: PadWidths): readonly (readonly [number, number])[] {
  const pairs = typeof widths === "number" ? x.shape.map(() => [widths, widths] as const) : widths;
  if (pairs.length !== x.ndim) {
    throw new ShapeError(
      `pad: ${pairs.length} pairs of widths for an array of shape ${formatShape(x.shape)}; give [before, after] for each axis`,
    );
  }
  for (const [before, after] of pairs) {
    checkCount("pad", "a width", before);
    checkCount("pad", "a width", after);
  }
  return pairs;
}

function padConstant(
  x: NDArray,
  axis: number,
  widths: readonly [number, number],
  value: number,
): NDArray {
  const [before, after] = widths.map((width) =>
    full(x.shape.with(axis, width), value, { dtype: x.dtype }),
  );
  return concat(
    [before, x, after].filter((part) => part !== undefined),
    axis,
  );
}

/** Which entry stands at each place. */
const sources: Readonly<Record<Exclude<PadMode, "constant">, (i: number, n: number) => number>> = {
  edge: (i, n) => Math.min(Math.max(i, 0), n - 1),
  wrap: modulo,
  reflect(i, n) {
    const at = modulo(i, Math.max(1, 2 * n - 2));
    return at < n ? at : 2 * n - 2 - at;
  },
  symmetric(i, n) {
    const at = modulo(i, 2 * n);
    return at < n ? at : 2 * n - 1 - at;
  },
};

function continued(mode: PadMode, length: number, before: number, after: number): Int32Array {
  if (mode === "constant" || !Object.hasOwn(sources, mode)) {
    const known = ["constant", ...Object.keys(sources)].join(", ");
    throw new DomainError(`pad: there is no mode "${mode}"; use ${known}`);
  }
  if (length === 0) throw new ShapeError(`pad: an axis without entries has no ${mode} to continue`);
  const source = sources[mode];
  return indices(before + length + after, (i) => source(i - before, length));
}
