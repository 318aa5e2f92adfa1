/** What is loaded for files that Node does not load itself. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseModule } from "../transform/parse.js";
import { eraseTypes } from "../transform/erase.js";
import { excerpt, positionOf } from "../transform/position.js";
import { typescript } from "../transform/typescript.js";

export interface LoadRequest {
  readonly url: string;
  /** The `type` of the import's attributes. */
  readonly type: string | undefined;
}

/** The JavaScript of a TypeScript or (imported without attributes) JSON file; null for other files. */
export function moduleSource({ url, type }: LoadRequest): string | null {
  if (!url.startsWith("file:")) return null;
  const path = fileURLToPath(url);
  if (/\.m?ts$/.test(path)) return typescriptSource(path);
  if (path.endsWith(".json") && type === undefined) return jsonSource(path);
  return null;
}

function typescriptSource(path: string): string {
  const text = readFileSync(path, "utf8");
  rejectFaults(path, text);
  return eraseTypes(text).code;
}

/** @throws {@link SyntaxError} with file, line and column of the first fault. */
export function rejectFaults(path: string, text: string): void {
  const fault = parseModule(text).parseDiagnostics[0];
  if (fault === undefined) return;
  const position = positionOf(text, fault.start);
  const message = typescript().flattenDiagnosticMessageText(fault.messageText, "\n");
  const place = `${path}, line ${position.line}, column ${position.column}`;
  throw new SyntaxError(`${place}: ${message}\n${excerpt(text, position)}`);
}

function jsonSource(path: string): string {
  const text = readFileSync(path, "utf8");
  try {
    return `export default ${JSON.stringify(JSON.parse(text))};`;
  } catch (cause) {
    throw new SyntaxError(`${path} is not valid JSON: ${String(cause)}`, { cause });
  }
}
