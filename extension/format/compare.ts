/** Is what a run gave what the file says? Numbers may differ a little: SIMD variants round differently. */
import { decodeBase64, isBase64 } from "./base64.js";
import {
  type CodeCell,
  ERROR_MIME,
  type Notebook,
  type Output,
  type OutputItem,
  STREAM_MIME,
} from "./notebook.js";
import { joinStreams } from "./outputs.js";

export interface Difference {
  /** The cell's position as a person counts: from 1, prose included. */
  readonly cell: number;
  readonly id: string;
  /** What differs, with both values. */
  readonly message: string;
}

export interface Tolerance {
  /** Of the largest number that stands in the same line or list. */
  readonly relative: number;
  /** For what is zero but for rounding. */
  readonly absolute: number;
}

/** Far above what two SIMD variants disagree by, far below what a reader would call another result. */
export const TOLERANCE: Tolerance = { relative: 1e-6, absolute: 1e-12 };

/**
 * What a run gave that is not what the file says; empty when nothing. Pictures are not compared: they
 * are drawn from what is compared beside them.
 */
export function differences(
  stored: Notebook,
  run: Notebook,
  tolerance: Tolerance = TOLERANCE,
): Difference[] {
  return stored.cells.flatMap((cell, index) => {
    const again = run.cells[index];
    if (cell.type !== "code" || again?.type !== "code") return [];
    const messages = cellDifferences(cell, again, tolerance);
    return messages.map((message) => ({ cell: index + 1, id: cell.id, message }));
  });
}

function cellDifferences(stored: CodeCell, run: CodeCell, tolerance: Tolerance): string[] {
  const [before, now] = [joinStreams(stored.outputs), joinStreams(run.outputs)];
  if (before.length !== now.length)
    return [`${before.length} outputs stored, ${now.length} now${firstText(now)}`];
  return before.flatMap((output, i) => outputDifferences(output, now[i] as Output, tolerance));
}

const firstText = ([first]: readonly Output[]) => {
  const item = first?.items.find(({ mime }) => mime === "text/plain") ?? first?.items[0];
  if (item === undefined || !("text" in item)) return "";
  return `: ${excerpt(item.mime === ERROR_MIME ? errorText(item.text) : item.text)}`;
};

/** `TypeError: no` of an error's JSON. */
function errorText(json: string): string {
  try {
    const { name, message } = JSON.parse(json) as Readonly<Record<string, unknown>>;
    return `${String(name)}: ${String(message)}`;
  } catch {
    return json;
  }
}

/** What people call the editor's own types. */
const KINDS: Readonly<Record<string, string>> = {
  [STREAM_MIME.stdout]: "console output",
  [STREAM_MIME.stderr]: "console errors",
  [ERROR_MIME]: "error",
};

const kindOf = ({ mime }: OutputItem): string => KINDS[mime] ?? mime;

function outputDifferences(stored: Output, now: Output, tolerance: Tolerance): string[] {
  const types = ({ items }: Output) => items.map(kindOf).join(", ");
  if (types(stored) !== types(now))
    return [`${types(stored)} stored, ${types(now)} now${firstText([now])}`];
  return stored.items.flatMap((item, i) =>
    itemDifferences(item, now.items[i] as OutputItem, tolerance),
  );
}

function itemDifferences(stored: OutputItem, now: OutputItem, tolerance: Tolerance): string[] {
  const { mime } = stored;
  if (mime.startsWith("image/")) return [];
  if ("text" in stored && "text" in now) {
    const places = textDifferences(mime, [stored.text, now.text], tolerance);
    return places.map((place) => `${kindOf(stored)}: ${place}`);
  }
  return sameBytes(stored, now) ? [] : [`${kindOf(stored)}: other bytes`];
}

const sameBytes = (a: OutputItem, b: OutputItem): boolean =>
  "bytes" in a && "bytes" in b && a.bytes.length === b.bytes.length
    ? a.bytes.every((byte, i) => byte === b.bytes[i])
    : false;

type Pair<T> = readonly [stored: T, now: T];

function textDifferences(mime: string, texts: Pair<string>, tolerance: Tolerance): string[] {
  const [stored, now] = texts;
  if (stored === now) return [];
  const values = /[/+]json$/.test(mime) ? parsed(texts) : null;
  if (values !== null) return firstOf(jsonDifferences(values, "", tolerance));
  return lineDifferences([stored.split("\n"), now.split("\n")], tolerance);
}

