import type { NotebookLanguage } from "../notebook-language.js";
import type { Hover, Position } from "../protocol.js";
import { bindingAt } from "./bindings.js";
import { withoutAlias } from "./completion.js";
import { codeBlock, documentation, signatureText } from "./markdown.js";

export function hover(language: NotebookLanguage, cell: string, position: Position): Hover | null {
  const { module, offset } = language.at(cell, position);
  const info = language.service.getQuickInfoAtPosition(module.file, offset);
  if (info === undefined) return null;
  const signature = withoutAlias(signatureText(info.displayParts));
  const comment = documentation(info.documentation, info.tags);
  return {
    range: module.range(info.textSpan),
    text: [codeBlock(signature), comment].filter((part) => part !== "").join("\n\n"),
    name: bindingAt(language, module, offset)?.name ?? null,
  };
}
