/**
 * What a cell declares for the notebook. The one place that decides it, for the transform and for the
 * language service: names declared at the cell's top level, and `var` wherever it is not in a function.
 */
import type ts from "typescript";
import { isFunctionScope } from "./function-scope.js";
import { typescript } from "./typescript.js";

export type DeclarationKind =
  | "const"
  | "let"
  | "var"
  | "using"
  | "function"
  | "class"
  | "enum"
  | "namespace"
  | "import"
  /** Interfaces, type aliases, `import type`, `declare`: nothing at run time. */
  | "type";

export interface Declaration {
  readonly name: string;
  readonly kind: DeclarationKind;
  /** Where the name stands in the cell. */
  readonly node: ts.Node;
}

/** The declarations of a parsed cell, in order of their text. */
export function declarationsOf(tree: ts.SourceFile): Declaration[] {
  return tree.statements.flatMap(declaredBy);
}

/** The same of one statement at the top level. */
export function declaredBy(statement: ts.Statement): Declaration[] {
  const ts = typescript();
  if (isAmbient(statement)) return [];
  if (ts.isVariableStatement(statement)) return ofVariables(statement.declarationList);
  if (ts.isImportDeclaration(statement)) return ofImport(statement);
  if (ts.isFunctionDeclaration(statement))
    return statement.body === undefined ? [] : named(statement, "function");
  if (ts.isClassDeclaration(statement)) return named(statement, "class");
  if (ts.isEnumDeclaration(statement)) return named(statement, "enum");
  if (ts.isModuleDeclaration(statement))
    return named(statement, isInstantiated(statement) ? "namespace" : "type");
  if (ts.isImportEqualsDeclaration(statement))
    return named(statement, statement.isTypeOnly ? "type" : "import");
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return named(statement, "type");
  return nestedVars(statement);
}

/** `declare …` promises a value that comes from elsewhere. */
export function isAmbient(statement: ts.Statement): boolean {
  const ts = typescript();
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

const named = ({ name }: { readonly name?: ts.Node }, kind: DeclarationKind): Declaration[] =>
  name !== undefined && typescript().isIdentifier(name)
    ? [{ name: name.text, kind, node: name }]
    : [];

export function variableKind(list: ts.VariableDeclarationList): "const" | "let" | "var" | "using" {
  const { NodeFlags } = typescript();
  const scoped: ts.NodeFlags = list.flags & NodeFlags.BlockScoped;
  if (scoped === NodeFlags.Using || scoped === NodeFlags.AwaitUsing) return "using";
  if (scoped === NodeFlags.Const) return "const";
  return scoped === NodeFlags.Let ? "let" : "var";
}

function ofVariables(list: ts.VariableDeclarationList): Declaration[] {
  const kind = variableKind(list);
  return list.declarations.flatMap(({ name }) => ofBinding(name, kind));
}

function ofBinding(name: ts.BindingName, kind: DeclarationKind): Declaration[] {
  const ts = typescript();
  if (ts.isIdentifier(name)) return [{ name: name.text, kind, node: name }];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? ofBinding(element.name, kind) : [],
  );
}

function ofImport({ importClause }: ts.ImportDeclaration): Declaration[] {
  const ts = typescript();
  if (importClause === undefined) return [];
  const clauseKind = isTypeOnlyClause(importClause) ? "type" : "import";
  const bindings = importClause.namedBindings;
  const specifiers = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
  return [
    ...named(importClause, clauseKind),
    ...(bindings !== undefined && ts.isNamespaceImport(bindings)
      ? named(bindings, clauseKind)
      : []),
    ...specifiers.flatMap((one) => named(one, one.isTypeOnly ? "type" : clauseKind)),
  ];
}

export const isTypeOnlyClause = ({ phaseModifier }: ts.ImportClause): boolean =>
  phaseModifier === typescript().SyntaxKind.TypeKeyword;

/** A namespace of types alone leaves nothing at run time. */
function isInstantiated({ body }: ts.ModuleDeclaration): boolean {
  const ts = typescript();
  if (body === undefined) return false;
  if (ts.isModuleDeclaration(body)) return isInstantiated(body);
  if (!ts.isModuleBlock(body)) return false;
  return body.statements.some(
    (inner) =>
      !ts.isInterfaceDeclaration(inner) &&
      !ts.isTypeAliasDeclaration(inner) &&
      !isAmbient(inner) &&
      !(ts.isModuleDeclaration(inner) && !isInstantiated(inner)),
  );
}

/** `for (var i …)`, `if (…) { var x }`: `var` belongs to the whole cell. */
function nestedVars(node: ts.Node): Declaration[] {
  const ts = typescript();
  if (isFunctionScope(node)) return [];
  const own =
    ts.isVariableDeclarationList(node) && variableKind(node) === "var" ? ofVariables(node) : [];
  ts.forEachChild(node, (child) => {
    own.push(...nestedVars(child));
  });
  return own;
}
