import { encodeBase64 } from "./base64.js";
import { splitLines } from "./lines.js";
import {
  type Cell,
  FORMAT_VERSION,
  type JsonObject,
  type Notebook,
  type Output,
  type OutputItem,
} from "./notebook.js";
import { joinStreams } from "./outputs.js";

/**
 * The text of a `.ntkbook` file: the same notebook always gives the same bytes, and
 * `writeNotebook(readNotebook(text)) === text` for every text written by this function.
 *
 * @example
 * writeNotebook({ metadata: {}, cells: [] }); // '{\n  "ntkbook": 1,\n  "metadata": {},\n  "cells": []\n}\n'
 */
export function writeNotebook({ metadata, cells, extra }: Notebook): string {
  const json = { ntkbook: FORMAT_VERSION, metadata, cells: cells.map(cellJson) };
  return `${JSON.stringify(withExtra(json, extra), null, 2)}\n`;
}

function cellJson(cell: Cell) {
  const { id, type, source, metadata, extra } = cell;
  const lines = splitLines(source);
  if (cell.type === "markdown") return withExtra({ id, type, source: lines, metadata }, extra);
  const { language } = cell;
  const outputs = joinStreams(cell.outputs).map(outputJson);
  return withExtra({ id, type, language, source: lines, metadata, outputs }, extra);
}

const outputJson = ({ items, metadata, extra }: Output) =>
  withExtra({ items: items.map(itemJson), metadata }, extra);

function itemJson(item: OutputItem) {
  const { mime, extra } = item;
  if ("bytes" in item) return withExtra({ mime, base64: encodeBase64(item.bytes) }, extra);
  return withExtra({ mime, text: splitLines(item.text) }, extra);
}

/** Known fields first, in the order of this file; then the unknown ones in theirs, which never override. */
const withExtra = (known: object, extra: JsonObject | undefined) => ({
  ...known,
  ...extra,
  ...known,
});
