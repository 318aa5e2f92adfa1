import type { NotebookLanguage } from "../notebook-language.js";
import type { Formatting, Position, Range, TextEdit } from "../protocol.js";
import { formatSettings } from "../settings.js";

/** @param range - null for the whole cell */
export function format(
  language: NotebookLanguage,
  cell: string,
  range: Range | null,
  formatting: Formatting,
): TextEdit[] {
  const module = language.cell(cell);
  const { start, length } = module.span;
  const [first, last] =
    range === null
      ? [start, start + length]
      : [module.offsetAt(range.start), module.offsetAt(range.end)];
  const settings = formatSettings(formatting);
  const { service } = language;
  const textChanges = service.getFormattingEditsForRange(module.file, first, last, settings);
  return insideCell(language, [{ fileName: module.file, textChanges }]);
}

/** After a bracket, a semicolon or a new line. */
export function formatOnType(
  language: NotebookLanguage,
  cell: string,
  { position, key }: { readonly position: Position; readonly key: string },
  formatting: Formatting,
): TextEdit[] {
  const { module, offset } = language.at(cell, position);
  const settings = formatSettings(formatting);
  const { service } = language;
  const textChanges = service.getFormattingEditsAfterKeystroke(module.file, offset, key, settings);
  return insideCell(language, [{ fileName: module.file, textChanges }]);
}

function insideCell(
  language: NotebookLanguage,
  changes: Parameters<NotebookLanguage["edits"]>[0],
): TextEdit[] {
  const own = changes.map(({ fileName, textChanges }) => ({
    fileName,
    textChanges: textChanges.filter(
      ({ span }) => !language.modules.ofFile(fileName)?.isHidden(span.start),
    ),
  }));
  return language.edits(own).flatMap(({ edits }) => edits);
}
