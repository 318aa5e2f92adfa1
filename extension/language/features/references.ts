import type { NotebookLanguage, Span } from "../notebook-language.js";
import type { Place, Position } from "../protocol.js";
import { bindingAt, placesOf } from "./bindings.js";

export function references(language: NotebookLanguage, cell: string, position: Position): Place[] {
  const { module, offset } = language.at(cell, position);
  const binding = bindingAt(language, module, offset);
  const places = binding === null ? [{ module, offset }] : placesOf(language, binding);
  const found = places.flatMap((place) =>
    (language.service.findReferences(place.module.file, place.offset) ?? []).flatMap(
      (symbol) => symbol.references,
    ),
  );
  return unique(found).flatMap((span) => language.place(span) ?? []);
}

/** Places of the same cell that read or write the name. */
export function highlights(language: NotebookLanguage, cell: string, position: Position): Place[] {
  const { module, offset } = language.at(cell, position);
  const found = language.service.getDocumentHighlights(module.file, offset, [module.file]) ?? [];
  return found
    .flatMap(({ highlightSpans }) => highlightSpans)
    .flatMap(({ textSpan }) => language.place({ fileName: module.file, textSpan }) ?? []);
}

export function unique<S extends Span>(spans: readonly S[]): S[] {
  const key = ({ fileName, textSpan }: Span) => `${fileName}:${textSpan.start}`;
  return [...new Map(spans.map((span) => [key(span), span])).values()];
}
