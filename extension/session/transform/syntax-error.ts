import type { Position } from "./position.js";

/** A cell that cannot be run as written; nothing of it ran. */
export class CellSyntaxError extends Error {
  override name = "SyntaxError";

  constructor(
    message: string,
    readonly source: string,
    readonly position: Position,
  ) {
    super(message);
  }
}
