/**
 * A cell's TypeScript into the body of an async function. One pass over one syntax tree; the text is
 * edited in place (magic-string keeps the positions), then TypeScript erases the types, and the two source
 * maps lead from an error back to the cell.
 *
 * What is rewritten: top-level declarations (statements.ts), imports (imports.ts), `await`, `import()` and
 * outermost loops (expressions.ts), the last expression (value.ts).
 */
import MagicString from "magic-string";
import type ts from "typescript";
import { type Declaration, declarationsOf } from "./declarations.js";
import { rejectDuplicates } from "./duplicates.js";
import { eraseTypes } from "./erase.js";
import { rewriteExpressions } from "./expressions.js";
import { type Locate, locateThrough } from "./locate.js";
import { type ParsedFile, parseModule, rejectFaults } from "./parse.js";
import { rewriteStatements } from "./statements.js";
import { typescript } from "./typescript.js";
import { objectAtEnd, returnValue } from "./value.js";

export interface TransformedCell {
  /** The body of an async function of the parameters in runtime.ts; returns `[value]` or nothing. */
  readonly code: string;
  readonly declarations: readonly Declaration[];
  /** Every identifier the cell spells. */
  readonly mentions: ReadonlySet<string>;
  /** The place in the cell of a place in `code`; null for what the transform added. */
  readonly locate: Locate;
}

/**
 * Makes a cell's source runnable.
 *
 * @throws {@link CellSyntaxError} when the cell cannot be parsed, declares a name twice or returns.
 */
export function transformCell(source: string): TransformedCell {
  const tree = parseModule(source);
  const object = objectAtEnd(tree);
  if (object === null) return transformTree(tree, { original: source, shift: (offset) => offset });
  const { start, end } = object;
  // The semicolon: a bracket would continue the statement before.
  const text = `${source.slice(0, start)};(${source.slice(start, end)})${source.slice(end)}`;
  const shift = (offset: number) => offset - (offset > start ? 2 : 0) - (offset > end + 2 ? 1 : 0);
  return transformTree(parseModule(text), { original: source, shift });
}

interface Origin {
  readonly original: string;
  readonly shift: (offset: number) => number;
}

function transformTree(tree: ParsedFile, origin: Origin): TransformedCell {
  rejectFaults(tree);
  const declarations = declarationsOf(tree);
  rejectDuplicates(declarations, tree.text);
  const edits = new MagicString(tree.text);
  rewriteExpressions(tree, edits);
  rewriteStatements(tree, edits);
  returnValue(tree, edits);
  const { code, map } = eraseTypes(edits.toString());
  const locate = locateThrough({ ...origin, source: tree.text, edits, map });
  return { code: code.replace(MODULE_MARK, ""), declarations, mentions: mentionsOf(tree), locate };
}

/** TypeScript's mark of a module without exports: the last such line. */
const MODULE_MARK = /^export \{\};$(?![\s\S]*^export \{\};$)/m;

function mentionsOf(tree: ts.SourceFile): Set<string> {
  const ts = typescript();
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}
