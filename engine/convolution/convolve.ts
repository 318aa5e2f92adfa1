import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { flip } from "../structure/flip.js";
import { conv } from "./conv.js";

/**
 * How far two signals of m and n values are moved past each other: as long as they touch (`full`,
 * m + n − 1 values), in the middle of that (`same`, as many as the longer has), or as long as one
 * lies within the other (`valid`, |m − n| + 1 values).
 */
export type ConvolveMode = "full" | "same" | "valid";

/**
 * NumPy's convolution of two signals: (x ∗ y)_k = Σ_i x_i y_{k−i}. Integers are multiplied as floats.
 * `conv` has channels, strides and batches.
 *
 * @throws {@link ShapeError} unless both are vectors with values; {@link DomainError} for another mode.
 * @example
 * ```ts
 * convolve([1, 2, 3], [0, 1, 0.5]); // array([0. , 1. , 2.5, 4. , 1.5])
 * convolve([1, 2, 3], [0, 1, 0.5], "valid"); // array([2.5])
 * ```
 */
export function convolve(x: ArrayInput, y: ArrayInput, mode: ConvolveMode = "full"): NDArray {
  const [a, b] = signals("convolve", x, y);
  const [long, short] = a.size < b.size ? [b, a] : [a, b];
  return slid("convolve", long, flip(short), mode);
}

/**
 * NumPy's correlation of two signals: c_k = Σ_i x_{i+k} y_i, with k from 1 − n on for `full`. Integers are
 * multiplied as floats.
 *
 * @throws {@link ShapeError} unless both are vectors with values; {@link DomainError} for another mode.
 * @example
 * ```ts
 * correlate([1, 2, 3], [0, 1, 0.5]); // array([3.5])
 * correlate([1, 2, 3], [0, 1, 0.5], "full"); // array([0.5, 2. , 3.5, 3. , 0. ])
 * ```
 */
export function correlate(x: ArrayInput, y: ArrayInput, mode: ConvolveMode = "valid"): NDArray {
  const [a, b] = signals("correlate", x, y);
  if (a.size >= b.size) return slid("correlate", a, b, mode);
  return flip(slid("correlate", b, a, mode));
}

/** Values in front of and behind the longer signal, for a window of n. */
const MARGINS: Readonly<Record<ConvolveMode, (n: number) => readonly [number, number]>> = {
  full: (n) => [n - 1, n - 1],
  same: (n) => [Math.floor(n / 2), n - 1 - Math.floor(n / 2)],
  valid: () => [0, 0],
};

function slid(caller: string, x: NDArray, window: NDArray, mode: ConvolveMode): NDArray {
  if (!Object.hasOwn(MARGINS, mode)) {
    throw new DomainError(`${caller}: there is no mode "${mode}"; use full, same or valid`);
  }
  const padding = [MARGINS[mode](window.size)] as const;
  const images = reshape(x, [1, -1, 1]);
  return reshape(conv(images, reshape(window, [-1, 1, 1]), { padding }), [-1]);
}

function signals(caller: string, x: ArrayInput, y: ArrayInput): readonly [NDArray, NDArray] {
  const [a, b] = [asArray(x), asArray(y)];
  for (const [name, { shape }] of [["x", a] as const, ["y", b] as const]) {
    if (shape.length === 1 && shape[0] !== 0) continue;
    throw new ShapeError(
      `${caller}: ${name} has the shape ${formatShape(shape)}; it must be a vector with values`,
    );
  }
  return [a, b];
}
