import { window } from "vscode";
import type { VariableInfo } from "../session/protocol.js";
import { descriptionOf } from "./variable-text.js";

/** Variables whose row in the view has all the words, in any order and case: `float32 [3` finds shapes, too. */
export function filtered(variables: readonly VariableInfo[], filter: string): VariableInfo[] {
  const words = filter.toLowerCase().split(/\s+/);
  return variables.filter((variable) => {
    const row = `${variable.name} ${descriptionOf(variable)}`.toLowerCase();
    return words.every((word) => row.includes(word));
  });
}

/** What stands above the rows; nothing without a filter. */
export const filterMessage = (filter: string, shown: number, all: number): string =>
  filter.trim() === "" ? "" : `${shown} of ${all} variables have “${filter.trim()}”.`;

/** Filters while the person types; Enter keeps the words, Escape those before. */
export async function askForFilter(before: string, apply: (filter: string) => void): Promise<void> {
  const prompt = "Words of names, types, shapes or values. Nothing shows all.";
  const input = await window.showInputBox({
    title: "Filter Variables",
    prompt,
    value: before,
    validateInput: (text) => {
      apply(text);
      return null;
    },
  });
  apply(input ?? before);
}
