/** Top-level declarations become assignments to the notebook's scope; see scope.ts for why. */
import type ts from "typescript";
import type MagicString from "magic-string";
import { assignVariables } from "./bindings.js";
import { type Declaration, declarationsOf, isAmbient, variableKind } from "./declarations.js";
import { rewriteImport, rewriteImportEquals, rewriteReexport } from "./imports.js";
import { RUNTIME } from "./runtime.js";
import { typescript } from "./typescript.js";

export function rewriteStatements(tree: ts.SourceFile, edits: MagicString): void {
  for (const statement of tree.statements) if (!isAmbient(statement)) rewrite(statement, edits);
  hoistStatements(tree, edits);
  hoistVars(declarationsOf(tree), edits);
}

/**
 * Functions and imports come first, as in any script, in their own order: after those that already
 * stand in front. A semicolon stays behind, since a bracket that follows would continue what is before.
 */
function hoistStatements({ statements }: ts.SourceFile, edits: MagicString) {
  const inPlace = statements.findIndex((statement) => !isHoisted(statement));
  if (inPlace === -1) return;
  const front = statements[inPlace - 1]?.end ?? 0;
  for (const statement of statements.slice(inPlace).filter(isHoisted)) {
    edits.appendLeft(statement.getStart(), ";");
    edits.move(statement.getStart(), statement.end, front);
  }
}

function isHoisted(statement: ts.Statement): boolean {
  const ts = typescript();
  if (ts.isFunctionDeclaration(statement))
    return statement.name !== undefined && statement.body !== undefined;
  return ts.isImportDeclaration(statement);
}

function rewrite(statement: ts.Statement, edits: MagicString): void {
  const ts = typescript();
  if (ts.isImportDeclaration(statement)) return rewriteImport(statement, edits);
  if (ts.isImportEqualsDeclaration(statement)) return rewriteImportEquals(statement, edits);
  if (ts.isExportDeclaration(statement)) return rewriteReexport(statement, edits);
  if (ts.isExportAssignment(statement)) return rewriteDefault(statement, edits);
  if (ts.canHaveModifiers(statement)) dropExport(statement, edits);
  if (ts.isVariableStatement(statement)) return rewriteVariables(statement, edits);
  if (ts.isFunctionDeclaration(statement)) return rewriteFunction(statement, edits);
  if (ts.isClassDeclaration(statement)) return rewriteClass(statement, edits);
  if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement))
    rewriteNamespace(statement, edits);
}

const dropped = () => {
  const { SyntaxKind } = typescript();
  return new Set([
    SyntaxKind.ExportKeyword,
    SyntaxKind.DefaultKeyword,
    SyntaxKind.AbstractKeyword,
  ] as ts.SyntaxKind[]);
};

/** Every top-level name is already the notebook's: `export` adds nothing. */
function dropExport(statement: ts.Statement & ts.HasModifiers, edits: MagicString) {
  const kinds = dropped();
  for (const modifier of typescript().getModifiers(statement) ?? [])
    if (kinds.has(modifier.kind)) edits.update(modifier.getStart(), modifier.end, "");
}

function rewriteDefault(node: ts.ExportAssignment, edits: MagicString) {
  edits.update(node.getStart(), node.expression.getStart(), "");
}

function rewriteVariables({ declarationList, end }: ts.VariableStatement, edits: MagicString) {
  if (variableKind(declarationList) !== "using") {
    assignVariables(declarationList, edits);
    edits.appendLeft(end, ";");
    return;
  }
  // A resource is disposed of when the cell ends: it stays the cell's own, and the notebook gets a copy.
  const names = declarationList.declarations.map(({ name }) => name.getText());
  const copies = names.map((name) => ` ${RUNTIME}.constant.${name} = ${name};`);
  edits.appendLeft(end, `;${copies.join("")}`);
}

function rewriteFunction(node: ts.FunctionDeclaration, edits: MagicString) {
  if (node.body === undefined) return;
  const start = node.getStart();
  if (node.name === undefined) {
    edits.appendRight(start, "void (").appendLeft(node.end, ");");
    return;
  }
  const { text } = node.name;
  edits.appendRight(start, `${RUNTIME}.variable.${text} = ({ ${text}: `);
  edits.update(node.name.getStart(), node.name.end, "");
  edits.appendLeft(node.end, ` }).${text};\n`);
}

function rewriteClass(node: ts.ClassDeclaration, edits: MagicString) {
  const target = node.name === undefined ? "void " : `${RUNTIME}.variable.${node.name.text} = `;
  edits.appendRight(node.getStart(), target);
  edits.appendLeft(node.end, ";");
}

/** Enums and namespaces: TypeScript makes variables of them, so they are made in a function of their own. */
function rewriteNamespace(node: ts.EnumDeclaration | ts.ModuleDeclaration, edits: MagicString) {
  const name = declarationsOf(node.getSourceFile()).find((one) => one.node === node.name);
  if (name === undefined || name.kind === "type") return;
  edits.appendRight(node.getStart(), `${RUNTIME}.variable.${name.name} = (() => { `);
  edits.appendLeft(node.end, `; return ${name.name}; })();`);
}

function hoistVars(declarations: readonly Declaration[], edits: MagicString) {
  const names = declarations.filter(({ kind }) => kind === "var").map(({ name }) => name);
  if (names.length > 0) edits.prepend(`${RUNTIME}.hoist(${JSON.stringify(names)}); `);
}
