/** What the text of one cell says by itself, without its neighbours. */
import type ts from "typescript";
import { declaredBy, type Declaration, declarationsOf } from "../session/transform/declarations.js";
import { parseModule } from "../session/transform/parse.js";
import { typescript } from "../session/transform/typescript.js";
import { objectAtEnd, type Span } from "../session/transform/value.js";

export interface CellAnalysis {
  readonly declarations: readonly Declaration[];
  /** Names that the cell exports itself. */
  readonly exported: ReadonlySet<string>;
  /** Names that it assigns to, at any depth. */
  readonly assigned: ReadonlySet<string>;
  /** Where braces at the end are the cell's value: an object, and no block. */
  readonly object: Span | null;
}

export function analyseCell(text: string): CellAnalysis {
  const tree = parseModule(text);
  return {
    declarations: declarationsOf(tree),
    exported: exportedNames(tree),
    assigned: assignedNames(tree),
    object: objectAtEnd(tree),
  };
}

function exportedNames(tree: ts.SourceFile): Set<string> {
  const ts = typescript();
  const names = tree.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return specifierNames(statement);
    return isExportedByName(statement) ? declaredBy(statement).map(({ name }) => name) : [];
  });
  return new Set(names);
}

function specifierNames({ exportClause }: ts.ExportDeclaration): string[] {
  const ts = typescript();
  if (exportClause === undefined) return [];
  return ts.isNamedExports(exportClause)
    ? exportClause.elements.map(({ name }) => name.text)
    : [exportClause.name.text];
}

/** `export default class A` exports A under another name. */
function isExportedByName(statement: ts.Statement): boolean {
  const ts = typescript();
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const has = (wanted: ts.SyntaxKind) => modifiers.some(({ kind }) => kind === wanted);
  return has(ts.SyntaxKind.ExportKeyword) && !has(ts.SyntaxKind.DefaultKeyword);
}

function assignedNames(tree: ts.SourceFile): Set<string> {
  const ts = typescript();
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    for (const target of targetsOf(node)) addNames(target, names);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}

function targetsOf(node: ts.Node): ts.Node[] {
  const ts = typescript();
  if (ts.isBinaryExpression(node)) return isAssignment(node) ? [node.left] : [];
  if (ts.isPostfixUnaryExpression(node)) return [node.operand];
  if (ts.isPrefixUnaryExpression(node)) return isStep(node) ? [node.operand] : [];
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return [node.initializer];
  return [];
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  const { FirstAssignment, LastAssignment } = typescript().SyntaxKind;
  return kind >= FirstAssignment && kind <= LastAssignment;
}

const isStep = ({ operator }: ts.PrefixUnaryExpression) =>
  operator === typescript().SyntaxKind.PlusPlusToken ||
  operator === typescript().SyntaxKind.MinusMinusToken;

/** `[a, { b: c }] = …` assigns to a and c. */
function addNames(target: ts.Node, names: Set<string>): void {
  const ts = typescript();
  const add = (node: ts.Node) => addNames(node, names);
  if (ts.isIdentifier(target)) names.add(target.text);
  else if (ts.isParenthesizedExpression(target)) add(target.expression);
  else if (ts.isArrayLiteralExpression(target)) target.elements.forEach(add);
  else if (ts.isSpreadElement(target) || ts.isSpreadAssignment(target)) add(target.expression);
  else if (ts.isBinaryExpression(target)) add(target.left);
  else if (ts.isObjectLiteralExpression(target)) target.properties.forEach(add);
  else if (ts.isPropertyAssignment(target)) add(target.initializer);
  else if (ts.isShorthandPropertyAssignment(target)) add(target.name);
}
