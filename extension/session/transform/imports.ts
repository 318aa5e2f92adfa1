/** Import declarations become `await` of a dynamic import. */
import type ts from "typescript";
import type MagicString from "magic-string";
import { isTypeOnlyClause } from "./declarations.js";
import { type ImportedNames, RUNTIME } from "./runtime.js";
import { typescript } from "./typescript.js";

export function rewriteImport(node: ts.ImportDeclaration, edits: MagicString): void {
  const names = importedNames(node.importClause);
  if (names === null) return;
  edits.update(node.getStart(), node.end, bindCall(node, names));
}

/** `export … from "m"`: nothing to hand on, but m runs. */
export function rewriteReexport(node: ts.ExportDeclaration, edits: MagicString): void {
  const text = node.moduleSpecifier === undefined || node.isTypeOnly ? "" : bindCall(node, []);
  edits.update(node.getStart(), node.end, text);
}

/** `import fs = require("node:fs")` and `import Inner = Outer.Inner`. */
export function rewriteImportEquals(node: ts.ImportEqualsDeclaration, edits: MagicString): void {
  const ts = typescript();
  if (node.isTypeOnly) return;
  const { moduleReference } = node;
  if (ts.isExternalModuleReference(moduleReference)) {
    const call = bindCall({ moduleSpecifier: moduleReference.expression }, [
      [node.name.text, "default"],
    ]);
    edits.update(node.getStart(), node.end, call);
    return;
  }
  edits.update(node.getStart(), node.name.getStart(), `${RUNTIME}.constant.`);
}

interface FromModule {
  readonly moduleSpecifier?: ts.Expression;
  readonly attributes?: ts.ImportAttributes;
}

function bindCall({ moduleSpecifier, attributes }: FromModule, names: ImportedNames): string {
  const specifier = moduleSpecifier?.getText() ?? '""';
  const entries = attributes?.elements.map((element) => element.getText()).join(", ");
  const options = entries === undefined ? "" : `, { with: { ${entries} } }`;
  const call = `${RUNTIME}.bind(${specifier}, ${JSON.stringify(names)}${options})`;
  return `await ${RUNTIME}.until(${call});`;
}

/** The names an import binds; null when it is of types alone, which leaves nothing to run. */
function importedNames(clause: ts.ImportClause | undefined): ImportedNames | null {
  if (clause === undefined) return [];
  if (isTypeOnlyClause(clause)) return null;
  const specifiers = namedSpecifiers(clause);
  const values = specifiers.filter(({ isTypeOnly }) => !isTypeOnly);
  const names = [...defaultName(clause), ...namespaceName(clause), ...values.map(specifierName)];
  return names.length === 0 && specifiers.length > 0 ? null : names;
}

const namedSpecifiers = ({ namedBindings }: ts.ImportClause) =>
  namedBindings !== undefined && typescript().isNamedImports(namedBindings)
    ? namedBindings.elements
    : [];

const specifierName = ({ name, propertyName }: ts.ImportSpecifier) =>
  [name.text, (propertyName ?? name).text] as const;

const defaultName = ({ name }: ts.ImportClause) =>
  name === undefined ? [] : [[name.text, "default"] as const];

const namespaceName = ({ namedBindings }: ts.ImportClause) =>
  namedBindings !== undefined && typescript().isNamespaceImport(namedBindings)
    ? [[namedBindings.name.text, "*"] as const]
    : [];
