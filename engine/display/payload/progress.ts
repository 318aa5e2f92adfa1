/** Progress of a loop. */
import type { PAYLOAD_VERSION } from "./contract.js";

/** How far a loop in a cell is. */
export interface ProgressPayload {
  readonly version: typeof PAYLOAD_VERSION;
  /** What goes on. */
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  readonly state: "running" | "done" | "stopped";
  readonly done: number;
  /** Null where nobody knows. */
  readonly total: number | null;
  /** Since it began; while it runs. */
  readonly seconds?: number;
}
