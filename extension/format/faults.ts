import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { FormatError, positionAt } from "./error.js";
import { parseStrict } from "./parse.js";
import { formatPath, type Problem, problems } from "./validate.js";

/**
 * What keeps a text from being a notebook, in the order of the file: the fault of its JSON, or every rule
 * that it breaks, of which at most `limit` are given. None for no text, which is how editors create a file.
 */
export function faults(text: string, limit = 50): FormatError[] {
  if (text.length === 0) return [];
  try {
    return broken(text, parseStrict(text), limit);
  } catch (error) {
    if (error instanceof FormatError) return [error];
    throw error;
  }
}

/** The rules that the value of a text breaks, at most `limit` of them. */
export function broken(text: string, value: unknown, limit: number): FormatError[] {
  const found = atMost(limit, problems(value));
  if (found.length === 0) return [];
  const tree = parseTree(text);
  return found.map((problem) => faultAt(problem, text, tree));
}

/** The place of a problem is that of its value, or of the nearest thing around it that exists. */
function faultAt({ path, message }: Problem, text: string, tree: Node | undefined): FormatError {
  let node = tree;
  for (let depth = path.length; depth > 0 && tree !== undefined; depth--) {
    node = findNodeAtLocation(tree, path.slice(0, depth));
    if (node !== undefined) break;
  }
  const subject = path.length === 0 ? "the file" : formatPath(path);
  return new FormatError(`${subject} ${message}`, positionAt(text, (node ?? tree)?.offset ?? 0));
}

function atMost<T>(limit: number, values: Iterable<T>): T[] {
  const taken: T[] = [];
  for (const value of values) {
    if (taken.length === limit) break;
    taken.push(value);
  }
  return taken;
}
