import type ts from "typescript";
import type { CellModule } from "../cell-module.js";
import type { NotebookLanguage } from "../notebook-language.js";
import type { DeclaredName, DocumentSymbol } from "../protocol.js";

/** The outline of a cell. */
export function documentSymbols(language: NotebookLanguage, cell: string): DocumentSymbol[] {
  const module = language.cell(cell);
  const tree = language.service.getNavigationTree(module.file);
  return (tree.childItems ?? []).flatMap((item) => symbol(item, module));
}

function symbol(item: ts.NavigationTree, module: CellModule): DocumentSymbol[] {
  const span = item.spans[0];
  if (span === undefined || module.isPrelude(span.start)) return [];
  return [
    {
      name: item.text,
      kind: item.kind,
      range: module.range(span),
      selection: module.range(item.nameSpan ?? span),
      children: (item.childItems ?? []).flatMap((child) => symbol(child, module)),
    },
  ];
}

/** What a cell declares for the notebook, in the order of its text. */
export function declaredNames(language: NotebookLanguage, cell: string): DeclaredName[] {
  const { analysis, lines } = language.cell(cell);
  return analysis.declarations
    .filter(({ kind }) => kind !== "type")
    .map(({ name, node }) => ({ name, range: lines.range(node.getStart(), node.end) }));
}
