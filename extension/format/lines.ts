/** Text as an array of lines, so that a diff shows the line that changed. No text is no line. */
export const splitLines = (text: string): string[] => (text === "" ? [] : text.split("\n"));

/** The inverse; a plain string, as a person may write by hand, is itself. */
export const joinLines = (lines: string | readonly string[]): string =>
  typeof lines === "string" ? lines : lines.join("\n");
