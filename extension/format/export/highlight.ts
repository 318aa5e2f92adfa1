/** Source text with its syntax marked, for pages. */
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml } from "./markup.js";

for (const [name, grammar] of Object.entries({ bash, javascript, json, python, typescript }))
  hljs.registerLanguage(name, grammar);

/** Escaped HTML; a language that is not known is left plain. */
export function highlight(source: string, language: string): string {
  if (hljs.getLanguage(language) === undefined) return escapeHtml(source);
  return hljs.highlight(source, { language, ignoreIllegals: true }).value;
}
