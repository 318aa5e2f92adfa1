import type { Declaration, DeclarationKind } from "./declarations.js";
import { positionOf } from "./position.js";
import { CellSyntaxError } from "./syntax-error.js";

/**
 * Kinds that may share a name within one cell, as in JavaScript. TypeScript's merging of namespaces,
 * enums and classes is refused: each would be a value of its own, and the last would hide the others.
 */
const sharing: readonly DeclarationKind[] = ["var", "function"];

/**
 * A name declared twice in one cell is a slip (between cells it is a new definition).
 *
 * @throws {@link CellSyntaxError} at the second declaration.
 */
export function rejectDuplicates(declarations: readonly Declaration[], source: string): void {
  const seen = new Map<string, DeclarationKind>();
  for (const { name, kind, node } of declarations) {
    if (kind === "type") continue;
    const before = seen.get(name);
    seen.set(name, kind);
    if (before === undefined || mayShare(before, kind)) continue;
    const message = `"${name}" is declared twice in this cell.`;
    throw new CellSyntaxError(message, source, positionOf(source, node.getStart()));
  }
}

const mayShare = (a: DeclarationKind, b: DeclarationKind) =>
  sharing.includes(a) && sharing.includes(b);
