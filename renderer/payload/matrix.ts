import {
  decodeNumbers,
  type EncodedNumbers,
  type Numbers,
} from "../../engine/display/drawing/encoding.js";
import { LONGEST } from "../../engine/display/drawing/shortened.js";
import {
  MATRIX_VERSION,
  type EncodedMatrix,
  type MatrixBlock,
  type MatrixLayer,
  type MatrixPayload,
  type MatrixStatistics,
  type StackAxis,
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
  type Fields,
} from "./check.js";

/** Larger previews than ours are drawn too, as long as a canvas takes them. */
const MOST_PREVIEW_CELLS = 4096;
const LONGEST_AXIS = 2 ** 31;
const MOST_AXES = 4;
const MOST_LAYERS = 256;
const MOST_BLOCKS = 1000;
const LONGEST_KEY = 100;
const LARGEST_EXPONENT = 1024;

/** A payload with what its layers hold, row-major. */
export interface ReadMatrix {
  readonly payload: MatrixPayload;
  readonly layers: readonly ReadLayer[];
}

export interface ReadLayer {
  readonly preview: { readonly rows: number; readonly cols: number; readonly values: Numbers };
  readonly statistics: MatrixStatistics;
  readonly key: string | null;
  /** Largest first. */
  readonly eigenvalues: Numbers | null;
}

/** @throws {@link PayloadError} saying what is wrong with it. */
export function parseMatrix(json: unknown): ReadMatrix {
  const given = fields(json, "the payload");
  const payload = given["version"] === 1 ? ofFirstVersion(given) : parsePayload(given);
  return { payload, layers: payload.layers.map((layer) => readLayer(layer, payload.shape)) };
}

function parsePayload(given: Fields): MatrixPayload {
  const version = knownVersion(given["version"], MATRIX_VERSION);
  const shape = parseShape(given["shape"]);
  const axes = list(given["axes"], "axes", MOST_AXES, parseAxis);
  const layers = list(given["layers"], "layers", MOST_LAYERS, (layer, where) =>
    parseLayer(layer, where, shape),
  );
  const expected = axes.reduce((product, { entries }) => product * entries.length, 1);
  if (layers.length !== expected || layers.length === 0) {
    throw new PayloadError(`layers has ${layers.length} entries for axes of ${expected}`);
  }
  const [rows, cols] = shape;
  return {
    version,
    ...parseHead(given, shape),
    text: words(given["text"] ?? "", "text", 2000),
    axes,
    layers,
    rowLabels: parseLabels(given["rowLabels"], "rowLabels", rows),
    colLabels: parseLabels(given["colLabels"], "colLabels", cols),
    rowBlocks: parseBlocks(given["rowBlocks"], "rowBlocks", rows),
    colBlocks: parseBlocks(given["colBlocks"], "colBlocks", cols),
  };
}

/** One matrix, whose labels were those of the columns too when it was symmetric. */
function ofFirstVersion(given: Fields): MatrixPayload {
  const shape = parseShape(given["shape"]);
  const layer = parseLayer({ ...given, key: null, eigenvalues: null }, "", shape);
  const labels = parseLabels(given["labels"], "labels", shape[0]);
  return {
    version: MATRIX_VERSION,
    ...parseHead(given, shape),
    text: "",
    axes: [],
    layers: [layer],
    rowLabels: labels,
    colLabels: layer.statistics.symmetric ? labels : null,
    rowBlocks: null,
    colBlocks: null,
  };
}

type Shape = MatrixPayload["shape"];

function parseHead({ title, dtype }: Fields, shape: Shape) {
  return {
    title: words(title, "title", LONGEST.title),
    shape,
    dtype: words(dtype, "dtype", LONGEST.name),
  };
}

function parseShape(value: unknown): Shape {
  const [rows, cols] = list(value, "shape", 2, (axis, where) => count(axis, where, LONGEST_AXIS));
  if (rows === undefined || cols === undefined) throw new PayloadError("shape has not two axes");
  return [rows, cols];
}

function parseAxis(value: unknown, where: string): StackAxis {
  const { name, entries, shows } = fields(value, where);
  if (shows !== "panels" && shows !== "facets" && shows !== "slider") {
    throw new PayloadError(`${where}.shows is none of panels, facets, slider`);
  }
  return {
    name: words(name, `${where}.name`, LONGEST.name),
    entries: list(entries, `${where}.entries`, MOST_LAYERS, (entry, at) =>
      words(entry, at, LONGEST.name),
    ),
    shows,
  };
}

