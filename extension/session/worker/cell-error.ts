/** Whatever a cell throws, as a {@link CellError}. */
import { inspect, types } from "node:util";
import { plainError, type Run } from "../messages.js";
import type { CellError } from "../protocol.js";
import { excerpt, type Position } from "../transform/position.js";
import { CellSyntaxError } from "../transform/syntax-error.js";
import { cellAt, cellUrl } from "./cells.js";
import { formatFrame, splitStack, type Frame } from "./frames.js";

export interface ErrorSetting {
  readonly folder: string;
  readonly isConstant: (name: string) => boolean;
}

const DEEPEST_CAUSE = 5;

/**
 * Of `compiled` is the cell that the parser may have refused. Never throws, whatever was thrown: an error
 * may have getters and proxies that do.
 */
export function cellError(thrown: unknown, setting: ErrorSetting, compiled?: Run): CellError {
  try {
    const refused = compiled === undefined ? null : syntaxError(thrown, compiled);
    return refused ?? describe(thrown, setting);
  } catch {
    return plainError("Thrown", "What was thrown cannot be shown: looking at it throws, too.");
  }
}

function describe(thrown: unknown, setting: ErrorSetting, depth = 1): CellError {
  if (!isError(thrown)) return thrownValue(thrown);
  const { name, message: written } = wordsOf(thrown);
  const { header, frames } = splitStack(stackOf(thrown), setting.folder);
  const place = frames.find(({ cell }) => cell !== null);
  const message = plainMessage(written, setting);
  // The header is older than a name that the constructor assigned.
  const named = header.replace(/^Error(?=:|\n|$)/, () => name);
  const lines = [
    named.replace(written, () => message),
    // Of causes the place is enough.
    ...(depth === 1 ? excerptAt(place) : []),
    ...frames.map(formatFrame),
  ];
  return {
    name,
    message,
    stack: [...lines, ...causes(thrown, setting, depth)].join("\n"),
    location:
      place?.cell == null ? null : { cell: place.cell, line: place.line, column: place.column },
  };
}

/** The line of the cell, with a caret below. */
function excerptAt(place: Frame | undefined): string[] {
  return place?.source == null ? [] : [excerpt(place.source, place)];
}

/** The stacks of errors that were printed, as V8 wrote them: for when they are thrown later. */
const printed = new WeakMap<Error, { readonly stack: string; readonly plain: string }>();

/** The stack of an error that is about to be printed: its header and the frames a person should see. */
export function plainStack(error: Error, { folder }: ErrorSetting): string {
  const stack = stackOf(error);
  const { header, frames } = splitStack(stack, folder);
  const plain = [header, ...frames.map(formatFrame)].join("\n");
  printed.set(error, { stack, plain });
  return plain;
}

/** A cell that could not be parsed, by us or by the engine that would run it. */
function syntaxError(thrown: unknown, request: Run): CellError | null {
  if (!(thrown instanceof SyntaxError || thrown instanceof CellSyntaxError)) return null;
  const position =
    thrown instanceof CellSyntaxError ? thrown.position : compiledPosition(thrown, request);
  if (position === null) return null;
  const place = `Cell ${request.number}, line ${position.line}, column ${position.column}`;
  const stack = `SyntaxError: ${thrown.message}\n${excerpt(request.source, position)}\n    at ${place}`;
  const location = { cell: request.cell, ...position };
  return { name: "SyntaxError", message: thrown.message, stack, location };
}

/** V8 writes the script's name and line above a syntax error, then the line, then a caret. */
function compiledPosition({ stack = "" }: Error, request: Run): Position | null {
  const match = /^(?<url>ntkbook-cell:\d+):(?<line>\d+)\n.*\n(?<indent>\s*)\^/.exec(stack);
  if (match?.groups === undefined || match.groups["url"] !== cellUrl(request)) return null;
  const { line, indent = "" } = match.groups;
  const place = { line: Number(line), column: indent.length + 1 };
  return cellAt(cellUrl(request))?.locate(place) ?? null;
}

const isError = (thrown: unknown): thrown is Error =>
  thrown instanceof Error || types.isNativeError(thrown);

function thrownValue(value: unknown): CellError {
  const message = inspect(value);
  return { name: "Thrown", message, stack: `Thrown: ${message}`, location: null };
}

/** A stack can be anything that a program assigned. */
function stackOf(error: Error): string {
  const stack: unknown = error.stack;
  const before = printed.get(error);
  if (before !== undefined && before.plain === stack) return before.stack;
  if (typeof stack === "string") return stack;
  const { name, message } = wordsOf(error);
  return `${name}: ${message}`;
}

/** As text: a program may have assigned anything to them, too. */
function wordsOf(error: Error): { readonly name: string; readonly message: string } {
  const { name, message }: { readonly name: unknown; readonly message: unknown } = error;
  return { name: String(name), message: String(message) };
}

/** Notebook constants are read-only properties; V8's words for that would puzzle their author. */
function plainMessage(message: string, { isConstant }: ErrorSetting): string {
  const name = /^Cannot assign to read only property '(.+)' of object/.exec(message)?.[1];
  if (name === undefined || !isConstant(name)) return message;
  return `Assignment to the constant "${name}". Declare it with let to be able to change it.`;
}

function causes(error: Error, setting: ErrorSetting, depth: number): string[] {
  if (depth > DEEPEST_CAUSE) return [];
  const inner = [
    ...(error.cause === undefined ? [] : [error.cause]),
    ...(error instanceof AggregateError ? (error.errors as unknown[]) : []),
  ];
  return inner.map((cause) => `Caused by: ${describe(cause, setting, depth + 1).stack}`);
}
