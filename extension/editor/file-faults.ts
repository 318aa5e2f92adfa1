/** Squiggles in notebook files that are open as text, where merge conflicts are resolved. */
import {
  Diagnostic,
  type DiagnosticCollection,
  Disposable,
  languages,
  Position,
  Range,
  type TextDocument,
  workspace,
} from "vscode";
import { faults } from "../format/index.js";

/** The language of `.ntkbook` files as text. */
const FILE_LANGUAGE = "ntkbook";

/** After the last change: a large file takes a fraction of a second to check. */
const PAUSE_MS = 400;

export function registerFileFaults(): Disposable {
  const collection = languages.createDiagnosticCollection("ntkbook-file");
  const timers = new Map<TextDocument, NodeJS.Timeout>();
  const schedule = (document: TextDocument) => {
    if (!isChecked(document)) return;
    clearTimeout(timers.get(document));
    timers.set(
      document,
      setTimeout(() => check(document, collection), PAUSE_MS),
    );
  };
  const forget = (document: TextDocument) => {
    clearTimeout(timers.get(document));
    timers.delete(document);
    collection.delete(document.uri);
  };
  workspace.textDocuments.forEach(schedule);
  return Disposable.from(
    collection,
    workspace.onDidOpenTextDocument(schedule),
    workspace.onDidChangeTextDocument(({ document }) => schedule(document)),
    workspace.onDidCloseTextDocument(forget),
    new Disposable(() => timers.forEach((timer) => clearTimeout(timer))),
  );
}

/** Not what Git shows of earlier commits, which nobody can mend. */
const isChecked = ({ languageId, uri }: TextDocument) =>
  languageId === FILE_LANGUAGE && workspace.fs.isWritableFileSystem(uri.scheme) !== false;

function check(document: TextDocument, collection: DiagnosticCollection): void {
  if (document.isClosed) return;
  collection.set(
    document.uri,
    faults(document.getText()).map(({ line, column, message }) => {
      const at = new Position(line - 1, column - 1);
      const word = document.getWordRangeAtPosition(at) ?? new Range(at, at.translate(0, 1));
      const found = new Diagnostic(word, message);
      found.source = "ntkbook";
      return found;
    }),
  );
}
