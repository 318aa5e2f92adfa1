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
  const open: Open = [];
  let keyExpected = false;
  for (let kind: number = scanner.scan(); kind !== Token.end; kind = scanner.scan()) {
    const message = fault(scanner, kind, keyExpected ? open.at(-1) : null);
    if (message !== null) return { offset: scanner.getTokenOffset(), message };
    track(open, kind);
    if (open.length > DEEPEST)
      return { offset: scanner.getTokenOffset(), message: `nested deeper than ${DEEPEST} levels.` };
    keyExpected = startsProperty(kind);
  }
  return null;
}

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
