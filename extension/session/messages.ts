/** What travels inside the session: owner → control thread → worker, and back. */
import type { StoreAnswer, StoreQuestion } from "../../engine/display/store-messages.js";
import type { HeldMatrix } from "./store/matrix.js";
import type {
  CellError,
  DisplayEvent,
  ErrorEvent,
  LiveEvent,
  ProgressEvent,
  RunRequest,
  RunResult,
  SessionInfo,
  StreamEvent,
  UsageEvent,
  VariablesEvent,
} from "./protocol.js";

/** `run` counts the runs of one process, so that a late interrupt cannot hit the next run. */
export interface Run extends RunRequest {
  readonly run: number;
}

export type ControlRequest =
  | { readonly type: "run"; readonly run: Run }
  | { readonly type: "interrupt" }
  | { readonly type: "ask"; readonly id: number; readonly question: StoreQuestion }
  /** The outputs of a cell are gone. */
  | { readonly type: "release"; readonly cell: string };

export type WorkerRequest =
  | { readonly type: "run"; readonly run: Run }
  | { readonly type: "interrupt"; readonly run: number }
  /** The display store has let go of a value. */
  | { readonly type: "released"; readonly hold: number };

type Unnumbered<E> = Omit<E, "seq">;

/** What a cell put out; numbered when it reaches the owner. */
export type CellOutput =
  Unnumbered<StreamEvent> | Unnumbered<DisplayEvent> | Unnumbered<ErrorEvent>;

export interface Done {
  readonly type: "done";
  readonly run: number;
  readonly result: RunResult;
}

/** A shown value for the display store: on shared memory, which the worker leaves alone. */
export interface KeptValue {
  readonly type: "keep";
  /** Counts what the worker gives to hold: the same value may be shown again while it is let go. */
  readonly hold: number;
  readonly key: string;
  readonly cell: string;
  readonly handle: string | null;
  readonly matrix: HeldMatrix;
  readonly symmetric: boolean;
}

/** The next display under this handle replaces what it showed. */
export interface Replaced {
  readonly type: "replaced";
  readonly cell: string;
  readonly handle: string;
}

type OwnerMessage =
  | { readonly type: "ready"; readonly info: SessionInfo }
  | CellOutput
  | LiveEvent
  | ProgressEvent
  | VariablesEvent
  | Done;

export type WorkerMessage = OwnerMessage | KeptValue | Replaced;

export type ControlMessage =
  | OwnerMessage
  | UsageEvent
  | { readonly type: "answer"; readonly id: number; readonly answer: StoreAnswer }
  /** The worker is gone; the next run starts another. */
  | { readonly type: "lost"; readonly reason: string }
  /** The process has used up its memory and is to be replaced. */
  | { readonly type: "exhausted"; readonly reason: string };

/** Where and within what the process works; passed to it as one JSON argument. */
export interface ControlSettings {
  readonly folder: string;
  /** Limit of the worker's JavaScript heap, in MiB. */
  readonly heapMegabytes: number;
  /** Limit of the whole process (typed arrays and WASM memory included), in MiB. */
  readonly memoryMegabytes: number;
}

export interface WorkerSettings {
  readonly folder: string;
  /** One shared word: 1 = stop. */
  readonly flag: Int32Array;
}

/** An error that is not from a cell's code: no frames. */
export const plainError = (name: string, message: string): CellError => ({
  name,
  message,
  stack: `${name}: ${message}`,
  location: null,
});

/** What every message about a lost kernel ends with. */
export const VARIABLES_GONE = "All variables are gone; run the cells above again.";
