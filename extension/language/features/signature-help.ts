import type ts from "typescript";
import { typescript } from "../../session/transform/typescript.js";
import type { NotebookLanguage } from "../notebook-language.js";
import type { Position, Signature, SignatureHelp } from "../protocol.js";
import { documentation } from "./markdown.js";

export function signatureHelp(
  language: NotebookLanguage,
  cell: string,
  position: Position,
): SignatureHelp | null {
  const { module, offset } = language.at(cell, position);
  const help = language.service.getSignatureHelpItems(module.file, offset, undefined);
  if (help === undefined) return null;
  return {
    signatures: help.items.map(signature),
    active: help.selectedItemIndex,
    activeParameter: help.argumentIndex,
  };
}

const text = (parts: readonly ts.SymbolDisplayPart[]) =>
  typescript().displayPartsToString([...parts]);

function signature(item: ts.SignatureHelpItem): Signature {
  const separator = text(item.separatorDisplayParts);
  let label = text(item.prefixDisplayParts);
  const parameters = item.parameters.map((parameter, index) => {
    if (index > 0) label += separator;
    const start = label.length;
    label += text(parameter.displayParts);
    return {
      label: [start, label.length] as const,
      documentation: documentation(parameter.documentation, undefined),
    };
  });
  label += text(item.suffixDisplayParts);
  const tags = item.tags.filter(({ name }) => name !== "param");
  return { label, documentation: documentation(item.documentation, tags), parameters };
}