function parseLayer(value: unknown, at: string, [rows, cols]: Shape): MatrixLayer {
  const { preview, statistics, key, eigenvalues } = fields(value, at);
  const where = at === "" ? "" : `${at}.`;
  const encoded = parseEncoded(preview, `${where}preview`);
  if (encoded.rows > rows || encoded.cols > cols) {
    throw new PayloadError("the preview is larger than the matrix");
  }
  if (encoded.rows * encoded.cols === 0 && rows * cols > 0) {
    throw new PayloadError("the preview of a matrix with entries is empty");
  }
  const spectrum = eigenvalues === null ? null : fields(eigenvalues, `${where}eigenvalues`);
  return {
    preview: encoded,
    statistics: parseStatistics(statistics, `${where}statistics`),
    key: key === null ? null : words(key, `${where}key`, LONGEST_KEY),
    eigenvalues:
      spectrum === null
        ? null
        : {
            float32: string(spectrum["float32"], `${where}eigenvalues.float32`),
            exponent: parseExponent(spectrum["exponent"] ?? 0, `${where}eigenvalues.exponent`),
          },
  };
}

function parseEncoded(value: unknown, where: string): EncodedMatrix {
  const { rows, cols, float32, exponent = 0 } = fields(value, where);
  return {
    rows: count(rows, `${where}.rows`, MOST_PREVIEW_CELLS),
    cols: count(cols, `${where}.cols`, MOST_PREVIEW_CELLS),
    float32: string(float32, `${where}.float32`),
    exponent: parseExponent(exponent, `${where}.exponent`),
  };
}

/** Of float64: beyond, there are zeros and infinities only. */
function parseExponent(value: unknown, where: string): number {
  const exponent = number(value, where);
  if (Number.isInteger(exponent) && Math.abs(exponent) <= LARGEST_EXPONENT) return exponent;
  throw new PayloadError(`${where} is no exponent of float64`);
}

function readLayer(
  { preview, statistics, key, eigenvalues }: MatrixLayer,
  [length]: Shape,
): ReadLayer {
  const { rows, cols } = preview;
  return {
    preview: { rows, cols, values: decode(preview) },
    statistics,
    key,
    eigenvalues: eigenvalues === null ? null : decodeEigenvalues(eigenvalues, length),
  };
}

function decodeEigenvalues(encoded: EncodedNumbers, length: number): Numbers {
  const fits = encoded.float32.length === base64Length(length);
  const values = fits ? decoded(() => decodeNumbers(encoded)) : null;
  if (values?.length === length && values.every(Number.isFinite)) return values;
  throw new PayloadError(`eigenvalues.float32 does not hold ${length} finite values`);
}

/** Of float32 numbers. */
const base64Length = (numbers: number) => 4 * Math.ceil((4 * numbers) / 3);

/** The length is compared before anything is decoded. */
function decode(encoded: EncodedMatrix): Numbers {
  const { rows, cols, float32 } = encoded;
  const fits = float32.length === base64Length(rows * cols);
  const values = fits ? decoded(() => decodeNumbers(encoded)) : null;
  if (values?.length === rows * cols) return values;
  throw new PayloadError(`preview.float32 does not hold ${rows} × ${cols} values`);
}

function decoded<Decoded>(decode: () => Decoded): Decoded | null {
  try {
    return decode();
  } catch {
    return null;
  }
}

function parseStatistics(value: unknown, where: string): MatrixStatistics {
  const { min, max, mean, smallest, low, high, nonFinite, symmetric } = fields(value, where);
  if (typeof symmetric !== "boolean") throw new PayloadError(`${where}.symmetric is not a truth`);
  const known = { min: numberOrNull(min, `${where}.min`), max: numberOrNull(max, `${where}.max`) };
  return {
    ...known,
    mean: numberOrNull(mean, `${where}.mean`),
    smallest: numberOrNull(smallest ?? null, `${where}.smallest`),
    low: numberOrNull(low ?? known.min, `${where}.low`),
    high: numberOrNull(high ?? known.max, `${where}.high`),
    nonFinite: count(nonFinite, `${where}.nonFinite`, Number.MAX_SAFE_INTEGER),
    symmetric,
  };
}

function parseLabels(value: unknown, name: string, length: number): (string | number)[] | null {
  if (value === null) return null;
  const labels = list(value, name, length, (label, where) =>
    typeof label === "string" ? label : number(label, where),
  );
  if (labels.length === length) return labels;
  throw new PayloadError(`${name} has ${labels.length} entries for ${length} rows`);
}

function parseBlocks(value: unknown, name: string, length: number): MatrixBlock[] | null {
  if (value === null) return null;
  const blocks = list(value, name, MOST_BLOCKS, (block, where) => {
    const given = fields(block, where);
    return {
      name: words(given["name"], `${where}.name`, LONGEST.name),
      length: count(given["length"], `${where}.length`, length),
    };
  });
  if (blocks.reduce((sum, block) => sum + block.length, 0) === length) return blocks;
  throw new PayloadError(`${name} do not add up to ${length}`);
}
