/** Matrices as tables and pictures. */
import { decodeBase64 } from "../../engine/display/drawing/encoding.js";
import { fileName, type Exports } from "../export/exports.js";
import type { Table } from "../export/table.js";
import { svgOfFigure } from "../export/figure-picture.js";
import type { Messaging } from "../messaging.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";
import { isComplete } from "./arrangement.js";

export interface GiveAway {
  readonly read: ReadMatrix;
  readonly figure: HTMLElement;
  readonly messaging: Messaging | null;
  /** The layer that is shown, the first of several. */
  readonly layer: () => ReadLayer;
}

export function exportsOf({ read, figure, messaging, layer }: GiveAway): Exports {
  return {
    name: fileName(read.payload.title),
    table: () => tableOf(read, layer(), messaging),
    picture: (width) => svgOfFigure(figure, read.payload.title, width),
  };
}

/** All digits while the session holds them; otherwise what was stored, and said so. */
async function tableOf(
  read: ReadMatrix,
  layer: ReadLayer,
  messaging: Messaging | null,
): Promise<Table> {
  const { shape } = read.payload;
  const whole = await wholeOf(layer, messaging);
  if (whole !== null && whole.length === shape[0] * shape[1]) {
    const at = (row: number, col: number) => whole[row * shape[1] + col] ?? null;
    return { header: null, rows: shape[0], cols: shape[1], at, dtype: "float64" };
  }
  const { rows, cols, values } = layer.preview;
  const stored = {
    header: null,
    rows,
    cols,
    at: (row: number, col: number) => values[row * cols + col] ?? null,
    dtype: "float32",
  } as const;
  if (isComplete(read)) return stored;
  return {
    ...stored,
    note: "These are the preview's block means: the kernel no longer holds all entries, or they are too many.",
  };
}

async function wholeOf(
  { key }: ReadLayer,
  messaging: Messaging | null,
): Promise<Float64Array | null> {
  if (key === null || messaging === null) return null;
  const question = { about: "values", key } as const;
  const answer = await messaging.ask<"store">({ type: "store", question }).catch(() => null);
  return answer?.is === "values" ? new Float64Array(decodeBase64(answer.float64).buffer) : null;
}
