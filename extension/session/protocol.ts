/**
 * What the editor (or the command line) and the session process say to each other, over Node's IPC
 * channel with advanced serialisation. Every message about a cell carries the cell's id.
 */
import type { Output } from "../format/notebook.js";

/** A cell to run. `number` is its position as a person counts (1, 2, …), for messages. */
export interface RunRequest {
  readonly cell: string;
  readonly number: number;
  readonly source: string;
}

export type SessionRequest =
  | ({ readonly type: "run"; readonly run: number } & RunRequest)
  | { readonly type: "interrupt" }
  | { readonly type: "restart" };

/** What the session's engine is and runs on; shown in the kernel status and in reports. */
export interface SessionInfo {
  readonly version: string;
  readonly node: string;
  readonly simd: "relaxed" | "base";
  readonly threads: number;
}

export type SessionEvent =
  | { readonly type: "ready"; readonly info: SessionInfo }
  /** Console text; pieces of one stream in order. */
  | {
      readonly type: "stream";
      readonly cell: string;
      readonly seq: number;
      readonly name: "stdout" | "stderr";
      readonly text: string;
    }
  /** A shown value. With a `handle` seen before, it replaces that output. */
  | {
      readonly type: "display";
      readonly cell: string;
      readonly seq: number;
      readonly handle: string | null;
      readonly output: Output;
    }
  | {
      readonly type: "done";
      readonly cell: string;
      readonly run: number;
      readonly result: RunResult;
    }
  /** The worker died or was terminated: every variable is gone; the next run starts afresh. */
  | { readonly type: "lost"; readonly reason: string };

export type RunResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: CellError; readonly interrupted: boolean };

/** An error as the person who wrote the cell should see it: no frames of the engine or the session. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  /** Lines such as `Cell 3, line 2, column 9`. */
  readonly stack: string;
  /** Where in the cell, 1-based; null when the error is not from a cell. */
  readonly location: {
    readonly cell: string;
    readonly line: number;
    readonly column: number;
  } | null;
}
