import type { FloatDtype } from "../array/dtype.js";
import { getDefaultDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { readBytes } from "../platform/files.js";

const SIDE = 32;
const PIXELS = SIDE * SIDE;
const CHANNELS = 3;
/** A label, then the red, the green and the blue pixels, each row by row. */
const RECORD = 1 + CHANNELS * PIXELS;

/** What the labels 0 … 9 of CIFAR-10 mean. */
export const cifar10Classes = [
  ...(["airplane", "automobile", "bird", "cat", "deer"] as const),
  ...(["dog", "frog", "horse", "ship", "truck"] as const),
] as const;

export interface Cifar10Options<D extends FloatDtype = FloatDtype> {
  /** Only images with these labels, renamed to 0, 1, … in the order given; all ten unless given. */
  readonly classes?: readonly number[];
  /** At most so many images; all unless given. */
  readonly limit?: number;
  readonly dtype?: D;
}

/** Images and their labels. */
export interface LabelledImages<D extends FloatDtype = FloatDtype> {
  /** [n, 32, 32, 3]: rows, columns, and red, green, blue in [0, 1]. */
  readonly x: NDArray<D>;
  /** The labels, (n). */
  readonly y: NDArray<"int32">;
}

/**
 * Images in the binary format of CIFAR-10 (A. Krizhevsky, Learning multiple layers of features from tiny
 * images, 2009): records of 3073 bytes, as in `data_batch_1.bin` of `cifar-10-binary.tar.gz`. The images are
 * not part of this package; {@link digits} are.
 *
 * @param files - Paths, relative ones from the notebook's folder, or the bytes of such files; their images
 *   follow one another.
 * @throws {@link DomainError} for a file that is not there, for bytes that are no whole number of records, for a
 *   label above 9, and for classes that are not labels.
 * @example
 * ```ts
 * const record = new Uint8Array(3073).fill(255, 1);
 * data.cifar10([record]).x.shape; // [1, 32, 32, 3]
 * ```
 */
export function cifar10<D extends FloatDtype = FloatDtype>(
  files: readonly (string | Uint8Array)[],
  options: Cifar10Options<D> = {},
): LabelledImages<D> {
  checkOptions("data.cifar10", options, ["classes", "limit", "dtype"]);
  const dtype = options.dtype ?? (getDefaultDtype() as D);
  const { limit = Infinity, classes = cifar10Classes.map((_, label) => label) } = options;
  checkRequest(limit, classes);
  const wanted = files
    .flatMap((file) => recordsOf(file))
    .filter(([label = 0]) => classes.includes(label))
    .slice(0, limit);
  const pixels = allocate(dtype, wanted.length * CHANNELS * PIXELS);
  const labels = allocate("int32", wanted.length);
  wanted.forEach((record, image) => {
    labels[image] = classes.indexOf(record[0] as number);
    writePixels(pixels, image * CHANNELS * PIXELS, record);
  });
  return {
    x: new NDArray(pixels, [wanted.length, SIDE, SIDE, CHANNELS], dtype),
    y: new NDArray(labels, [wanted.length], "int32"),
  };
}

/** From planes of colours to colours of pixels. */
function writePixels(out: { [index: number]: number }, start: number, record: Uint8Array): void {
  for (let channel = 0; channel < CHANNELS; channel++) {
    const plane = 1 + channel * PIXELS;
    for (let p = 0; p < PIXELS; p++) {
      out[start + p * CHANNELS + channel] = (record[plane + p] as number) / 255;
    }
  }
}

function recordsOf(file: string | Uint8Array): Uint8Array[] {
  const bytes = typeof file === "string" ? readBytes("data.cifar10", file) : file;
  const name = typeof file === "string" ? file : "a list of bytes";
  if (bytes.length === 0 || bytes.length % RECORD !== 0) {
    throw new DomainError(
      `data.cifar10: ${name} has ${bytes.length} bytes; the binary version of CIFAR-10 has records of ${RECORD} (cifar-10-binary.tar.gz, not the ones for Python or MATLAB)`,
    );
  }
  const records = Array.from({ length: bytes.length / RECORD }, (_, i) =>
    bytes.subarray(i * RECORD, (i + 1) * RECORD),
  );
  const odd = records.findIndex(([label = 0]) => label >= cifar10Classes.length);
  if (odd < 0) return records;
  throw new DomainError(
    `data.cifar10: record ${odd} of ${name} has the label ${String(records[odd]?.[0])}; labels are 0 to 9`,
  );
}

function checkRequest(limit: number, classes: readonly number[]): void {
  if (!(limit >= 0) || !(Number.isInteger(limit) || limit === Infinity)) {
    throw new DomainError(`data.cifar10: limit = ${limit}; use a whole number`);
  }
  const labels = new Set(classes);
  const known = classes.every((label) => Number.isInteger(label) && label >= 0 && label <= 9);
  if (known && labels.size === classes.length && labels.size > 0) return;
  throw new DomainError(
    `data.cifar10: classes = [${classes.join(", ")}]; use different labels from 0 to 9`,
  );
}
