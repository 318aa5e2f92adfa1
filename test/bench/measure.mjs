import { performance } from "node:perf_hooks";
import { setImmediate as nextTask } from "node:timers/promises";

/** A row is measured for about so long, every contestant at least MIN_ROUNDS times. */
const ROW_MS = 4000;
const MIN_ROUNDS = 5;
const MAX_ROUNDS = 51;

/** Compilers settle within so many calls. */
const WARM_UP = 2;

/**
 * @typedef {() => unknown} Run one run; may return a promise
 * @typedef {Record<string, Run>} Contestants
 */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} about
 * @property {"float64" | "float32"} [dtype] the peak's dtype
 * @property {number} [multiplyAdds] of one run; without it no ratio to the peak
 * @property {(engine: import("../../engine/index.js")) => Run} engine
 * @property {(peers: import("./peers.mjs").Peers, engine: import("../../engine/index.js")) => Promise<Contestants>} [peers]
 */

/**
 * @typedef {object} Context
 * @property {import("../../engine/index.js")} engine
 * @property {import("./peers.mjs").Peers} peers
 * @property {import("./peak.mjs").Peak} peak
 * @property {number} threads
 */

/** @returns {Promise<Contestants>} */
async function contestantsOf(/** @type {Row} */ row, /** @type {Context} */ context) {
  const { engine, peers, peak, threads } = context;
  const run = row.engine(engine);
  const on = (/** @type {number} */ n) => () => {
    engine.setThreads(n);
    return run();
  };
  return {
    ...(row.multiplyAdds ? { peak: () => peak.run(row.dtype ?? "float64") } : {}),
    engine: on(1),
    ...(threads > 1 ? { [`engine on ${threads}`]: on(threads) } : {}),
    ...(row.peers ? await row.peers(peers, engine) : {}),
  };
}

/**
 * Milliseconds of every contestant's runs, which take turns.
 *
 * @param {Row} row
 * @param {Context} context
 * @returns {Promise<Record<string, number[]>>}
 */
export async function measure(row, context) {
  const contestants = Object.entries(await contestantsOf(row, context));
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(contestants.map(([name]) => [name, []]));
  for (const [, run] of contestants) for (let i = 0; i < WARM_UP; i++) await run();
  const start = performance.now();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (round >= MIN_ROUNDS && performance.now() - start > ROW_MS) break;
    for (const [name, run] of contestants) {
      times[name]?.push(await time(run));
      await nextTask(); // finalizers run between tasks and give buffers back
    }
  }
  return times;
}

async function time(/** @type {Run} */ run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
