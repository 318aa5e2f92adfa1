import { MarkdownString } from "vscode";

/** Documentation: subscripts are HTML; nothing in it is a command or an image from elsewhere. */
export function markdown(text: string): MarkdownString {
  const result = new MarkdownString(text);
  result.supportHtml = true;
  return result;
}
