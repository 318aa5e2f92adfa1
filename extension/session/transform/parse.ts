import type ts from "typescript";
import { positionOf } from "./position.js";
import { CellSyntaxError } from "./syntax-error.js";
import { typescript } from "./typescript.js";

/** The parser keeps its complaints on the tree, under a name that its declarations leave out. */
export type ParsedFile = ts.SourceFile & {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
};

/**
 * A cell's syntax tree with its faults. Cells are modules: `await` is an operator at their top level.
 */
export function parseModule(source: string): ParsedFile {
  const ts = typescript();
  const options = {
    languageVersion: ts.ScriptTarget.ESNext,
    setExternalModuleIndicator: (file: ts.SourceFile & { externalModuleIndicator?: unknown }) => {
      file.externalModuleIndicator = true;
    },
  };
  return ts.createSourceFile("cell.ts", source, options, true, ts.ScriptKind.TS) as ParsedFile;
}

/** @throws {@link CellSyntaxError} at the first fault. */
export function rejectFaults({ text, parseDiagnostics }: ParsedFile): void {
  const fault = parseDiagnostics[0];
  if (fault === undefined) return;
  const message = typescript().flattenDiagnosticMessageText(fault.messageText, "\n");
  throw new CellSyntaxError(message, text, positionOf(text, fault.start));
}
