import { asArray, zeros, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { formatShape, normaliseAxis, sameShape } from "../array/shape.js";
import { slice, type AxisSlice } from "../array/slicing.js";
import { DomainError, ShapeError } from "../errors.js";
import { concat } from "../array/join.js";
import { flip } from "../structure/flip.js";
import { transformAlong, type ComplexPair } from "./along.js";
import type { Sign } from "./transform.js";

/** Complex numbers as two arrays of one shape. */
export interface ComplexArray {
  readonly re: NDArray<FloatDtype>;
  readonly im: NDArray<FloatDtype>;
}

/** A real array, or real and imaginary parts. */
export type ComplexInput = ArrayInput | { readonly re: ArrayInput; readonly im: ArrayInput };

/** Both parts in one float dtype. */
function pairOf(caller: string, x: ComplexInput): ComplexPair {
  const isPair = typeof x === "object" && "re" in x && "im" in x;
  const re = asArray(isPair ? x.re : x);
  const im = isPair ? asArray(x.im) : zeros(re.shape, { dtype: realDtype(re.dtype) });
  if (!sameShape(re.shape, im.shape)) {
    throw new ShapeError(
      `${caller}: re ${formatShape(re.shape)} and im ${formatShape(im.shape)} must have one shape`,
    );
  }
  const dtype = realDtype(promote(re.dtype, im.dtype));
  return [astype(re, dtype), astype(im, dtype)];
}

function transformed(caller: string, x: ComplexInput, axis: number, sign: Sign): ComplexArray {
  const pair = pairOf(caller, x);
  const along = normaliseAxis(caller, axis, pair[0].ndim);
  const length = pair[0].shape[along] as number;
  if (length === 0) throw new DomainError(`${caller}: the axis ${axis} has no elements`);
  const [re, im] = transformAlong(pair, along, sign);
  return sign === -1 ? { re, im } : { re: divided(re, length), im: divided(im, length) };
}

const divided = (x: NDArray<FloatDtype>, by: number): NDArray<FloatDtype> => x.div(by);

/**
 * The discrete Fourier transform along an axis: X_k = Σ_n x_n e^(−2πi kn/N). Any length costs N log N.
 *
 * @param x - A real array, or `{ re, im }`.
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * fft.fft([1, 2, 3, 4]).re; // array([10., -2., -2., -2.])
 * ```
 */
export function fft(x: ComplexInput, axis = -1): ComplexArray {
  return transformed("fft.fft", x, axis, -1);
}

/**
 * The inverse transform: x_n = 1/N Σ_k X_k e^(2πi kn/N).
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * fft.ifft(fft.fft([1, 2, 3])).re; // array([1., 2., 3.])
 * ```
 */
export function ifft(x: ComplexInput, axis = -1): ComplexArray {
  return transformed("fft.ifft", x, axis, 1);
}

/**
 * The transform of a real array: the ⌊N/2⌋ + 1 first frequencies, of which the others are conjugates.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * fft.rfft([1, 2, 3, 4]).im; // array([0., 2., 0.])
 * ```
 */
export function rfft(x: ArrayInput, axis = -1): ComplexArray {
  const { re, im } = fft(x, axis);
  const along = normaliseAxis("fft.rfft", axis, re.ndim);
  const count = Math.floor((re.shape[along] as number) / 2) + 1;
  const kept = re.shape.map((_, k): AxisSlice => (k === along ? [0, count] : []));
  return { re: slice(re, ...kept), im: slice(im, ...kept) };
}

/**
 * The real array with these ⌊N/2⌋ + 1 first frequencies: the inverse of `rfft`.
 *
 * @param length - N; 2(frequencies − 1) unless given.
 * @throws {@link DomainError} when the length is not that of so many frequencies.
 * @example
 * ```ts
 * fft.irfft(fft.rfft([1, 2, 3]), 3); // array([1., 2., 3.])
 * ```
 */
export function irfft(x: ComplexInput, length?: number, axis = -1): NDArray<FloatDtype> {
  const [re, im] = pairOf("fft.irfft", x);
  const along = normaliseAxis("fft.irfft", axis, re.ndim);
  const count = re.shape[along] as number;
  const n = length ?? 2 * (count - 1);
  if (Math.floor(n / 2) + 1 !== count || n < 1) {
    throw new DomainError(
      `fft.irfft: ${count} frequencies are those of ${2 * count - 2} or ${2 * count - 1} values, not of ${n}`,
    );
  }
  const mirrored = (part: NDArray): NDArray => {
    const middle = part.shape.map((_, k): AxisSlice => (k === along ? [1, n - count + 1] : []));
    return flip(slice(part, ...middle), along);
  };
  const whole = {
    re: concat([re, mirrored(re)], along),
    im: concat([im, mirrored(im).neg()], along),
  };
  return ifft(whole, along).re;
}

/**
 * The transform along the last two axes.
 *
 * @throws {@link ShapeError} for a vector.
 * @example
 * ```ts
 * fft.fft2([[1, 2], [3, 4]]).re; // array([[10., -2.], [-4., 0.]])
 * ```
 */
export function fft2(x: ComplexInput): ComplexArray {
  return fft(fft(x, -1), -2);
}

/**
 * The inverse of `fft2`.
 *
 * @throws {@link ShapeError} for a vector.
 * @example
 * ```ts
 * fft.ifft2(fft.fft2([[1, 2], [3, 4]])).re; // array([[1., 2.], [3., 4.]])
 * ```
 */
export function ifft2(x: ComplexInput): ComplexArray {
  return ifft(ifft(x, -1), -2);
}
