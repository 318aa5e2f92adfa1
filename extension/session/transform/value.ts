/** A cell's value: its last expression, whatever declarations follow it. */
import type ts from "typescript";
import type MagicString from "magic-string";
import { isAmbient } from "./declarations.js";
import { parseModule } from "./parse.js";
import { typescript } from "./typescript.js";

/** The value is handed over in an array: returned bare, a promise would be awaited. */
export function returnValue(tree: ts.SourceFile, edits: MagicString): void {
  const expression = lastExpression(tree);
  if (expression === null) return;
  edits.prependRight(expression.getStart(), "return [(");
  edits.appendLeft(expression.end, ")];");
}

function lastExpression(tree: ts.SourceFile): ts.Expression | null {
  const ts = typescript();
  const last = lastStatement(tree);
  if (last === undefined) return null;
  return ts.isExpressionStatement(last) || ts.isExportAssignment(last) ? last.expression : null;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * `{ a: 1 }` as the last statement reads as a block with a label (and with a second entry as a fault),
 * and is meant as an object. Returns where it stands, so that the caller can put it into brackets.
 */
export function objectAtEnd(tree: ts.SourceFile): Span | null {
  const block = tree.statements.findLast((statement) => typescript().isBlock(statement));
  if (block === undefined) return null;
  const start = block.getStart();
  const ends = [block.end, tree.text.lastIndexOf("}") + 1];
  const spans = ends.map((end) => ({ start, end }));
  return spans.find((span) => isObjectAtEnd(tree, span)) ?? null;
}

function isObjectAtEnd(tree: ts.SourceFile, { start, end }: Span): boolean {
  const after = parseModule(tree.text.slice(end));
  return (
    after.parseDiagnostics.length === 0 &&
    !after.statements.some(runsInPlace) &&
    parseModule(`(${tree.text.slice(start, end)})`).parseDiagnostics.length === 0
  );
}

const lastStatement = (tree: ts.SourceFile) => tree.statements.findLast(runsInPlace);

/** Types leave nothing behind; functions and imports are moved to the front. */
function runsInPlace(statement: ts.Statement): boolean {
  const ts = typescript();
  return !(
    isAmbient(statement) ||
    ts.isEmptyStatement(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement)
  );
}
