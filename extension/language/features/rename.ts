import type ts from "typescript";
import type { CellModule } from "../cell-module.js";
import type { NotebookLanguage } from "../notebook-language.js";
import type { Edits, Position, Range } from "../protocol.js";
import { bindingAt, placesOf } from "./bindings.js";
import { unique } from "./references.js";

/** What would be renamed; or why nothing can be. */
export type RenameTarget =
  { readonly range: Range; readonly name: string } | { readonly refusal: string };

export function renameTarget(
  language: NotebookLanguage,
  cell: string,
  position: Position,
): RenameTarget {
  const { module, offset } = language.at(cell, position);
  const info = language.service.getRenameInfo(module.file, offset, language.preferences);
  if (!info.canRename) return { refusal: info.localizedErrorMessage };
  const shipped = locations(language, module, offset).some(({ fileName }) =>
    language.isFixed(fileName),
  );
  if (shipped) return { refusal: "This name belongs to a library." };
  return { range: module.range(info.triggerSpan), name: info.displayName };
}

/** The edits in every cell, and in files that declare or use what is renamed. */
export function rename(
  language: NotebookLanguage,
  cell: string,
  position: Position,
  name: string,
): Edits[] {
  const { module, offset } = language.at(cell, position);
  const places = locations(language, module, offset);
  return [...new Set(places.map(({ fileName }) => fileName))].flatMap((fileName) =>
    language.edits([{ fileName, textChanges: changesOf(language, fileName, places, name) }]),
  );
}

/** What stands in a prelude is written anew with the cells. */
const changesOf = (
  { modules }: NotebookLanguage,
  fileName: string,
  places: readonly ts.RenameLocation[],
  name: string,
): ts.TextChange[] =>
  places
    .filter((place) => place.fileName === fileName)
    .filter(({ textSpan }) => !modules.ofFile(fileName)?.isPrelude(textSpan.start))
    .map((place) => ({ span: place.textSpan, newText: newText(place, name) }));

const newText = ({ prefixText = "", suffixText = "" }: ts.RenameLocation, name: string) =>
  `${prefixText}${name}${suffixText}`;

/** A notebook's name is renamed in each of its modules, where it is local. */
function locations(
  language: NotebookLanguage,
  module: CellModule,
  offset: number,
): ts.RenameLocation[] {
  const binding = bindingAt(language, module, offset);
  const places = binding === null ? [{ module, offset }] : placesOf(language, binding);
  const found = places.flatMap((place) => {
    const { file } = place.module;
    const all =
      language.service.findRenameLocations(
        file,
        place.offset,
        false,
        false,
        language.preferences,
      ) ?? [];
    return binding === null ? all : all.filter(({ fileName }) => fileName === file);
  });
  return unique(found);
}
