/** All representations of shown matrices. */
import type { ArrayInput } from "../../array/create.js";
import type { NDArray } from "../../array/ndarray.js";
import { eigvalsh } from "../../linalg/eigh.js";
import { pictureRoom } from "../../platform/pictures.js";
import { contentKey } from "../content-key.js";
import type { Display, ShownValue } from "../display.js";
import { encodeNumbers } from "../drawing/encoding.js";
import {
  MATRIX_VERSION,
  MIME,
  PREVIEW_LIMIT,
  type MatrixLayer,
  type MatrixPayload,
} from "../payload.js";
import { matrixPreview } from "../preview.js";
import { matrixStatistics } from "../statistics.js";
import { matrixText } from "../text.js";
import type { Words } from "../values.js";
import { stackOf, type NamedMatrices, type Stack, type StackOptions } from "./stack.js";
import { sidesOf, type Surroundings } from "./surroundings.js";

export interface MatrixOptions extends Surroundings, StackOptions {
  readonly title?: Words;
}

export interface MatrixRequest {
  /** The public function to name in errors. */
  readonly caller: string;
  readonly mime: typeof MIME.matrix | typeof MIME.kernel;
  readonly title: string;
}

export function matrixDisplay(
  request: MatrixRequest,
  input: ArrayInput | NamedMatrices,
  options: MatrixOptions,
): Display {
  const stack = stackOf(request.caller, input, options);
  const payload = matrixPayload(request, stack, options);
  const png = pictureRoom().pictures.matrixPng(payload);
  const bundle = {
    [request.mime]: payload,
    ...(png === null ? {} : { "image/png": png }),
    "text/plain": payload.text,
  };
  return { id: null, bundle, values: shownValues(stack, payload) };
}

export function matrixPayload(
  { caller, mime, title }: MatrixRequest,
  stack: Stack,
  options: MatrixOptions,
): MatrixPayload {
  const { shape, axes, matrices } = stack;
  const side = Math.max(32, Math.floor(PREVIEW_LIMIT / Math.sqrt(matrices.length)));
  const layers = matrices.map((one) => layer(one, { side, spectrum: mime === MIME.kernel }));
  const symmetric = layers.every(({ statistics }) => statistics.symmetric);
  const head = {
    version: MATRIX_VERSION,
    title: String(options.title ?? title),
    shape,
    dtype: matrices[0]?.dtype ?? "float64",
    axes,
    layers,
    ...sidesOf(caller, options, { shape, symmetric }),
  } as const;
  const [first] = matrices;
  return { ...head, text: first === undefined ? head.title : matrixText(head, first) };
}

/** Larger ones would keep a cell waiting for what it did not ask for: the view has them found when it is asked. */
const SPECTRUM_LIMIT = 1024;

function layer(
  matrix: NDArray,
  { side, spectrum }: { readonly side: number; readonly spectrum: boolean },
): MatrixLayer {
  const [rows = 0, cols = 0] = matrix.shape;
  const statistics = matrixStatistics(matrix.data, rows, cols);
  const solvable = statistics.symmetric && statistics.nonFinite === 0 && rows > 0;
  return {
    preview: matrixPreview(matrix.data, rows, cols, side),
    statistics,
    key: matrix.size === 0 ? null : contentKey(matrix.data, rows, cols),
    eigenvalues:
      spectrum && solvable && rows <= SPECTRUM_LIMIT
        ? encodeNumbers(Array.from(eigvalsh(matrix).data).reverse())
        : null,
  };
}

export function shownValues({ shape, matrices }: Stack, { layers }: MatrixPayload): ShownValue[] {
  const [rows, cols] = shape;
  return matrices.flatMap(({ data }, i) => {
    const { key = null, statistics } = layers[i] ?? {};
    if (key === null || statistics === undefined) return [];
    return [{ key, rows, cols, data, symmetric: statistics.symmetric }];
  });
}
