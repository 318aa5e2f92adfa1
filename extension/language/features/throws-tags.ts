import type ts from "typescript";

/**
 * TypeScript takes the brace of `@throws {@link Name} …` for a type's, and what follows for a tag `@link` of its own:
 * the two are one again.
 */
export function mendThrows(tags: readonly ts.JSDocTagInfo[]): ts.JSDocTagInfo[] {
  return tags.flatMap((tag, at) => {
    const [before, next] = [tags[at - 1], tags[at + 1]];
    if (areOne(tag, next)) return { name: tag.name, text: linked(next) };
    return areOne(before, tag) ? [] : tag;
  });
}

const areOne = (throws: ts.JSDocTagInfo | undefined, link: ts.JSDocTagInfo | undefined): boolean =>
  throws?.name === "throws" &&
  throws.text?.map(({ text }) => text).join("") === "{" &&
  link?.name === "link";

/** `Name} …`, or `Name | shown as} …`. */
function linked(tag: ts.JSDocTagInfo | undefined): ts.SymbolDisplayPart[] {
  const [first, ...others] = tag?.text ?? [];
  const [, name = "", rest = ""] = /^(?:[^|}]*\|)?\s*([^}]*)\}(.*)$/s.exec(first?.text ?? "") ?? [];
  return [{ kind: "linkName", text: name }, { kind: "text", text: rest }, ...others];
}
