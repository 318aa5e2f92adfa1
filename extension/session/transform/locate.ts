/** From a place in the code that runs to the place in the cell that was written. */
import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type MagicString from "magic-string";
import { type Position, positionOf } from "./position.js";

export type Locate = (generated: Position) => Position | null;

interface Stages {
  /** The cell as written. */
  readonly original: string;
  /** What was edited: the cell, or the cell with brackets around its last object. */
  readonly source: string;
  /** The first stage, from source to edited text. */
  readonly edits: MagicString;
  /** The second, from edited text to code: a source map as JSON. */
  readonly map: string;
  /** From an offset in `source` to one in `original`. */
  readonly shift: (offset: number) => number;
}

/** The maps are decoded when the first error asks. */
export function locateThrough({ original, source, edits, map, shift }: Stages): Locate {
  let maps: readonly TraceMap[] | null = null;
  return (generated) => {
    maps ??= [new TraceMap(map), new TraceMap(edits.generateMap({ hires: true }).toString())];
    const place = maps.reduce<Position | null>(traceBack, generated);
    if (place === null) return null;
    return positionOf(original, shift(offsetOf(source, place)));
  };
}

/**
 * Source maps count lines from 1 and columns from 0. What the transform added maps to nothing: then the
 * next thing on its line is meant.
 */
function traceBack(place: Position | null, map: TraceMap): Position | null {
  if (place === null) return null;
  const needle = { line: place.line, column: Math.max(place.column - 1, 0) };
  const before = originalPositionFor(map, needle);
  const { line, column } =
    before.line === null
      ? originalPositionFor(map, { ...needle, bias: LEAST_UPPER_BOUND })
      : before;
  return line === null ? null : { line, column: column + 1 };
}

function offsetOf(source: string, { line, column }: Position): number {
  const before = source.split("\n").slice(0, line - 1);
  return before.reduce((offset, text) => offset + text.length + 1, 0) + column - 1;
}
