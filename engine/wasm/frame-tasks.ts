import type { FloatSize } from "./floats.js";
import { wasm } from "./loader.js";

export interface FramePayload {
  readonly size: FloatSize;
  readonly job: number;
  readonly from: number;
  readonly fromBytes: number;
  readonly to: number;
  readonly toBytes: number;
}

export const frameTasks = {
  /** One image into its frame. */
  frameImage: ({ size, job, from, fromBytes, to, toBytes }: FramePayload, image: number): void => {
    const { exports } = wasm();
    const put = size === 8 ? exports.frame64 : exports.frame32;
    put(to + image * toBytes, from + image * fromBytes, job);
  },
};
