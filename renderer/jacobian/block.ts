/** One block of a Jacobian, output by output, in the shape of its weight. */
import { decodeNumbers, type Numbers } from "../../engine/display/drawing/encoding.js";
import { MATRIX_VERSION } from "../../engine/display/payload.js";
import { MOST_OF_A_PART } from "../../engine/display/store-messages.js";
import { isComplete } from "../matrix/arrangement.js";
import type { Messaging } from "../messaging.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";
import type { ReadJacobian, ReadParameter } from "../payload/jacobian.js";
import { statisticsOf } from "./statistics.js";
import { weightPicture, type WeightPicture } from "./weight-shape.js";

/** A row of the norms, and a column. */
export interface BlockPlace {
  readonly example: number;
  readonly parameter: number;
}

/** Outputs that a slider goes along. */
const MOST_OUTPUTS = 256;

/**
 * The block's derivatives while they are here or the session holds them; otherwise their root mean squares
 * over all outputs, as stored; null where nothing is.
 */
export async function blockPicture(
  jacobian: ReadJacobian,
  place: BlockPlace,
  messaging: Messaging | null,
): Promise<ReadMatrix | null> {
  const parameter = jacobian.parameters[place.parameter];
  if (parameter === undefined) return null;
  const picture = weightPicture(parameter.shape);
  const top = place.example * jacobian.outputs;
  const length = parameter.to - parameter.from;
  const most = Math.min(MOST_OUTPUTS, Math.floor(MOST_OF_A_PART / Math.max(1, length)));
  const rows = { top, bottom: top + Math.min(jacobian.outputs, most) };
  const name = nameOf(jacobian, place, parameter);
  const values = await derivatives(jacobian.matrix, rows, parameter, messaging);
  if (values !== null) {
    const outputs = Array.from({ length: rows.bottom - top }, (_, k) => k);
    const layers = outputs.map((k) => layerOf(picture, values.subarray(k * length)));
    const axis = { name: "output", entries: outputs.map(String), shows: "slider" } as const;
    return pictureOf(`∂ output / ∂ ${name}`, picture, layers, [axis]);
  }
  if (parameter.rms === null) return null;
  const title = `root mean square of ∂ / ∂ ${parameter.name} over all outputs`;
  return pictureOf(title, picture, [layerOf(picture, parameter.rms)], []);
}

function nameOf({ norms }: ReadJacobian, { example }: BlockPlace, { name }: ReadParameter): string {
  const of = norms.payload.rowBlocks?.[example]?.name;
  return norms.payload.shape[0] === 1 || of === undefined ? name : `${name}, ${of}`;
}

interface Rows {
  readonly top: number;
  readonly bottom: number;
}

async function derivatives(
  matrix: ReadMatrix,
  { top, bottom }: Rows,
  { from, to }: ReadParameter,
  messaging: Messaging | null,
): Promise<Numbers | null> {
  const [layer] = matrix.layers;
  if (layer === undefined || bottom <= top) return null;
  if (isComplete(matrix)) return cutOut(layer, { top, bottom }, { from, to });
  if (layer.key === null || messaging === null) return null;
  const part = { top, bottom, left: from, right: to };
  const question = { about: "part", key: layer.key, ...part } as const;
  const answer = await messaging.ask<"store">({ type: "store", question }).catch(() => null);
  if (answer?.is !== "tile") return null;
  const values = decodeNumbers(answer);
  return values.length === (bottom - top) * (to - from) ? values : null;
}

function cutOut(
  { preview: { cols, values } }: ReadLayer,
  { top, bottom }: Rows,
  { from, to }: { readonly from: number; readonly to: number },
): Numbers {
  const out = new Float64Array((bottom - top) * (to - from));
  for (let row = top; row < bottom; row++)
    out.set(values.subarray(row * cols + from, row * cols + to), (row - top) * (to - from));
  return out;
}

/** @param entries - of the parameter, in its own order; what follows them is not read */
function layerOf({ rows, cols, entry }: WeightPicture, entries: Numbers): ReadLayer {
  const values = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) values[i * cols + j] = entries[entry(i, j)] ?? NaN;
  const statistics = statisticsOf(values);
  return { preview: { rows, cols, values }, statistics, key: null, eigenvalues: null };
}

function pictureOf(
  title: string,
  { rows, cols, rowLabels, colLabels, rowBlocks, colBlocks, note }: WeightPicture,
  layers: readonly ReadLayer[],
  axes: ReadMatrix["payload"]["axes"],
): ReadMatrix {
  const head = {
    version: MATRIX_VERSION,
    title: note === "" ? title : `${title} (${note})`,
    ...{ text: "", shape: [rows, cols] as const, dtype: "float32" },
  } as const;
  const sides = { rowLabels, colLabels, rowBlocks, colBlocks };
  return { payload: { ...head, axes, layers: [], ...sides }, layers };
}
