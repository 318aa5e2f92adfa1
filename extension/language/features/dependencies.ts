import type ts from "typescript";
import { typescript } from "../../session/transform/typescript.js";
import type { NotebookLanguage } from "../notebook-language.js";
import type { Dependencies } from "../protocol.js";

/** The names of other cells that a cell uses, and those that it sets. */
export function dependencies(language: NotebookLanguage, cell: string): Dependencies {
  const module = language.cell(cell);
  const file = language.service.getProgram()?.getSourceFile(module.file);
  const checker = language.service.getProgram()?.getTypeChecker();
  if (file === undefined || checker === undefined) return { reads: [], writes: [] };
  const ts = typescript();
  const reads = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !module.isPrelude(node.getStart(file))) {
      const name = importedName(checker, node);
      if (name !== undefined && module.importedAt(name) !== undefined) reads.add(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const { declarations, assigned } = module.analysis;
  const declared = declarations.filter(({ kind }) => kind !== "type").map(({ name }) => name);
  const set = [...reads].filter((name) => assigned.has(name));
  return { reads: [...reads], writes: [...new Set([...declared, ...set])] };

  function importedName(checker: ts.TypeChecker, node: ts.Identifier): string | undefined {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    const start = symbol?.declarations?.find((one) => one.getSourceFile() === file);
    const name = start && ts.getNameOfDeclaration(start);
    return name && module.importedName(name.getStart(file));
  }
}
