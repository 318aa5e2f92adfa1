/** Whatever a cell throws, as a {@link CellError}. */
import { inspect, types } from "node:util";
import type { Run } from "../messages.js";
import type { CellError } from "../protocol.js";
import { excerpt, type Position } from "../transform/position.js";
import { CellSyntaxError } from "../transform/syntaxError.js";
import { cellAt, cellUrl } from "./cells.js";
import { formatFrame, splitStack } from "./frames.js";

export interface ErrorSetting {
  readonly folder: string;
  readonly isConstant: (name: string) => boolean;
}

const DEEPEST_CAUSE = 5;

export function cellError(thrown: unknown, setting: ErrorSetting): CellError {
  if (!isError(thrown)) return thrownValue(thrown);
  const { header, frames } = splitStack(stackOf(thrown), setting.folder);
  const place = frames.find(({ cell }) => cell !== null);
  const message = plainMessage(thrown.message, setting);
  const lines = [header.replace(thrown.message, () => message), ...frames.map(formatFrame)];
  return {
    name: thrown.name,
    message,
    stack: [...lines, ...causes(thrown, setting, 1)].join("\n"),
    location:
      place?.cell == null ? null : { cell: place.cell, line: place.line, column: place.column },
  };
}

/** A cell that could not be parsed, by us or by the engine that would run it. */
export function syntaxError(thrown: unknown, request: Run): CellError | null {
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
  return typeof stack === "string" ? stack : `${error.name}: ${error.message}`;
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
  return inner.map((cause) => `Caused by: ${cellError(cause, setting).stack}`);
}
