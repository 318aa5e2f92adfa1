/** Text to JSON value, strictly as RFC 8259 has it, with the place of whatever is wrong. */
import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { FormatError, positionAt } from "./error.js";
import { scan } from "./scan.js";

/**
 * @throws {FormatError} for merge conflicts, syntax errors, truncation, keys given twice, nesting deeper
 * than any notebook needs, and numbers that JavaScript cannot hold.
 */
export function parseStrict(text: string): unknown {
  const value = parseOrUndefined(text);
  if (value === undefined) throw syntaxError(text);
  const fault = scan(text);
  if (fault !== null) throw new FormatError(fault.message, positionAt(text, fault.offset));
  return value;
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function syntaxError(text: string): FormatError {
  const { offset, message } = conflict(text) ?? scan(text) ?? firstSyntaxError(text);
  return new FormatError(message, positionAt(text, offset));
}

/** Git writes its markers at the start of a line, where JSON has white space or a bracket. */
function conflict(text: string) {
  const offset = text.search(/^(<{7}|>{7}|\|{7})( |\r?$)/m);
  if (offset === -1) return null;
  const message =
    "the file has an unresolved merge conflict. Open it as text, keep the lines you want, " +
    "and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.";
  return { offset, message };
}

const strict = { allowTrailingComma: false, disallowComments: true, allowEmptyContent: false };

function firstSyntaxError(text: string) {
  const errors: ParseError[] = [];
  parseTree(text, errors, strict);
  const [first] = errors;
  if (first === undefined) return { offset: 0, message: "this is not JSON." };
  const reason = printParseErrorCode(first.error);
  if (isCutOff(text.slice(first.offset), reason))
    return { offset: text.trimEnd().length, message: TRUNCATED };
  return { offset: first.offset, message: explain(reason) };
}

/** Nothing is left where something must follow, or a string runs to the end of the file. */
const isCutOff = (left: string, reason: string) =>
  left.trim() === "" || (reason === "UnexpectedEndOfString" && !left.includes("\n"));

const TRUNCATED =
  "the file ends too early; it was probably cut off while being written or copied. " +
  "Restore it from version control or a backup, or open it as text and complete it.";

const explanations: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is not JSON",
  InvalidNumberFormat: "this is not a JSON number",
  PropertyNameExpected: "a property name in double quotes must follow (no trailing comma)",
  ValueExpected: "a value must follow (no trailing comma)",
  ColonExpected: "a colon must stand between a property's name and its value",
  CommaExpected: "a comma is missing",
  CloseBraceExpected: "a closing brace } is missing",
  CloseBracketExpected: "a closing bracket ] is missing",
  EndOfFileExpected: "nothing may follow the notebook's closing brace",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfString: "the string does not end on its line",
  UnexpectedEndOfNumber: "the number is not complete",
  InvalidUnicode: "\\u must be followed by four hexadecimal digits",
  InvalidEscapeCharacter: "this escape is not one of JSON's",
  InvalidCharacter: "control characters must be escaped in a string",
};

function explain(reason: string): string {
  return `${explanations[reason] ?? "this is not JSON"}. Open the file as text to repair it.`;
}
