import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { decodeBase64 } from "./base64.js";
import { decodeUtf8 } from "./decode.js";
import { FormatError, positionAt } from "./error.js";
import { assignIds } from "./ids.js";
import type { CellJson, ItemJson, NotebookJson, OutputJson } from "./json.js";
import { joinLines } from "./lines.js";
import type { Cell, JsonObject, Notebook, Output, OutputItem } from "./notebook.js";
import { parseStrict } from "./parse.js";
import { formatPath, type Problem, problems } from "./validate.js";

/**
 * Reads a `.ntkbook` file. A file of no bytes, which is how editors create one, is a new notebook;
 * everything else must be whole. Cells without an id, or with another cell's, get one.
 *
 * @param file - the text, or the bytes as they are on disk (UTF-8; a byte order mark is tolerated)
 * @throws {FormatError} with line and column, for anything that is not a notebook of this version.
 * @example
 * readNotebook('{"ntkbook": 1, "cells": [{"type": "code", "source": ["1 + 1"]}]}').cells.length; // 1
 */
export function readNotebook(file: string | Uint8Array): Notebook {
  if (file.length === 0) return { metadata: {}, cells: [] };
  const text = (typeof file === "string" ? file : decodeUtf8(file)).replace(/^\uFEFF/, "");
  const value = parseStrict(text);
  for (const problem of problems(value)) throw invalid(text, problem);
  return notebook(value as NotebookJson);
}

/** The place of a problem is that of its value, or of the nearest thing around it that exists. */
function invalid(text: string, { path, message }: Problem): FormatError {
  const tree = parseTree(text);
  let node = tree;
  for (let depth = path.length; depth > 0 && tree !== undefined; depth--) {
    node = findNodeAtLocation(tree, path.slice(0, depth));
    if (node !== undefined) break;
  }
  const subject = path.length === 0 ? "the file" : formatPath(path);
  return new FormatError(`${subject} ${message}`, positionAt(text, (node ?? tree)?.offset ?? 0));
}

function notebook(json: NotebookJson): Notebook {
  const { metadata = {}, cells } = json;
  const ids = assignIds(cells.map(({ id, source }) => ({ id, source: joinLines(source) })));
  return {
    metadata,
    cells: cells.map((each, index) => cell(each, ids[index] as string)),
    ...extra(json, ["ntkbook", "metadata", "cells"]),
  };
}

const cellFields = ["id", "type", "source", "metadata"];

function cell(json: CellJson, id: string): Cell {
  const common = { id, source: joinLines(json.source), ...metadata(json) };
  if (json.type === "markdown") return { ...common, type: json.type, ...extra(json, cellFields) };
  const { type, language = "typescript", outputs = [] } = json;
  const others = extra(json, [...cellFields, "language", "outputs"]);
  return { ...common, type, language, outputs: outputs.map(output), ...others };
}

const output = (json: OutputJson): Output => ({
  items: json.items.map(item),
  ...metadata(json),
  ...extra(json, ["items", "metadata"]),
});

function item(json: ItemJson): OutputItem {
  const { mime, text = [], base64 } = json;
  const others = extra(json, ["mime", "text", "base64"]);
  if (base64 !== undefined) return { mime, bytes: decodeBase64(base64), ...others };
  return { mime, text: joinLines(text), ...others };
}

const metadata = (json: { metadata?: JsonObject }) =>
  json.metadata === undefined ? {} : { metadata: json.metadata };

/** The fields that this version does not know. */
function extra(json: JsonObject, known: readonly string[]): { extra?: JsonObject } {
  const unknown = Object.entries(json).filter(([key]) => !known.includes(key));
  return unknown.length === 0 ? {} : { extra: Object.fromEntries(unknown) };
}
