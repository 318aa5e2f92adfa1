/** Stack frames as the person should see them: cells by number, own files by path, nothing else. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { locateInModule } from "../modules/locate-in-module.js";
import type { Position } from "../transform/position.js";
import { cellAt } from "./cells.js";

export interface Frame extends Position {
  /** `train`, `async train`, `new Model`; empty for a cell's own code. */
  readonly name: string;
  /** A cell's id, or null for a file. */
  readonly cell: string | null;
  /** `Cell 3` or `model.ts`. */
  readonly label: string;
  /** The text of the cell as it ran; null for a file. */
  readonly source: string | null;
}

const FRAME =
  /^\s+at (?!.*\(eval at )(?:(?<name>.*?) \(|async )?(?<url>(?:ntkbook-cell:|file:|node:|\/|[A-Za-z]:\\).*?):(?<line>\d+):(?<column>\d+)\)?$/;

/** Code of ours: the session and the engine, beside it. */
const own = [new URL("./", import.meta.url).href, new URL("../engine/", import.meta.url).href];

export interface SplitStack {
  /** Everything before the first frame. */
  readonly header: string;
  readonly frames: readonly Frame[];
}

export function splitStack(stack: string, folder: string): SplitStack {
  const lines = stack.split("\n");
  const first = lines.findIndex((line) => /^\s+at /.test(line));
  if (first === -1) return { header: stack, frames: [] };
  const frames = lines.slice(first).flatMap((line) => frameOf(line, folder));
  return { header: lines.slice(0, first).join("\n"), frames };
}

export function formatFrame({ name, label, line, column }: Frame): string {
  const place = `${label}, line ${line}, column ${column}`;
  return name === "" ? `    at ${place}` : `    at ${name} (${place})`;
}

function frameOf(text: string, folder: string): Frame[] {
  const groups = FRAME.exec(text)?.groups;
  if (groups === undefined) return [];
  const { name = "", url = "", line, column } = groups;
  const place = { line: Number(line), column: Number(column) };
  const frame = url.startsWith("ntkbook-cell:") ? inCell(url, place) : inFile(url, place, folder);
  return frame === null ? [] : [{ ...frame, name: plainName(name) }];
}

type PlacedFrame = Omit<Frame, "name">;

function inCell(url: string, place: Position): PlacedFrame | null {
  const cell = cellAt(url);
  const position = cell?.locate(place);
  if (cell === undefined || position === undefined || position === null) return null;
  const { cell: id, number, source } = cell.request;
  return { ...position, cell: id, label: `Cell ${number}`, source };
}

function inFile(url: string, place: Position, folder: string): PlacedFrame | null {
  if (url.startsWith("node:") || own.some((prefix) => url.startsWith(prefix))) return null;
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  return {
    ...locateInModule(path, place),
    cell: null,
    label: relative(folder, path),
    source: null,
  };
}

/** The transform's own names are no part of a function's. */
const plainName = (name: string) =>
  name.replace(/__ntkbook\.(?:constant|variable)\./, "").replace(/^Object\./, "");
