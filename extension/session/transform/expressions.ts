/**
 * What changes anywhere in a cell, functions included: `await` gives up when the cell is stopped,
 * `import()` and `import.meta` are those of the notebook's folder, outermost loops look at the stop flag.
 */
import type ts from "typescript";
import type MagicString from "magic-string";
import { assignEach, assignVariables } from "./bindings.js";
import { variableKind } from "./declarations.js";
import { isFunctionScope } from "./function-scope.js";
import { guardLoop, isLoop, isWorthGuarding } from "./loops.js";
import { positionOf } from "./position.js";
import { RUNTIME } from "./runtime.js";
import { CellSyntaxError } from "./syntax-error.js";
import { typescript } from "./typescript.js";

interface Place {
  readonly inFunction: boolean;
  readonly inLoop: boolean;
}

export function rewriteExpressions(tree: ts.SourceFile, edits: MagicString): void {
  for (const statement of tree.statements)
    visit(statement, { inFunction: false, inLoop: false }, edits);
}

function visit(node: ts.Node, place: Place, edits: MagicString): void {
  const inner = enter(node, place, edits);
  typescript().forEachChild(node, (child) => visit(child, inner, edits));
}

function enter(node: ts.Node, place: Place, edits: MagicString): Place {
  const ts = typescript();
  if (isFunctionScope(node)) return { inFunction: true, inLoop: false };
  if (isLoop(node)) return enterLoop(node, place, edits);
  if (ts.isAwaitExpression(node)) wrapAwait(node, edits);
  else if (ts.isCallExpression(node)) redirectImport(node, edits);
  else if (ts.isMetaProperty(node)) redirectMeta(node, edits);
  else if (ts.isReturnStatement(node) && !place.inFunction) rejectReturn(node);
  else if (ts.isVariableDeclarationList(node) && !place.inFunction) rewriteNestedVar(node, edits);
  return place;
}

function enterLoop(loop: ts.IterationStatement, place: Place, edits: MagicString): Place {
  const outermost = !place.inLoop;
  if (outermost && (!place.inFunction || isWorthGuarding(loop))) guardLoop(loop, edits);
  return { ...place, inLoop: true };
}

function wrapAwait({ expression }: ts.AwaitExpression, edits: MagicString) {
  edits.appendRight(expression.getStart(), `${RUNTIME}.until(`);
  edits.appendLeft(expression.end, ")");
}

function redirectImport({ expression }: ts.CallExpression, edits: MagicString) {
  if (expression.kind === typescript().SyntaxKind.ImportKeyword)
    edits.update(expression.getStart(), expression.end, `${RUNTIME}.load`);
}

function redirectMeta(node: ts.MetaProperty, edits: MagicString) {
  if (node.keywordToken === typescript().SyntaxKind.ImportKeyword)
    edits.update(node.getStart(), node.end, `${RUNTIME}.meta`);
}

function rejectReturn(node: ts.ReturnStatement): never {
  const message =
    'A cell is not a function: "return" has no place here. The cell\'s last expression is its value.';
  const source = node.getSourceFile().text;
  throw new CellSyntaxError(message, source, positionOf(source, node.getStart()));
}

/** Top-level declarations are the business of statements.ts. */
function rewriteNestedVar(list: ts.VariableDeclarationList, edits: MagicString) {
  const ts = typescript();
  if (variableKind(list) !== "var" || isTopLevel(list)) return;
  if (ts.isForInStatement(list.parent) || ts.isForOfStatement(list.parent)) assignEach(list, edits);
  else assignVariables(list, edits);
}

const isTopLevel = ({ parent }: ts.VariableDeclarationList) =>
  typescript().isVariableStatement(parent) && typescript().isSourceFile(parent.parent);
