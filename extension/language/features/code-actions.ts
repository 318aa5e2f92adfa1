import type ts from "typescript";
import { typescript } from "../../session/transform/typescript.js";
import type { NotebookLanguage } from "../notebook-language.js";
import type { CodeAction, Range } from "../protocol.js";
import { DEFAULT_FORMATTING, formatSettings } from "../settings.js";

/** What mends the faults with these codes in a range. */
export function quickFixes(
  language: NotebookLanguage,
  cell: string,
  range: Range,
  codes: readonly number[],
): CodeAction[] {
  const module = language.cell(cell);
  const fixes = language.service.getCodeFixesAtPosition(
    module.file,
    module.offsetAt(range.start),
    module.offsetAt(range.end),
    [...codes],
    formatSettings(DEFAULT_FORMATTING),
    language.preferences,
  );
  return fixes
    .filter(({ changes }) => changes.every(({ fileName }) => !language.isFixed(fileName)))
    .map(({ description, changes }) => ({
      title: description,
      kind: "quickfix" as const,
      edits: language.edits(changes),
      codes,
    }))
    .filter(({ edits, title }) => edits.length > 0 && !/\.ntkbook-|types\/engine\//.test(title));
}

/** Sorts and joins a cell's imports, and drops those that no cell uses. */
export function organizeImports(language: NotebookLanguage, cell: string): CodeAction[] {
  const module = language.cell(cell);
  const changes = language.service.organizeImports(
    {
      type: "file",
      fileName: module.file,
      mode: typescript().OrganizeImportsMode.SortAndCombine,
    },
    formatSettings(DEFAULT_FORMATTING),
    language.preferences,
  );
  const edits = language.edits(changes.map((change) => ofCell(change, language)));
  if (edits.length === 0) return [];
  return [{ title: "Organize Imports", kind: "source.organizeImports", edits, codes: [] }];
}

function ofCell({ fileName, textChanges }: ts.FileTextChanges, { modules }: NotebookLanguage) {
  const module = modules.ofFile(fileName);
  return {
    fileName,
    textChanges: textChanges.filter(({ span }) => !module?.isPrelude(span.start)),
  };
}
