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

/** What the session's engine is and runs on; shown in the kernel status and in reports. */
export interface SessionInfo {
  readonly version: string;
  readonly node: string;
  readonly simd: "relaxed" | "base";
  readonly threads: number;
}

export type StreamName = "stdout" | "stderr";

/** What a session tells its owner. `seq` counts the events of one session from 1, without gaps. */
export type SessionEvent =
  /** The engine is loaded. Cells may be run before this. */
  | { readonly type: "ready"; readonly info: SessionInfo }
  | StreamEvent
  | DisplayEvent
  | ErrorEvent
  | LiveEvent
  | ProgressEvent
  | UsageEvent
  | VariablesEvent
  | { readonly type: "done"; readonly cell: string; readonly result: RunResult }
  /** The worker died or was terminated: every variable is gone; the next run starts afresh. */
  | { readonly type: "lost"; readonly reason: string };

/** How far the engine's present piece of work is, from 0 to 1; a few times a second while it is long. */
export interface ProgressEvent {
  readonly type: "progress";
  readonly cell: string;
  readonly done: number;
}

/** What the session's process holds; when that has changed. */
export interface UsageEvent {
  readonly type: "usage";
  /** Bytes of memory: heap, typed arrays, WASM and code. */
  readonly memory: number;
}

/** What the notebook's names hold, after each run. */
export interface VariablesEvent {
  readonly type: "variables";
  readonly variables: readonly VariableInfo[];
  readonly stale: readonly StaleCell[];
}

/** A cell that read variables which have changed since it ran. */
export interface StaleCell {
  readonly cell: string;
  readonly names: readonly string[];
}

export interface VariableInfo {
  readonly name: string;
  /** "NDArray", the name of another class, or what `typeof` says. */
  readonly type: string;
  /** Of an array. */
  readonly shape: readonly number[] | null;
  readonly dtype: string | null;
  /** Bytes of an array's numbers; null where nobody counts. */
  readonly memory: number | null;
  /** The value in one line. */
  readonly summary: string;
}

/** Console text; pieces of one stream in order. */
export interface StreamEvent {
  readonly type: "stream";
  readonly cell: string;
  readonly seq: number;
  readonly name: StreamName;
  readonly text: string;
}

/**
 * A shown value. With a `handle` seen before it replaces that output, wherever it now is; when that
 * output is gone (cleared), it is a new output of `cell`.
 */
export interface DisplayEvent {
  readonly type: "display";
  readonly cell: string;
  readonly seq: number;
  readonly handle: string | null;
  readonly output: Output;
}

/**
 * A new state of a shown value, to be seen at once: the next display under its handle writes one down. At most
 * twenty a second for each handle.
 */
export interface LiveEvent {
  readonly type: "live";
  readonly cell: string;
  readonly handle: string;
  readonly mime: string;
  /** JSON. */
  readonly payload: string;
}

/** An error of a background task, while its cell runs or after it ended. The cell's own is in `done`. */
export interface ErrorEvent {
  readonly type: "error";
  readonly cell: string;
  readonly seq: number;
  readonly error: CellError;
}

export type RunResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: CellError; readonly interrupted: boolean };

/** An error as the person who wrote the cell should see it: no frames of the engine or the session. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  /** `name: message`, then lines such as `    at train (Cell 3, line 2, column 9)`. */
  readonly stack: string;
  /** The innermost place that is in a cell, 1-based; null when there is none. */
  readonly location: {
    readonly cell: string;
    readonly line: number;
    readonly column: number;
  } | null;
}
