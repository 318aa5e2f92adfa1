/**
 * A name that a cell declares is one thing in many modules: declared in one, imported by others under
 * the same name. Renaming and finding it asks each module about its own part.
 */
import type ts from "typescript";
import { typescript } from "../../session/transform/typescript.js";
import type { CellModule } from "../cell-module.js";
import type { NotebookLanguage } from "../notebook-language.js";

export interface NotebookBinding {
  readonly name: string;
  /** The module that declares it. */
  readonly declaring: CellModule;
}

/** The notebook's name at a place; null for local names, properties and what is not a name. */
export function bindingAt(
  language: NotebookLanguage,
  module: CellModule,
  offset: number,
): NotebookBinding | null {
  const program = language.service.getProgram();
  const file = program?.getSourceFile(module.file);
  if (program === undefined || file === undefined) return null;
  const node = identifierAt(file, offset);
  if (node === null) return null;
  const symbol = symbolOf(program.getTypeChecker(), node);
  return symbol === undefined ? null : ofSymbol(language, module, symbol);
}

function ofSymbol(language: NotebookLanguage, module: CellModule, symbol: ts.Symbol) {
  const { name } = symbol;
  for (const declaration of symbol.declarations ?? []) {
    const file = declaration.getSourceFile();
    if (file.fileName !== module.file) continue;
    const start = nameOf(declaration).getStart(file);
    if (module.importedName(start) !== undefined) return declaredElsewhere(language, module, name);
    if (isTopLevel(module, start)) return { name, declaring: module };
  }
  return null;
}

export function declaredElsewhere(
  { modules }: NotebookLanguage,
  { bindings }: CellModule,
  name: string,
): NotebookBinding | null {
  const file = bindings.find((binding) => binding.name === name)?.file;
  const declaring = file === undefined ? undefined : modules.ofFile(file);
  return declaring === undefined ? null : { name, declaring };
}

const isTopLevel = (module: CellModule, start: number) =>
  module.analysis.declarations.some(
    ({ node }) => module.toModule(node.getStart()) === start && !module.isPrelude(start),
  );

const nameOf = (declaration: ts.Declaration): ts.Node =>
  typescript().getNameOfDeclaration(declaration) ?? declaration;

/** The places to ask at: the declaration, and the import in each cell that takes it. */
export function placesOf(
  { modules }: NotebookLanguage,
  { name, declaring }: NotebookBinding,
): { readonly module: CellModule; readonly offset: number }[] {
  return modules.all.flatMap((module) => {
    if (module === declaring) return [{ module, offset: declarationOf({ name, declaring }) }];
    const taken = module.bindings.find((binding) => binding.name === name)?.file;
    const offset = module.importedAt(name);
    return taken === declaring.file && offset !== undefined ? [{ module, offset }] : [];
  });
}

/** Where in its module the name is declared. */
export function declarationOf({ name, declaring }: NotebookBinding): number {
  const declared = declaring.analysis.declarations.find((one) => one.name === name);
  return declaring.toModule(declared?.node.getStart() ?? 0);
}

function identifierAt(file: ts.SourceFile, offset: number): ts.Identifier | null {
  const ts = typescript();
  let found: ts.Identifier | null = null;
  const visit = (node: ts.Node): void => {
    if (offset < node.getFullStart() || offset > node.end) return;
    if (ts.isIdentifier(node) && node.getStart(file) <= offset) found = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function symbolOf(checker: ts.TypeChecker, node: ts.Identifier): ts.Symbol | undefined {
  const { parent } = node;
  if (typescript().isShorthandPropertyAssignment(parent))
    return checker.getShorthandAssignmentValueSymbol(parent);
  return checker.getSymbolAtLocation(node);
}
