// The work that pool threads can do. How to add a task from another room: write a file with
//   export const myTasks = { myTask: (payload: MyPayload, tile: number, scratch: Scratch) => {…} };
// that imports nothing but wasm(), checkInterrupt and plain data, add it to the table below, and call
// parallel("myTask", payload, tiles). The bundle dist/engine/pool-worker.cjs carries the table to the
// threads: rebuild it (`node esbuild.mjs wasm`) after a change.
//
// A payload is copied to the threads by structured clone: numbers, strings, addresses in the shared
// memory, typed arrays. When it holds a typed array on an ordinary buffer (a clone would be lost), the
// caller does all tiles alone. What a tile computes must not depend on the thread or on other tiles.
import { blockProductTasks } from "./block-product-tasks.js";
import { chainTasks } from "./chain-tasks.js";
import { choleskyTasks } from "./cholesky-tasks.js";
import { elementwiseTasks } from "./elementwise-tasks.js";
import { rotationTasks } from "./singular/rotations.js";
import { secularTasks } from "./eigen/secular-tasks.js";
import { maskedTasks } from "./masked-tasks.js";
import { matvecTasks } from "./matvec-tasks.js";
import { outerTasks } from "./outer-tasks.js";
import { packTasks } from "./pack.js";
import { planeTileTasks } from "./plane-tile.js";
import { pixelTileTasks } from "./pixel-tile.js";
import { productStoreTasks } from "./product-store.js";
import { lowerHalfTasks } from "./lower-half-tasks.js";
import { productTasks } from "./product-tasks.js";
import { frameTasks } from "./frame-tasks.js";
import { kernelTileTasks } from "./kernel-tile.js";
import type { Scratch } from "./scratch.js";
import { selfTestTasks } from "./self-test.js";
import { stridedTasks } from "./strided-tasks.js";
import { triangularTasks } from "./triangular-tasks.js";
import { windowSumsTasks } from "./window-sums-tasks.js";
import { winogradTasks } from "./winograd-tasks.js";

/** One tile of a task. */
export type Task<Payload> = (payload: Payload, tile: number, scratch: Scratch) => void;

export const tasks = {
  ...blockProductTasks,
  ...chainTasks,
  ...choleskyTasks,
  ...elementwiseTasks,
  ...frameTasks,
  ...kernelTileTasks,
  ...maskedTasks,
  ...matvecTasks,
  ...outerTasks,
  ...packTasks,
  ...pixelTileTasks,
  ...planeTileTasks,
  ...lowerHalfTasks,
  ...productTasks,
  ...productStoreTasks,
  ...rotationTasks,
  ...secularTasks,
  ...selfTestTasks,
  ...stridedTasks,
  ...triangularTasks,
  ...windowSumsTasks,
  ...winogradTasks,
};

export type TaskName = keyof typeof tasks;
export type PayloadOf<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[0];
