import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * @typedef {import("./measure.mjs").Run} Run
 * @typedef {Float64Array | Float32Array} Floats
 * @typedef {object} Training a step of gradient descent on a multilayer perceptron's cross-entropy
 * @property {(length: number) => Floats} weights
 * @property {readonly number[]} widths
 * @property {number} examples
 * @property {Floats} x
 * @property {Floats} y one-hot
 * @property {number} rate
 * @typedef {object} RealNvp a step of gradient descent on RealNVP's likelihood in the plane
 * @property {(length: number) => Floats} weights
 * @property {number} couplings
 * @property {number} width
 * @property {Floats} x1
 * @property {Floats} x2
 * @property {number} examples
 * @property {number} rate
 * @typedef {object} Peers what is installed and starts
 * @property {{
 *   matmul(a: Floats, b: Floats, n: number, dtype: "float64" | "float32"): Promise<Run>,
 *   reluKernels(x: Floats, n: number, features: number, hidden: number): Promise<Run>,
 *   perExample(weights: (length: number) => Floats, examples: number, width: number): Promise<Run>,
 *   tangentKernel(weights: (length: number) => Floats, examples: number, width: number): Promise<Run>,
 *   polynomial(x: Floats, length: number): Run,
 *   gelu(x: Floats, length: number): Run,
 *   trainingStep(problem: Training): Promise<Run>,
 *   realNvpStep(problem: RealNvp): Promise<Run>,
 * }} [jax]
 * @property {{ matmul(a: Floats, b: Floats, n: number): Run } & Record<"cholesky" | "eigh" | "svd" | "qr" | "lu", (a: Floats, n: number) => Run>} [mlMatrix]
 * @property {{ matmul(a: Floats, b: Floats, n: number): Run, scalarGradient(count: number): Run, trainingStep(problem: Training): Run }} [tensorflow]
 */

const folder = fileURLToPath(new URL("./", import.meta.url));

/** Each adapter's file and the package it needs. */
const adapters = /** @type {const} */ ({
  jax: { file: "jax.mjs", packageName: "@jax-js/jax" },
  mlMatrix: { file: "ml-matrix.mjs", packageName: "ml-matrix" },
  tensorflow: { file: "tensorflow.mjs", packageName: "@tensorflow/tfjs" },
});

/**
 * The peers; they are installed at first use. One that is missing or does not start is left out with
 * a line that says why.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<Peers>}
 */
export async function loadPeers(say) {
  if (!existsSync(`${folder}node_modules`)) install(say);
  /** @type {Record<string, unknown>} */
  const peers = {};
  for (const [name, { file, packageName }] of Object.entries(adapters)) {
    try {
      const { load } = await import(new URL(`./peers/${file}`, import.meta.url).href);
      peers[name] = await load();
    } catch (error) {
      const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
      say(`peer ${packageName} is left out: ${reason}`);
    }
  }
  return peers;
}

function install(/** @type {(text: string) => void} */ say) {
  say("installing the peers of test/bench (once) …");
  const command = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(command, ["ci", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) say("the peers could not be installed; the rows run without them");
}
