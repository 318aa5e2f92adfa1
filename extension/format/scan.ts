/** What `JSON.parse` lets pass in silence and a notebook must not lose: found token by token. */
import { createScanner, type JSONScanner } from "jsonc-parser";

export interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** Of jsonc-parser's `SyntaxKind`, which is a `const enum` and so out of reach of modules compiled one by one. */
const Token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  string: 10,
  number: 11,
  end: 17,
} as const;

/** Bounds the recursion of everything that walks the value, `JSON.stringify` included. */
const DEEPEST = 200;

/** The keys met so far in each open object; null for an open array. */
type Open = (Set<string> | null)[];

/** The first fault of a text that need not be valid JSON, or null. */
export function scan(text: string): Fault | null {
  const scanner = createScanner(text, true);
  const endOfString = stringEnds(text);
  const open: Open = [];
  let keyExpected = false;
  for (let kind: number = scanner.scan(); kind !== Token.end; kind = scanner.scan()) {
    const message = fault(scanner, kind, keyExpected ? open.at(-1) : null);
    if (message !== null) return { offset: scanner.getTokenOffset(), message };
    track(open, kind);
    if (open.length > DEEPEST)
      return { offset: scanner.getTokenOffset(), message: `nested deeper than ${DEEPEST} levels.` };
    keyExpected = startsProperty(kind);
    if (startsValue(kind, open.at(-1))) scanner.setPosition(endOfString(scanner.getPosition()));
  }
  return null;
}

/**
 * Where a string that begins at a position ends, white space before it left out; the position itself where
 * none does. Strings are most of a large file, and need no look at each letter.
 */
function stringEnds(text: string): (position: number) => number {
  let newline = -1;
  return (position) => {
    const start = position + spaces(text, position);
    if (text[start] !== '"') return position;
    let end = text.indexOf('"', start + 1);
    while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    if (newline < start) newline = nextOf(text, "\n", start);
    // What is no string, as it has no end in its line, is the scanner's to report.
    return end === -1 || newline < end ? position : end + 1;
  };
}

function nextOf(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? Infinity : found;
}

function spaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= SPACE) at++;
  return at - from;
}

const SPACE = 32;

/** Behind an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === "\\") before--;
  return (at - before) % 2 === 1;
}

/** What follows is a value, or the end of an array. */
const startsValue = (kind: number, open: Set<string> | null | undefined) =>
  kind === Token.colon || (open === null && (kind === Token.openBracket || kind === Token.comma));

/** A string right after `{`, or after `,` inside an object, is a key. */
const startsProperty = (kind: number) => kind === Token.openBrace || kind === Token.comma;

function track(open: Open, kind: number): void {
  if (kind === Token.openBrace) open.push(new Set());
  else if (kind === Token.openBracket) open.push(null);
  else if (kind === Token.closeBrace || kind === Token.closeBracket) open.pop();
}

function fault(
  scanner: JSONScanner,
  kind: number,
  keys: Set<string> | null | undefined,
): string | null {
  if (kind === Token.number) return numberFault(scanner.getTokenValue());
  if (kind !== Token.string || keys === null || keys === undefined) return null;
  const key = scanner.getTokenValue();
  if (keys.has(key))
    return `the property ${JSON.stringify(key)} is given twice. Keep one of the two.`;
  keys.add(key);
  return null;
}

/** Saving would write what `Number` made of it: infinity as null, a long integer rounded. */
function numberFault(digits: string): string | null {
  const number = Number(digits);
  if (!Number.isFinite(number)) return "this number is too large to be kept.";
  const isLong = /^-?\d+$/.test(digits) && !Number.isSafeInteger(number);
  if (isLong && String(number) !== digits)
    return "this integer has more digits than can be kept. Write it in double quotes.";
  return null;
}
