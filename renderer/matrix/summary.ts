/** The matrix in a few words, for the header, the caption and those who listen. */
import { blockStart } from "../../engine/display/drawing/blocks.js";
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import type { MatrixPayload } from "../../engine/display/payload.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";
import { storedWords } from "./spectral-facts.js";

/** `1000 × 1000 · float64 · symmetric` */
export function facts({ payload: { shape, dtype }, layers }: ReadMatrix): string {
  const kind = layers.every(({ statistics }) => statistics.symmetric) ? ["symmetric"] : [];
  const size = `${shape[0]} × ${shape[1]}`;
  return [size, dtype, ...kind].join(" · ");
}

/** `from 0.1 to 2.3, mean 0.9 · each cell is the mean of 4 × 4 entries` */
export function caption({ shape }: MatrixPayload, { preview, statistics }: ReadLayer): string {
  const { min, max, mean, nonFinite } = statistics;
  const known =
    min === null || max === null || mean === null
      ? []
      : [`from ${formatNumber(min)} to ${formatNumber(max)}, mean ${formatNumber(mean)}`];
  const marked = nonFinite === 0 ? [] : [`${nonFinite} NaN or infinite`];
  const [high, wide] = [shape[0] / preview.rows, shape[1] / preview.cols].map(Math.ceil);
  const averaged = preview.rows < shape[0] || preview.cols < shape[1];
  const blocks = averaged ? [`each cell is the mean of ${high} × ${wide} entries`] : [];
  return [...known, ...marked, ...blocks].join(" · ");
}

/** What a sighted person sees at a glance. */
export function spokenSummary(read: ReadMatrix): string {
  const { payload, layers } = read;
  const { title, shape, axes } = payload;
  const [layer] = layers;
  if (layer === undefined) return title;
  const head = `${title}: heat map of ${shape[0]} by ${shape[1]} values`;
  const stack = axes.map(({ name, entries }) => `${entries.length} of ${name}`);
  const symmetric = layer.statistics.symmetric ? ["symmetric"] : [];
  return [
    head,
    ...stack,
    ...symmetric,
    storedWords(read, layer) ?? "",
    caption(payload, layer),
    ...standingOut(payload, layer),
  ]
    .filter((part) => part !== "")
    .join("; ");
}

/** Where the largest value lies, and a diagonal unlike the rest. */
function standingOut({ shape }: MatrixPayload, layer: ReadLayer): string[] {
  const { rows, cols, values } = layer.preview;
  let largest = -1;
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    if (largest < 0 || value > (values[largest] as number)) largest = i;
  });
  if (largest < 0) return [];
  const row = blockStart(Math.floor(largest / cols), rows, shape[0]);
  const col = blockStart(largest % cols, cols, shape[1]);
  return [`largest near row ${row}, column ${col}`, ...diagonal(shape, layer)];
}

/** Means on and off the diagonal, where the preview holds the entries themselves. */
function diagonal(shape: MatrixPayload["shape"], { preview, statistics }: ReadLayer): string[] {
  const n = shape[0];
  const entries = preview.rows === n && preview.cols === n && shape[1] === n;
  if (n < 2 || !entries || statistics.nonFinite > 0) return [];
  let [on, off] = [0, 0];
  preview.values.forEach((value, i) => {
    if (i % (n + 1) === 0) on += value;
    else off += value;
  });
  return [
    `mean ${formatNumber(on / n)} on the diagonal and ${formatNumber(off / (n * n - n))} off it`,
  ];
}
