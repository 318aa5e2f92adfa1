/** Behind declarations of arrays, after a run: their dtype and shape. */
import {
  commands,
  Disposable,
  type DocumentSymbol,
  EventEmitter,
  InlayHint,
  InlayHintKind,
  languages,
  type Range,
  type TextDocument,
  workspace,
} from "vscode";
import type { VariableInfo } from "../session/protocol.js";
import type { Kernels } from "./kernels.js";
import { NOTEBOOK_TYPE } from "./notebook-data.js";

export function registerShapeHints(kernels: Kernels): Disposable {
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    kernels.onDidChange(() => changed.fire()),
    languages.registerInlayHintsProvider(
      { notebookType: NOTEBOOK_TYPE },
      {
        onDidChangeInlayHints: changed.event,
        provideInlayHints: (document, range) => hintsOf(document, range, kernels),
      },
    ),
  );
}

async function hintsOf(
  document: TextDocument,
  range: Range,
  kernels: Kernels,
): Promise<InlayHint[]> {
  const arrays = arraysOf(document, kernels);
  if (arrays.size === 0) return [];
  const symbols = await commands.executeCommand<readonly DocumentSymbol[] | undefined>(
    "vscode.executeDocumentSymbolProvider",
    document.uri,
  );
  return (symbols ?? [])
    .filter(({ selectionRange }) => range.contains(selectionRange))
    .flatMap(({ name, selectionRange }) => {
      const array = arrays.get(name);
      return array === undefined ? [] : [hint(array, selectionRange)];
    });
}

function arraysOf(document: TextDocument, kernels: Kernels): Map<string, VariableInfo> {
  const notebook = workspace.notebookDocuments.find((each) =>
    each.getCells().some((cell) => cell.document === document),
  );
  const variables = (notebook && kernels.get(notebook)?.facts.variables) ?? [];
  return new Map(variables.filter(({ shape }) => shape !== null).map((each) => [each.name, each]));
}

function hint({ dtype, shape }: VariableInfo, { end }: Range): InlayHint {
  const label = `: ${dtype ?? ""} [${shape?.join(", ") ?? ""}]`;
  const made = new InlayHint(end, label, InlayHintKind.Type);
  made.tooltip = "What it held after the last run";
  return made;
}
