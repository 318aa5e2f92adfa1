/**
 * A 2-d canvas context that remembers instead of painting, as far as chart.js uses one. The memory
 * becomes SVG and PNG, so both show exactly what the renderer's canvas shows.
 */
import { apply, compose, type Box, type Drawing, type Matrix, type Segment } from "./drawing.js";
import type { Measure } from "./wrapped.js";

interface State {
  matrix: Matrix;
  clip: Box;
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  font: string;
  textAlign: string;
  textBaseline: string;
}

/** Where the baseline lies below the named line, as a share of the font's size (DejaVu Sans). */
const BASELINE: Readonly<Record<string, number>> = { top: 0.76, hanging: 0.76, middle: 0.265 };
const ALIGNMENT: Readonly<Record<string, number>> = { center: 0.5, right: 1, end: 1 };

/** Control points this far along the tangents make a cubic a quarter circle, to 2.7e-4. */
const QUARTER = (4 / 3) * Math.tan(Math.PI / 8);

export class RecordingContext {
  readonly marks: Drawing["marks"][number][] = [];
  readonly canvas: object;
  #path: Segment[] = [];
  #state: State;
  readonly #saved: State[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
    readonly measure: Measure,
  ) {
    this.canvas = { width, height, style: {}, getContext: () => this };
    this.#state = {
      matrix: [1, 0, 0, 1, 0, 0],
      clip: [0, 0, width, height],
      fillStyle: "#000000",
      strokeStyle: "#000000",
      lineWidth: 1,
      font: "10px sans-serif",
      textAlign: "start",
      textBaseline: "alphabetic",
    };
  }

  set fillStyle(color: string) {
    this.#state.fillStyle = color;
  }
  set strokeStyle(color: string) {
    this.#state.strokeStyle = color;
  }
  set lineWidth(width: number) {
    this.#state.lineWidth = width;
  }
  get font(): string {
    return this.#state.font;
  }
  set font(font: string) {
    this.#state.font = font;
  }
  set textAlign(align: string) {
    this.#state.textAlign = align;
  }
  set textBaseline(baseline: string) {
    this.#state.textBaseline = baseline;
  }
  /** No line of ours is dashed; chart.js says so before every stroke. */
  setLineDash(): void {}

  save(): void {
    this.#saved.push({ ...this.#state });
  }
  restore(): void {
    this.#state = this.#saved.pop() ?? this.#state;
  }
  setTransform(...matrix: [number, number, number, number, number, number]): void {
    this.#state.matrix = matrix;
  }
  resetTransform(): void {
    this.#state.matrix = [1, 0, 0, 1, 0, 0];
  }
  translate(x: number, y: number): void {
    this.#state.matrix = compose(this.#state.matrix, [1, 0, 0, 1, x, y]);
  }
  rotate(angle: number): void {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.#state.matrix = compose(this.#state.matrix, [cos, sin, -sin, cos, 0, 0]);
  }

  beginPath(): void {
    this.#path = [];
  }
  closePath(): void {
    this.#path.push(["Z"]);
  }
  moveTo(x: number, y: number): void {
    this.#path.push(["M", ...this.#place(x, y)]);
  }
  lineTo(x: number, y: number): void {
    this.#path.push([this.#path.length === 0 ? "M" : "L", ...this.#place(x, y)]);
  }
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#path.push(["C", ...this.#place(x1, y1), ...this.#place(x2, y2), ...this.#place(x, y)]);
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }
  arc(x: number, y: number, radius: number, start: number, end: number): void {
    const pieces = Math.max(1, Math.ceil(Math.abs(end - start) / (Math.PI / 2) - 1e-9));
    const step = (end - start) / pieces;
    const reach = (radius * QUARTER * step) / (Math.PI / 2);
    this.lineTo(x + radius * Math.cos(start), y + radius * Math.sin(start));
    for (let piece = 0; piece < pieces; piece++) {
      const [from, to] = [start + piece * step, start + (piece + 1) * step];
      const [x0, y0] = [x + radius * Math.cos(from), y + radius * Math.sin(from)];
      const [x1, y1] = [x + radius * Math.cos(to), y + radius * Math.sin(to)];
      this.bezierCurveTo(
        x0 - reach * Math.sin(from),
        y0 + reach * Math.cos(from),
        x1 + reach * Math.sin(to),
        y1 - reach * Math.cos(to),
        x1,
        y1,
      );
    }
  }

  /** chart.js clips to upright rectangles only: the bounds of the path say all. */
  clip(): void {
    const corners = this.#path.flatMap((segment) =>
      segment[0] === "M" || segment[0] === "L" ? [[segment[1], segment[2]] as const] : [],
    );
    const [left, top, right, bottom] = this.#state.clip;
    this.#state.clip = [
      Math.max(left, Math.min(...corners.map(([x]) => x))),
      Math.max(top, Math.min(...corners.map(([, y]) => y))),
      Math.min(right, Math.max(...corners.map(([x]) => x))),
      Math.min(bottom, Math.max(...corners.map(([, y]) => y))),
    ];
  }
  fill(): void {
    const { fillStyle: color, clip } = this.#state;
    this.marks.push({ kind: "fill", path: this.#path, color, clip });
  }
  stroke(): void {
    const { strokeStyle: color, lineWidth: width, clip } = this.#state;
    this.marks.push({ kind: "stroke", path: this.#path, color, width, clip });
  }
  /** chart.js clears before it draws anew. */
  clearRect(): void {
    this.marks.length = 0;
  }

  measureText(text: string): { readonly width: number } {
    return { width: this.measure(text, fontSize(this.#state.font)) };
  }
  fillText(text: string, x: number, y: number): void {
    const { font, textAlign, textBaseline, fillStyle: color, matrix } = this.#state;
    const size = fontSize(font);
    const left = x - this.measureText(text).width * (ALIGNMENT[textAlign] ?? 0);
    const baseline = y + size * (BASELINE[textBaseline] ?? 0);
    const placed = compose(matrix, [1, 0, 0, 1, left, baseline]);
    this.marks.push({ kind: "text", text, matrix: placed, size, bold: /bold/.test(font), color });
  }

  #place(x: number, y: number): [number, number] {
    return apply(this.#state.matrix, x, y);
  }
}

function fontSize(font: string): number {
  return Number(/([\d.]+)px/.exec(font)?.[1] ?? 10);
}
