/** A notebook as it stands in the file: what `problems` finds nothing in, and what the writer makes. */
import type { JsonObject, JsonValue } from "./notebook.js";

export type NotebookJson = {
  readonly ntkbook: number;
  readonly metadata?: JsonObject;
  readonly cells: readonly CellJson[];
} & Unknown;

export type CellJson = MarkdownCellJson | CodeCellJson;

type CellBaseJson = {
  readonly id?: string;
  readonly source: Lines;
  readonly metadata?: JsonObject;
} & Unknown;

export type MarkdownCellJson = { readonly type: "markdown" } & CellBaseJson;

export type CodeCellJson = {
  readonly type: "code";
  readonly language?: string;
  readonly outputs?: readonly OutputJson[];
} & CellBaseJson;

export type OutputJson = {
  readonly items: readonly ItemJson[];
  readonly metadata?: JsonObject;
} & Unknown;

/** Has either `text` or `base64`. */
export type ItemJson = {
  readonly mime: string;
  readonly text?: Lines;
  readonly base64?: string;
} & Unknown;

/** The writer makes lines; the reader also takes one string. */
type Lines = string | readonly string[];

/** Fields of other versions and other programs. */
type Unknown = { readonly [key: string]: JsonValue };
