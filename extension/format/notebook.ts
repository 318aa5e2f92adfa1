/**
 * The `.ntkbook` document as plain data. Fields that this version does not know ride along in `extra`
 * and are written back after the known ones, so that an older editor loses nothing that a newer one wrote.
 */

/** The version that this code writes, and the newest it reads. */
export const FORMAT_VERSION = 1;

export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

export interface Notebook {
  readonly metadata: JsonObject;
  readonly cells: readonly Cell[];
  readonly extra?: JsonObject;
}

export type Cell = CodeCell | MarkdownCell;

interface CellBase {
  /** Short and stable: survives editing, moving and running. */
  readonly id: string;
  readonly source: string;
  readonly metadata?: JsonObject;
  readonly extra?: JsonObject;
}

export interface MarkdownCell extends CellBase {
  readonly type: "markdown";
}

export interface CodeCell extends CellBase {
  readonly type: "code";
  /** In files `typescript` or `javascript`. */
  readonly language: string;
  readonly outputs: readonly Output[];
}

/** One output of a cell: the same thing in several representations. */
export interface Output {
  readonly items: readonly OutputItem[];
  readonly metadata?: JsonObject;
  readonly extra?: JsonObject;
}

/** Text and JSON items are kept as text, everything else as bytes. */
export type OutputItem = TextItem | BinaryItem;

export interface TextItem {
  readonly mime: string;
  readonly text: string;
  readonly extra?: JsonObject;
}

export interface BinaryItem {
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly extra?: JsonObject;
}

/** Console text and errors use the editor's own MIME types, so that its built-in renderers show them. */
export const STREAM_MIME = {
  stdout: "application/vnd.code.notebook.stdout",
  stderr: "application/vnd.code.notebook.stderr",
} as const;
export const ERROR_MIME = "application/vnd.code.notebook.error";
