import { typescript } from "../../session/transform/typescript.js";
import type { NotebookLanguage } from "../notebook-language.js";

/** Five numbers a token: lines and columns from the one before, length, type, modifiers (legend.ts). */
export function semanticTokens(language: NotebookLanguage, cell: string): number[] {
  const module = language.cell(cell);
  const { spans } = language.service.getEncodedSemanticClassifications(
    module.file,
    module.span,
    typescript().SemanticClassificationFormat.TwentyTwenty,
  );
  const numbers: number[] = [];
  let before = { line: 0, character: 0 };
  for (let i = 0; i + 2 < spans.length; i += 3) {
    const [start = 0, length = 0, classification = 0] = spans.slice(i, i + 3);
    if (module.isPrelude(start)) continue;
    const place = module.range({ start, length }).start;
    const line = place.line - before.line;
    const character = line === 0 ? place.character - before.character : place.character;
    numbers.push(line, character, length, (classification >> 8) - 1, classification & 255);
    before = place;
  }
  return numbers;
}
