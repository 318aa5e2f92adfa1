/**
 * Declarations become assignments to the notebook's scope: `const { a, b = 1 } = f()` becomes
 * `void ({ a: S.a, b: S.b = 1 } = f())` with S the runtime object that declares what is assigned to it.
 * Binding and assignment patterns are spelled alike, so the text stays in place and so do its positions.
 */
import type ts from "typescript";
import type MagicString from "magic-string";
import { variableKind } from "./declarations.js";
import { positionOf } from "./position.js";
import { RUNTIME } from "./runtime.js";
import { CellSyntaxError } from "./syntax-error.js";
import { typescript } from "./typescript.js";

/** `const a = 1, b = 2` as an expression. */
export function assignVariables(list: ts.VariableDeclarationList, edits: MagicString): void {
  const kind = variableKind(list);
  dropKeyword(list, edits);
  for (const declaration of list.declarations) {
    rejectMissingValue(declaration, kind);
    if (!typescript().isIdentifier(declaration.name)) assignPattern(declaration, kind, edits);
    else if (declaration.initializer !== undefined) assignName(declaration, kind, edits);
    else edits.update(declaration.getStart(), declaration.end, withoutValue(declaration, kind));
  }
}

/** The left side of `for (var x of …)`. */
export function assignEach(list: ts.VariableDeclarationList, edits: MagicString): void {
  dropKeyword(list, edits);
  for (const { name } of list.declarations) toTarget(name, targetOf("var"), edits);
}

const targetOf = (kind: string) => `${RUNTIME}.${kind === "const" ? "constant" : "variable"}`;

function dropKeyword(list: ts.VariableDeclarationList, edits: MagicString) {
  const first = list.declarations[0];
  if (first !== undefined) edits.update(list.getStart(), first.getStart(), "");
}

/** The parser leaves this fault to the checker. */
function rejectMissingValue({ name, initializer }: ts.VariableDeclaration, kind: string) {
  if (initializer !== undefined || (kind !== "const" && typescript().isIdentifier(name))) return;
  const source = name.getSourceFile().text;
  const message = `"${name.getText()}" needs a value: = …`;
  throw new CellSyntaxError(message, source, positionOf(source, name.end));
}

/** `let x;` declares x anew; `var x;` keeps what x holds. */
const withoutValue = ({ name }: ts.VariableDeclaration, kind: string) =>
  kind === "var" ? "void 0" : `${targetOf(kind)}.${name.getText()} = undefined`;

function assignName(declaration: ts.VariableDeclaration, kind: string, edits: MagicString) {
  const { name, initializer } = declaration;
  if (initializer === undefined) return;
  toTarget(name, targetOf(kind), edits);
  edits.update(name.end, initializer.getStart(), " = ");
  if (isAnonymous(initializer)) keepName(initializer, name.getText(), edits);
}

/** A function takes the name of the property it is written into, as it would of a variable. */
function keepName(initializer: ts.Expression, name: string, edits: MagicString) {
  edits.appendRight(initializer.getStart(), `({ ${name}: `);
  edits.appendLeft(initializer.end, ` }).${name}`);
}

function isAnonymous(expression: ts.Expression): boolean {
  const ts = typescript();
  if (ts.isParenthesizedExpression(expression)) return isAnonymous(expression.expression);
  if (ts.isArrowFunction(expression)) return true;
  return (
    (ts.isFunctionExpression(expression) || ts.isClassExpression(expression)) &&
    expression.name === undefined
  );
}

/** `void` keeps a statement from beginning with a bracket, which would continue the one before. */
function assignPattern(declaration: ts.VariableDeclaration, kind: string, edits: MagicString) {
  const { name, initializer } = declaration;
  edits.appendRight(name.getStart(), "void (");
  toTarget(name, targetOf(kind), edits);
  if (initializer !== undefined) edits.update(name.end, initializer.getStart(), " = ");
  edits.appendLeft(declaration.end, ")");
}

function toTarget(name: ts.BindingName, target: string, edits: MagicString): void {
  const ts = typescript();
  if (ts.isIdentifier(name)) {
    edits.appendRight(name.getStart(), `${target}.`);
    return;
  }
  for (const element of name.elements) {
    if (!ts.isBindingElement(element)) continue;
    if (isShorthand(element)) edits.appendRight(element.getStart(), `${element.name.getText()}: `);
    toTarget(element.name, target, edits);
  }
}

const isShorthand = ({ parent, propertyName, dotDotDotToken }: ts.BindingElement) =>
  typescript().isObjectBindingPattern(parent) &&
  propertyName === undefined &&
  dotDotDotToken === undefined;