function parsed([a, b]: Pair<string>): Pair<unknown> | null {
  try {
    return [JSON.parse(a), JSON.parse(b)];
  } catch {
    return null;
  }
}

/** The first line that differs says enough. */
function lineDifferences([stored, now]: Pair<readonly string[]>, tolerance: Tolerance): string[] {
  const length = Math.max(stored.length, now.length);
  for (let line = 0; line < length; line++) {
    const [a, b] = [stored[line] ?? "(nothing)", now[line] ?? "(nothing)"];
    if (!sameLine([a, b], tolerance))
      return [`line ${line + 1}: ${excerpt(a)} stored, ${excerpt(b)} now`];
  }
  return [];
}

const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

function sameLine([a, b]: Pair<string>, tolerance: Tolerance): boolean {
  if (a === b) return true;
  // Rounding may give or take a sign or a digit, and with it the blanks that align a column.
  const words = (text: string) => text.replace(NUMBER, "#").replace(/\s+/g, " ").trim();
  return words(a) === words(b) && sameNumbers([numbersOf(a), numbersOf(b)], tolerance);
}

const numbersOf = (text: string): number[] => (text.match(NUMBER) ?? []).map(Number);

function sameNumbers([a, b]: Pair<readonly number[]>, tolerance: Tolerance): boolean {
  return a.length === b.length && worst([a, b], tolerance) === -1;
}

/** The first place at which two lists of one length differ by more than may be; −1 when nowhere. */
function worst([a, b]: Pair<readonly number[]>, { relative, absolute }: Tolerance): number {
  let scale = 0;
  for (const x of a) if (Number.isFinite(x)) scale = Math.max(scale, Math.abs(x));
  const slack = relative * scale + absolute;
  return a.findIndex((x, i) => {
    const y = b[i] as number;
    return !Object.is(x, y) && !(Math.abs(x - y) <= slack);
  });
}

/** A shown matrix is known to its session by its bits, which differ where its numbers hardly do. */
const STORE_KEY = /^layers\.\d+\.key$/;

function* jsonDifferences(
  [a, b]: Pair<unknown>,
  path: string,
  tolerance: Tolerance,
): Generator<string, void, undefined> {
  if (Object.is(a, b) || STORE_KEY.test(path)) return;
  const lists = numberLists([a, b], path);
  if (lists !== null) return yield* listDifferences(lists, path, tolerance);
  if (typeof a === "string" && typeof b === "string" && sameLine([a, b], tolerance)) return;
  if (isObject(a) && isObject(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      yield* jsonDifferences([a[key], b[key]], path === "" ? key : `${path}.${key}`, tolerance);
    return;
  }
  yield `${path}: ${excerpt(JSON.stringify(a))} stored, ${excerpt(JSON.stringify(b))} now`;
}

function* listDifferences(
  [a, b]: Pair<readonly number[]>,
  path: string,
  tolerance: Tolerance,
): Generator<string, void, undefined> {
  if (a.length !== b.length)
    return yield `${path}: ${a.length} numbers stored, ${b.length} numbers now`;
  const at = worst([a, b], tolerance);
  if (at !== -1) yield `${path}[${at}]: ${a[at] as number} stored, ${b[at] as number} now`;
}

/** Numbers, lists of numbers, and encoded float32 matrices: compared with one scale each. */
function numberLists([a, b]: Pair<unknown>, path: string): Pair<readonly number[]> | null {
  const [left, right] = [numberList(a, path), numberList(b, path)];
  return left === null || right === null ? null : [left, right];
}

function numberList(value: unknown, path: string): readonly number[] | null {
  if (typeof value === "number") return [value];
  if (typeof value === "string") return path.endsWith(".float32") ? float32s(value) : null;
  return Array.isArray(value) && value.every(isNumber) ? value : null;
}

function float32s(base64: string): readonly number[] | null {
  if (!isBase64(base64)) return null;
  const { buffer, byteLength } = decodeBase64(base64);
  return [...new Float32Array(buffer, 0, byteLength >> 2)];
}

const isNumber = (value: unknown): value is number => typeof value === "number";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const firstOf = (messages: Iterable<string>): string[] => {
  for (const message of messages) return [message];
  return [];
};

const EXCERPT = 120;

function excerpt(text: string | undefined): string {
  const line = (text ?? "(nothing)").trim().split("\n")[0] ?? "";
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line;
}
