/** Squiggles, a moment after the last change: the cells that are seen first, then the others. */
import {
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  Disposable,
  languages,
  type NotebookCell,
  type NotebookDocument,
  window,
  workspace,
} from "vscode";
import type * as language from "../../language/protocol.js";
import { toLocation, toRange } from "./convert.js";
import { codeCells, type EditorLanguage } from "./notebook-language.js";

export const SOURCE = "ntkbook";

/** Short enough to feel immediate with the time of the check, long enough to type a word in. */
const PAUSE_MS = 150;

export function registerDiagnostics(service: EditorLanguage): Disposable {
  const collection = languages.createDiagnosticCollection(SOURCE);
  const timers = new Map<NotebookDocument, NodeJS.Timeout>();
  const cancel = (notebook: NotebookDocument) => {
    clearTimeout(timers.get(notebook));
    timers.delete(notebook);
  };
  const schedule = (notebook: NotebookDocument) => {
    cancel(notebook);
    const timer = setTimeout(() => {
      void check(notebook, {
        service,
        collection,
        isCurrent: () => timers.get(notebook) === timer,
      });
    }, PAUSE_MS);
    timers.set(notebook, timer);
  };
  return Disposable.from(
    collection,
    service.onDidChange(schedule),
    workspace.onDidCloseNotebookDocument((notebook) => {
      cancel(notebook);
      for (const cell of notebook.getCells()) collection.delete(cell.document.uri);
    }),
    workspace.onDidChangeNotebookDocument(({ contentChanges }) => {
      for (const { removedCells } of contentChanges)
        for (const { document } of removedCells) collection.delete(document.uri);
    }),
    new Disposable(() => timers.forEach((timer) => clearTimeout(timer))),
  );
}

interface Check {
  readonly service: EditorLanguage;
  readonly collection: DiagnosticCollection;
  /** Has nothing changed since? */
  readonly isCurrent: () => boolean;
}

async function check(notebook: NotebookDocument, { service, collection, isCurrent }: Check) {
  for (const cell of inOrder(notebook)) {
    if (!isCurrent()) return;
    const faults = await service.askCell("diagnose", cell, []);
    if (faults !== null && isCurrent() && !notebook.isClosed)
      collection.set(cell.document.uri, faults.map(toDiagnostic));
  }
}

/** The cell with the cursor, those in sight, and the rest. */
function inOrder(notebook: NotebookDocument): NotebookCell[] {
  const editor = window.visibleNotebookEditors.find((one) => one.notebook === notebook);
  const active = window.activeTextEditor?.document;
  const isSeen = ({ index }: NotebookCell) =>
    editor?.visibleRanges.some(({ start, end }) => index >= start && index < end) ?? false;
  const rank = (cell: NotebookCell) => (cell.document === active ? 0 : isSeen(cell) ? 1 : 2);
  return codeCells(notebook).sort((a, b) => rank(a) - rank(b));
}

const SEVERITIES: Readonly<Record<language.Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

const TAGS = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated };

function toDiagnostic(fault: language.Diagnostic): Diagnostic {
  const { range, message, severity, code, tags, related } = fault;
  const result = new Diagnostic(toRange(range), message, SEVERITIES[severity]);
  result.source = SOURCE;
  result.code = code;
  result.tags = tags.map((tag) => TAGS[tag]);
  result.relatedInformation = related.map(
    (one) => new DiagnosticRelatedInformation(toLocation(one.place), one.message),
  );
  return result;
}
