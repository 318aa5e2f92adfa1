import { decodeFloat32 } from "../../engine/display/drawing/encoding.js";
import { LONGEST } from "../../engine/display/drawing/shortened.js";
import {
  PAYLOAD_VERSION,
  type EncodedMatrix,
  type KernelPayload,
  type MatrixStatistics,
} from "../../engine/display/payload.js";
import {
  count,
  fields,
  knownVersion,
  list,
  number,
  numberOrNull,
  PayloadError,
  string,
  words,
} from "./check.js";

/** Larger previews than ours are drawn too, as long as a canvas takes them. */
const MOST_PREVIEW_CELLS = 4096;
const LONGEST_AXIS = 2 ** 31;

/** A payload and its preview's values, row-major. */
export interface ReadKernel {
  readonly payload: KernelPayload;
  readonly values: Float32Array;
}

/** @throws {@link PayloadError} saying what is wrong with it. */
export function parseKernel(json: unknown): ReadKernel {
  const { version, title, shape, dtype, preview, statistics, labels } = fields(json, "the payload");
  const known = knownVersion(version, PAYLOAD_VERSION);
  const [rows, cols] = list(shape, "shape", 2, (axis, where) => count(axis, where, LONGEST_AXIS));
  if (rows === undefined || cols === undefined) {
    throw new PayloadError("shape has not two axes");
  }
  const encoded = parseMatrix(preview);
  if (encoded.rows > rows || encoded.cols > cols) {
    throw new PayloadError("the preview is larger than the matrix");
  }
  const payload: KernelPayload = {
    version: known,
    title: words(title, "title", LONGEST.title),
    shape: [rows, cols],
    dtype: words(dtype, "dtype", LONGEST.name),
    preview: encoded,
    statistics: parseStatistics(statistics),
    labels: labels === null ? null : parseLabels(labels, rows),
  };
  return { payload, values: decode(encoded) };
}

function parseMatrix(value: unknown): EncodedMatrix {
  const { rows, cols, float32 } = fields(value, "preview");
  return {
    rows: count(rows, "preview.rows", MOST_PREVIEW_CELLS),
    cols: count(cols, "preview.cols", MOST_PREVIEW_CELLS),
    float32: string(float32, "preview.float32"),
  };
}

/** The length is compared before anything is decoded. */
function decode({ rows, cols, float32 }: EncodedMatrix): Float32Array {
  const length = 4 * Math.ceil((4 * rows * cols) / 3);
  const values = float32.length === length ? decoded(float32) : null;
  if (values?.length === rows * cols) return values;
  throw new PayloadError(`preview.float32 does not hold ${rows} × ${cols} values`);
}

function decoded(float32: string): Float32Array | null {
  try {
    return decodeFloat32(float32);
  } catch {
    return null;
  }
}

function parseStatistics(value: unknown): MatrixStatistics {
  const { min, max, mean, nonFinite, symmetric } = fields(value, "statistics");
  if (typeof symmetric !== "boolean") throw new PayloadError("statistics.symmetric is not a truth");
  return {
    min: numberOrNull(min, "statistics.min"),
    max: numberOrNull(max, "statistics.max"),
    mean: numberOrNull(mean, "statistics.mean"),
    nonFinite: count(nonFinite, "statistics.nonFinite", Number.MAX_SAFE_INTEGER),
    symmetric,
  };
}

function parseLabels(value: unknown, rows: number): (string | number)[] {
  const labels = list(value, "labels", rows, (label, where) =>
    typeof label === "string" ? label : number(label, where),
  );
  if (labels.length === rows) return labels;
  throw new PayloadError(`labels has ${labels.length} entries for ${rows} rows`);
}
