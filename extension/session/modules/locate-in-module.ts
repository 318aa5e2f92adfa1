import { readFileSync } from "node:fs";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { eraseTypes } from "../transform/erase.js";
import type { Position } from "../transform/position.js";

/**
 * The place in a file as written. TypeScript files are erased once more for their map, since what is
 * loaded carries none; a file edited since then is mapped by its new text.
 */
export function locateInModule(path: string, place: Position): Position {
  if (!/\.m?ts$/.test(path)) return place;
  try {
    const map = new TraceMap(eraseTypes(readFileSync(path, "utf8")).map);
    const from = originalPositionFor(map, { line: place.line, column: place.column - 1 });
    return from.line === null ? place : { line: from.line, column: from.column + 1 };
  } catch {
    // The file is gone: the place in what was loaded is all there is.
    return place;
  }
}
