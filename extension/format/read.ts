import { decodeBase64 } from "./base64.js";
import { decodeUtf8 } from "./decode.js";
import { broken } from "./faults.js";
import { assignIds } from "./ids.js";
import type { CellJson, ItemJson, NotebookJson, OutputJson } from "./json.js";
import { joinLines } from "./lines.js";
import type { Cell, JsonObject, Notebook, Output, OutputItem } from "./notebook.js";
import { parseStrict } from "./parse.js";

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
  const [fault] = broken(text, value, 1);
  if (fault !== undefined) throw fault;
  return notebook(value as NotebookJson);
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
