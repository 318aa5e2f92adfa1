import { inflateSync } from "fflate";
import type { Dtype, FloatDtype } from "../array/dtype.js";
import { getDefaultDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { DomainError } from "../errors.js";
import { readAsset } from "../platform/assets.js";

const IMAGES = 1797;
const PIXELS = 64;
/** The brightest pixel; a pixel counts the dark points of a 4 × 4 block. */
const WHITE = 16;

export interface DigitsOptions<D extends FloatDtype = FloatDtype> {
  /** The first so many images train; 1000 unless given. */
  readonly train?: number;
  /** The so many images after them test; all that are left unless given. */
  readonly test?: number;
  readonly dtype?: D;
}

export interface Digits<D extends FloatDtype = FloatDtype> {
  /** Pixels in [0, 1], one flattened image of 8 × 8 a row. */
  readonly xTrain: NDArray<D>;
  /** The digits 0 … 9. */
  readonly yTrain: NDArray<"int32">;
  readonly xTest: NDArray<D>;
  readonly yTest: NDArray<"int32">;
}

/**
 * Handwritten digits: 1797 images of 8 × 8 pixels, written by 13 people, in scikit-learn's order.
 *
 * Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (test set), UCI
 * Machine Learning Repository, 1998, doi:10.24432/C50P49, CC BY 4.0.
 *
 * @returns `xTrain` (train × 64) and `xTest` (test × 64), pixel / 16; `yTrain` and `yTest`, the
 *   labels as int32. {@link oneHot} makes regression targets of them.
 * @throws {@link DomainError} when more images are asked for than there are.
 * @example
 * ```ts
 * const { xTrain, yTrain, xTest, yTest } = data.digits({ train: 1000 });
 * xTrain.shape; // [1000, 64]
 * ```
 */
export function digits<D extends FloatDtype = FloatDtype>(
  options: DigitsOptions<D> = {},
): Digits<D> {
  const train = count("train", options.train ?? 1000, IMAGES);
  const test = count("test", options.test ?? IMAGES - train, IMAGES - train);
  const dtype = options.dtype ?? (getDefaultDtype() as D);
  return {
    xTrain: images(dtype, 0, train),
    yTrain: labels(0, train),
    xTest: images(dtype, train, train + test),
    yTest: labels(train, train + test),
  };
}

function count(name: string, value: number, available: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= available) return value;
  throw new DomainError(
    `data.digits: ${name} = ${value} is not possible; there are ${IMAGES} images, ${available} of them free for ${name}`,
  );
}

let bytes: Uint8Array | null = null;

/** Pixels of all images, then their labels. */
function unpacked(): Uint8Array {
  bytes ??= inflateSync(readAsset("digits.bin"), {
    out: new Uint8Array(IMAGES * (PIXELS + 1)),
  });
  return bytes;
}

function images<D extends FloatDtype>(dtype: D, from: number, to: number): NDArray<D> {
  const pixels = unpacked().subarray(from * PIXELS, to * PIXELS);
  return read(dtype, pixels, WHITE, [to - from, PIXELS]);
}

function labels(from: number, to: number): NDArray<"int32"> {
  const start = IMAGES * PIXELS;
  return read("int32", unpacked().subarray(start + from, start + to), 1, [to - from]);
}

function read<D extends Dtype>(
  dtype: D,
  source: Uint8Array,
  divisor: number,
  shape: readonly number[],
): NDArray<D> {
  const out = allocate(dtype, source.length);
  for (let i = 0; i < source.length; i++) out[i] = (source[i] as number) / divisor;
  return new NDArray(out, shape, dtype);
}
