import type { CellModule } from "../cell-module.js";
import type { NotebookLanguage, Span } from "../notebook-language.js";
import type { Place, Position } from "../protocol.js";
import { declarationOf, declaredElsewhere } from "./bindings.js";

/** Where the name at a place is declared: in a cell, in the engine's types, in a file. */
export function definitions(language: NotebookLanguage, cell: string, position: Position): Place[] {
  const { module, offset } = language.at(cell, position);
  const found = language.service.getDefinitionAtPosition(module.file, offset) ?? [];
  return placesOfSpans(language, found);
}

/** Where its type is declared. */
export function typeDefinitions(
  language: NotebookLanguage,
  cell: string,
  position: Position,
): Place[] {
  const { module, offset } = language.at(cell, position);
  const found = language.service.getTypeDefinitionAtPosition(module.file, offset) ?? [];
  return placesOfSpans(language, found);
}

const placesOfSpans = (language: NotebookLanguage, spans: readonly Span[]): Place[] =>
  spans.flatMap((span) => language.place(span) ?? declaredPlace(language, span) ?? []);

/** What is found in the prelude of a cell is declared by another. */
function declaredPlace(language: NotebookLanguage, { fileName, textSpan }: Span): Place | null {
  const module: CellModule | undefined = language.modules.ofFile(fileName);
  const name = module?.importedName(textSpan.start);
  if (module === undefined || name === undefined) return null;
  const binding = declaredElsewhere(language, module, name);
  if (binding === null) return null;
  const start = declarationOf(binding);
  return language.place({
    fileName: binding.declaring.file,
    textSpan: { start, length: name.length },
  });
}
