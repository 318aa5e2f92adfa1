/**
 * Finds the spectrum of one matrix and ends. A thread of its own, with an engine of its own: tiles are served
 * and cells run meanwhile, and who no longer wants the answer ends the thread.
 */
import { parentPort, workerData } from "node:worker_threads";
import { encodeBase64 } from "../../../engine/display/drawing/encoding.js";
import type { StoreAnswer } from "../../../engine/display/store-messages.js";
import type * as Engine from "../../../engine/index.js";
import { engineUrl } from "../worker/engine.js";
import type { HeldMatrix } from "./matrix.js";

export interface SpectrumTask {
  readonly matrix: HeldMatrix;
  readonly symmetric: boolean;
}

const { matrix, symmetric } = workerData as SpectrumTask;
const engine = (await import(engineUrl("index.js"))) as typeof Engine;
// A cell may be running: half of the processors are left to it.
engine.setThreads(Math.ceil(engine.threads() / 2));
const { rows, cols, data } = matrix;
const array = new engine.NDArray(data, [rows, cols], dtypeOf(data));
const values = Float64Array.from(
  symmetric ? engine.eigvalsh(array).data : engine.singularValues(array).data,
);
if (symmetric) values.reverse();
const bytes = new Uint8Array(values.buffer);
parentPort?.postMessage({
  is: "spectrum",
  float64: encodeBase64(bytes),
} satisfies StoreAnswer);

function dtypeOf(values: HeldMatrix["data"]): Engine.Dtype {
  if (values instanceof Float64Array) return "float64";
  if (values instanceof Float32Array) return "float32";
  return values instanceof Int32Array ? "int32" : "bool";
}
