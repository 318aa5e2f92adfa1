import { TracerError } from "../core/trace.js";
import { getDefaultDtype } from "./dtype.js";
import type { NDArray, Shape } from "./ndarray.js";
import { elementFormat, type ElementFormat } from "./print-float.js";
import { stridesOf } from "./shape.js";

/** NumPy's print options. */
const LINE_WIDTH = 75;
const SUMMARISE_ABOVE = 1000;
const EDGE_ITEMS = 3;

const PREFIX = "array(";

/** An array as NumPy's `repr` writes it; the dtype is named when it is a float one but the default. */
export function format(array: NDArray): string {
  const x = known(array);
  if (x === null) {
    const { shape, dtype, trace } = array;
    return `${PREFIX}traced by ${trace?.owner ?? ""}, shape=${tuple(shape)}, dtype=${dtype})`;
  }
  const text = `${PREFIX}${body(x)}`;
  const notes = notesOf(x).join(", ");
  if (notes === "") return `${text})`;
  const lastLine = text.length + 1 - (text.lastIndexOf("\n") + 1);
  const fits = lastLine + notes.length + 2 <= LINE_WIDTH;
  return `${text},${fits ? " " : `\n${" ".repeat(PREFIX.length)}`}${notes})`;
}

/** The numbers; null where a transform knows nothing but shapes, so that printing is always possible. */
function known(array: NDArray): NDArray | null {
  if (array.trace === undefined) return array;
  try {
    return array.concrete();
  } catch (error) {
    if (error instanceof TracerError) return null;
    throw error;
  }
}

/** What the numbers alone do not tell. */
function notesOf({ size, shape, dtype }: NDArray): string[] {
  const hidden = (size === 0 && shape.length !== 1) || size > SUMMARISE_ABOVE;
  const implied = dtype === getDefaultDtype() || dtype === "int32" || dtype === "bool";
  return [
    ...(hidden ? [`shape=${tuple(shape)}`] : []),
    ...(implied && size > 0 ? [] : [`dtype=${dtype}`]),
  ];
}

function tuple(shape: Shape): string {
  return shape.length === 1 ? `(${shape[0] as number},)` : `(${shape.join(", ")})`;
}

function body(x: NDArray): string {
  if (x.size === 0) return "[]";
  const shown = shownPositions(x);
  const values = positionsOf(shown, stridesOf(x.shape)).map((i) => x.data[i] as number);
  const printer: Printer = {
    data: x.data,
    strides: stridesOf(x.shape),
    shown,
    text: elementFormat(x.dtype, values),
  };
  return level(printer, 0, 0).trimStart();
}

interface Printer {
  readonly data: NDArray["data"];
  readonly strides: readonly number[];
  readonly shown: readonly (readonly (number | typeof GAP)[])[];
  readonly text: ElementFormat;
}

const GAP = "...";

/** The positions printed on each axis, with a gap where large arrays are summarised. */
function shownPositions({ size, shape }: NDArray): (number | typeof GAP)[][] {
  return shape.map((length) => {
    if (size <= SUMMARISE_ABOVE || length <= 2 * EDGE_ITEMS) {
      return Array.from({ length }, (_, i) => i);
    }
    const edge = [...Array(EDGE_ITEMS).keys()];
    return [...edge, GAP, ...edge.map((i) => length - EDGE_ITEMS + i)];
  });
}

function positionsOf(shown: Printer["shown"], strides: readonly number[]): number[] {
  return shown.reduce<number[]>(
    (offsets, axis, k) =>
      offsets.flatMap((offset) =>
        axis.flatMap((i) => (i === GAP ? [] : [offset + i * (strides[k] as number)])),
      ),
    [0],
  );
}

function level(printer: Printer, axis: number, offset: number): string {
  const { shown, strides, text, data } = printer;
  const positions = shown[axis];
  if (positions === undefined) return text(data[offset] as number);
  const stride = strides[axis] as number;
  const parts = positions.map((i) =>
    i === GAP ? GAP : level(printer, axis + 1, offset + i * stride),
  );
  const indent = " ".repeat(PREFIX.length + axis + 1);
  const deeper = shown.length - axis - 1;
  if (deeper === 0) return `[${wrapped(parts, indent, LINE_WIDTH - axis - 2)}]`;
  return `[${parts.join(`,${"\n".repeat(deeper)}${indent}`)}]`;
}

/** Elements in lines of at most `width` characters, one element at least on each. */
function wrapped(parts: readonly string[], indent: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const part of parts) {
    const full = indent.length + line.length + part.length > width;
    if (full && line !== "") {
      lines.push(line.trimEnd());
      line = "";
    }
    line += `${part}, `;
  }
  return [...lines, line.slice(0, -2)].join(`\n${indent}`);
}
