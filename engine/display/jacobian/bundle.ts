/** All representations of a Jacobian. */
import { asArray } from "../../array/create.js";
import type { NDArray } from "../../array/ndarray.js";
import { singularValues } from "../../linalg/svd.js";
import { pictureRoom } from "../../platform/pictures.js";
import type { Display } from "../display.js";
import { encodeFloat32 } from "../drawing/encoding.js";
import { formatNumber } from "../drawing/number-format.js";
import { matrixPayload, shownValues, type MatrixOptions } from "../matrix/bundle.js";
import { stackOf } from "../matrix/stack.js";
import type { Blocks } from "../matrix/surroundings.js";
import { MIME, MOST_RMS, PAYLOAD_VERSION, type JacobianParameter } from "../payload.js";
import type { JacobianPayload } from "../payload.js";
import type { JacobianMatrix, Parameter } from "./matrix.js";
import { blockNorms, rootMeanSquares, shareOfZeros } from "./measures.js";

/** Decomposing larger ones would keep a cell waiting for what it did not ask for. */
const MOST_DECOMPOSED = { side: 256, entries: 1_000_000 };

/** @param caller - the public function to name in errors */
export function jacobianDisplay(
  caller: string,
  jacobian: JacobianMatrix,
  { title, ...around }: Omit<MatrixOptions, "blocks" | "columnBlocks">,
): Display {
  const { matrix, parameters, examples } = jacobian;
  const [rows = 0, cols = 0] = matrix.shape;
  const words = String(title ?? "Jacobian");
  const columnBlocks = columnsOf(parameters);
  const ofRows = examples === null ? {} : { blocks: examples };
  const options = { ...around, ...ofRows, columnBlocks, title: words };
  const whole = shownMatrix(caller, matrix, options);
  const norms = normsMatrix(caller, jacobian);
  const payload: JacobianPayload = {
    ...{ version: PAYLOAD_VERSION, title: words, text: "" },
    ...{ matrix: whole.payload, norms: norms.payload },
    outputs: examples === null ? rows : (Object.values(examples)[0] ?? rows),
    parameters: describedParameters(parameters),
    singularValues: decomposable(rows, cols, matrix)
      ? Array.from(singularValues(matrix).data, Number)
      : null,
  };
  const text = `${whole.payload.text}\n${parametersText(payload.parameters)}`;
  const png = pictureRoom().pictures.matrixPng(whole.payload);
  const bundle = {
    [MIME.jacobian]: { ...payload, text },
    ...(png === null ? {} : { "image/png": png }),
    "text/plain": text,
  };
  return { id: null, bundle, values: [...whole.values, ...norms.values] };
}

function shownMatrix(caller: string, matrix: NDArray, options: MatrixOptions) {
  const stack = stackOf(caller, matrix, {});
  const payload = matrixPayload({ caller, mime: MIME.matrix, title: "" }, stack, options);
  return { payload, values: shownValues(stack, payload) };
}

function normsMatrix(caller: string, { parameters, examples, matrix }: JacobianMatrix) {
  const [rows = 0] = matrix.shape;
  const heights = examples === null ? [rows] : Object.values(examples);
  const values = blockNorms(
    parameters.map(({ part }) => part),
    heights,
  );
  const one = (names: readonly string[]): Blocks =>
    Object.fromEntries(names.map((name) => [name, 1]));
  const names = examples === null ? ["all outputs"] : Object.keys(examples);
  return shownMatrix(caller, asArray(values), {
    title: "Norms of blocks",
    blocks: one(names),
    columnBlocks: one(parameters.map(({ name }) => name)),
  });
}

const columnsOf = (parameters: readonly Parameter[]): Blocks =>
  Object.fromEntries(parameters.map(({ name, part }) => [name, part.shape[1] ?? 0]));

function describedParameters(parameters: readonly Parameter[]): JacobianParameter[] {
  let room = MOST_RMS;
  return parameters.map(({ name, shape, part }) => {
    const entries = part.shape[1] ?? 0;
    const kept = entries <= room;
    if (kept) room -= entries;
    return {
      ...{ name, shape },
      norm: blockNorms([part], [part.shape[0] ?? 0])[0]?.[0] ?? 0,
      zeros: shareOfZeros(part),
      rms: kept ? { float32: encodeFloat32(rootMeanSquares(part)) } : null,
    };
  });
}

function decomposable(rows: number, cols: number, { size, data }: NDArray): boolean {
  const small = Math.min(rows, cols) <= MOST_DECOMPOSED.side && size <= MOST_DECOMPOSED.entries;
  return size > 0 && small && data.every((value) => Number.isFinite(value));
}

/** `w [2, 3]: norm 1.25, 40 % zeros` */
function parametersText(parameters: readonly JacobianParameter[]): string {
  const percent = (share: number) => `${formatNumber(Math.round(100 * share))} % zeros`;
  return parameters
    .map(
      ({ name, shape, norm, zeros }) =>
        `${name} [${shape.join(", ")}]: norm ${formatNumber(norm)}, ${percent(zeros)}`,
    )
    .join("\n");
}
