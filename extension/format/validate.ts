/**
 * Is this JSON value a notebook? The same rules as `ntkbook.schema.json`, with messages for people.
 * Unknown fields are always allowed.
 */
import { isBase64 } from "./base64.js";
import { isMimeType } from "./mime.js";
import { FORMAT_VERSION } from "./notebook.js";

export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Problems = Generator<Problem, void, undefined>;
type Path = Problem["path"];
type Fields = Readonly<Record<string, unknown>>;

/** Every rule that `value` breaks, in the order of the file; none for a notebook. */
export function* problems(value: unknown): Problems {
  if (!isObject(value)) return yield not([], "an object with the field ntkbook", value);
  if (value["ntkbook"] !== FORMAT_VERSION)
    return yield { path: ["ntkbook"], message: wrongVersion(value["ntkbook"]) };
  yield* optionalObject(value, "metadata", []);
  yield* list(value, "cells", [], cellProblems);
}

/** `cells[3].outputs[0].mime` */
export function formatPath(path: Path): string {
  const joined = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return joined.replace(/^\./, "");
}

function wrongVersion(version: unknown): string {
  if (version === undefined)
    return "is missing: this file is not an NTKbook notebook, whose first field says its version.";
  if (typeof version === "number" && Number.isInteger(version) && version > FORMAT_VERSION)
    return (
      `is ${version}: this notebook was written by a newer NTKbook than this one, which reads ` +
      `version ${FORMAT_VERSION}. Update the NTKbook extension to open it; the file is unchanged.`
    );
  return `must be ${FORMAT_VERSION}, the version of the file format, not ${show(version)}.`;
}

function* cellProblems(cell: unknown, path: Path): Problems {
  if (!isObject(cell)) return yield not(path, "an object", cell);
  const type = cell["type"];
  if (type !== "code" && type !== "markdown")
    return yield not([...path, "type"], '"code" or "markdown"', type);
  yield* optionalName(cell, "id", path);
  yield* text(cell, "source", path);
  yield* optionalObject(cell, "metadata", path);
  if (type === "markdown") return;
  yield* optionalName(cell, "language", path);
  if ("outputs" in cell) yield* list(cell, "outputs", path, outputProblems);
}

function* outputProblems(output: unknown, path: Path): Problems {
  if (!isObject(output)) return yield not(path, "an object", output);
  yield* list(output, "items", path, itemProblems);
  yield* optionalObject(output, "metadata", path);
}

function* itemProblems(item: unknown, path: Path): Problems {
  if (!isObject(item)) return yield not(path, "an object", item);
  const { mime } = item;
  if (typeof mime !== "string" || !isMimeType(mime))
    yield not([...path, "mime"], "a MIME type such as text/plain", mime);
  if ("text" in item === "base64" in item)
    return yield { path, message: "must have either text or base64." };
  if ("text" in item) return yield* text(item, "text", path);
  if (!isBase64(item["base64"]))
    yield { path: [...path, "base64"], message: "must be base64, padded, without line breaks." };
}

function* text(parent: Fields, key: string, path: Path): Problems {
  const value = parent[key];
  if (typeof value === "string") return;
  if (!Array.isArray(value)) return yield not([...path, key], "an array of lines", value);
  for (const [index, line] of value.entries())
    if (typeof line !== "string") yield not([...path, key, index], "a line of text", line);
}

function* list(
  parent: Fields,
  key: string,
  path: Path,
  each: (value: unknown, path: Path) => Problems,
): Problems {
  const value = parent[key];
  if (!Array.isArray(value)) return yield not([...path, key], "an array", value);
  for (const [index, entry] of value.entries()) yield* each(entry, [...path, key, index]);
}

function* optionalObject(parent: Fields, key: string, path: Path): Problems {
  if (key in parent && !isObject(parent[key])) yield not([...path, key], "an object", parent[key]);
}

function* optionalName(parent: Fields, key: string, path: Path): Problems {
  const value = parent[key];
  if (key in parent && (typeof value !== "string" || value === ""))
    yield not([...path, key], "a non-empty string", value);
}

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const not = (path: Path, wanted: string, value: unknown): Problem => ({
  path,
  message:
    value === undefined
      ? `is missing; it must be ${wanted}.`
      : `must be ${wanted}, not ${show(value)}.`,
});

function show(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (isObject(value)) return "an object";
  const json = JSON.stringify(value);
  return json.length > 40 ? `${json.slice(0, 40)}…` : json;
}
