import type { FloatSize } from "./floats.js";
import { wasm } from "./loader.js";

/** Sums over windows of images, or their adjoint. */
export interface WindowSumsPayload {
  readonly what: "sum" | "spread";
  readonly size: FloatSize;
  /** Addresses of the job's words, of what is read and of what is written, and bytes of an image's. */
  readonly job: number;
  readonly from: number;
  readonly fromBytes: number;
  readonly to: number;
  readonly toBytes: number;
}

export const windowSumsTasks = {
  /** One image. */
  windowSums: (payload: WindowSumsPayload, image: number): void => {
    const { what, size, job, from, fromBytes, to, toBytes } = payload;
    const { exports } = wasm();
    const sums = size === 8 ? exports.sumWindows64 : exports.sumWindows32;
    const spreads = size === 8 ? exports.spreadWindows64 : exports.spreadWindows32;
    const compute = what === "sum" ? sums : spreads;
    compute(to + image * toBytes, from + image * fromBytes, job);
  },
};
