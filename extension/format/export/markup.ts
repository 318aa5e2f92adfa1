/** Text for HTML, escaped. */

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as the content of an element or of a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] as string);

/** JSON inside a script element, which ends at the first `</script`, also within a string. */
export const escapeJson = (json: string): string => json.replaceAll("<", "\\u003c");

/** `data:` address of bytes or of text. */
export const dataUrl = (mime: string, base64: string): string => `data:${mime};base64,${base64}`;

const ESCAPE_SEQUENCE =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** Console text without the colours of a terminal. */
export const withoutColors = (text: string): string => text.replace(ESCAPE_SEQUENCE, "");
