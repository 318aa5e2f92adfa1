/** TSDoc as Markdown. */
import type ts from "typescript";
import { typescript } from "../../session/transform/typescript.js";
import { typesetMath } from "./math.js";
import { mendThrows } from "./throws-tags.js";

export const codeBlock = (code: string): string => `\`\`\`typescript\n${code}\n\`\`\``;

/** The text of a symbol's comment and of its tags. */
export function documentation(
  parts: readonly ts.SymbolDisplayPart[] | undefined,
  tags: readonly ts.JSDocTagInfo[] | undefined,
): string {
  const text = typesetMath(plain(parts));
  return [text, ...mendThrows(tags ?? []).map(tagText)].filter((part) => part !== "").join("\n\n");
}

/** `{@link Name}` reads as code. */
export function plain(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  return (parts ?? [])
    .map(({ kind, text }) => {
      if (kind === "link") return "";
      return kind === "linkName" || kind === "linkText" ? `\`${text.trim()}\`` : text;
    })
    .join("");
}

const TITLES: Readonly<Record<string, string>> = {
  returns: "Returns",
  throws: "Throws",
  deprecated: "Deprecated:",
  remarks: "",
  see: "See",
};

function tagText({ name, text }: ts.JSDocTagInfo): string {
  if (name === "example") return `_Example_\n\n${example(plain(text))}`;
  if (name === "param" || name === "typeParam" || name === "template") return parameter(text);
  const title = TITLES[name] ?? `@${name}`;
  const body = typesetMath(plain(text));
  return title === "" ? body : `_${title}_ ${body}`.trim();
}

/** What the tag says of a parameter, after its name. */
function parameter(text: readonly ts.SymbolDisplayPart[] | undefined): string {
  const name = text?.find(({ kind }) => kind === "parameterName" || kind === "typeParameterName");
  const rest = plain(text?.filter((part) => part !== name)).replace(/^[\s—–-]+/, "");
  return `\`${name?.text ?? ""}\` — ${typesetMath(rest)}`;
}

const example = (text: string) => (text.includes("```") ? text : codeBlock(text.trim()));

export const signatureText = (parts: readonly ts.SymbolDisplayPart[] | undefined): string =>
  typescript().displayPartsToString([...(parts ?? [])]);
