// The fastest that arithmetic goes here: twelve chains of multiply-adds in registers, 128 bits wide,
// fused in the relaxed variant, a multiplication and an addition in the base one.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Chains enough to hide the latency, few enough for the registers. */
const CHAINS = 12;

/** Turns of the loop of one run: some milliseconds. */
const TURNS = 2_000_000;

/** @typedef {"float64" | "float32"} FloatDtype */

/**
 * @typedef {object} Peak
 * @property {string} about
 * @property {(dtype: FloatDtype) => void} run one run of the loop
 * @property {(dtype: FloatDtype) => number} multiplyAdds how many one run does
 */

const chains = Array.from({ length: CHAINS }, (_, i) => i);

function loop(/** @type {64 | 32} */ bits, /** @type {boolean} */ fused) {
  const lanes = bits === 64 ? "f64x2" : "f32x4";
  const step = (/** @type {number} */ i) =>
    fused ? `${lanes}.relaxed_madd(a${i}, x, y)` : `${lanes}.add(${lanes}.mul(a${i}, x), y)`;
  const total = chains.map((i) => `a${i}`).reduce((sum, a) => `${lanes}.add(${sum}, ${a})`);
  return `export function peak${bits}(turns: i32, factor: f${bits}, shift: f${bits}): f${bits} {
    const x = ${lanes}.splat(factor), y = ${lanes}.splat(shift);
    ${chains.map((i) => `let a${i} = ${lanes}.splat(${i});`).join(" ")}
    let left = turns;
    while (left > 0) {
      ${chains.map((i) => `a${i} = ${step(i)};`).join("\n      ")}
      left -= 1;
    }
    return ${lanes}.extract_lane(${total}, 0);
  }`;
}

/**
 * @param {"relaxed" | "base"} variant
 * @returns {Promise<Peak>}
 */
export async function loadPeak(variant) {
  const fused = variant === "relaxed";
  const binary = await compiled(`${loop(64, fused)}\n${loop(32, fused)}`);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(binary));
  const { peak64, peak32 } =
    /** @type {Record<string, (n: number, x: number, y: number) => number>} */ (
      /** @type {unknown} */ (instance.exports)
    );
  if (!peak64 || !peak32) throw new Error("the peak loop exports nothing");
  return {
    about: fused ? "peak: fused multiply-add" : "peak: multiplication and addition apart",
    run: (dtype) => void (dtype === "float64" ? peak64 : peak32)(TURNS, 0.999, 0.001),
    multiplyAdds: (dtype) => TURNS * CHAINS * (dtype === "float64" ? 2 : 4),
  };
}

const COMPILER = `
  import asc from "assemblyscript/asc";
  const [source] = process.argv.slice(1);
  const flags = ["-O3", "--runtime", "stub", "--noAssert", "--enable", "simd,relaxed-simd"];
  const { error, stderr } = await asc.main(["peak.ts", "--outFile", "peak.wasm", ...flags], {
    readFile: (name) => (name === "peak.ts" ? source : null),
    writeFile: (_, contents) => {
      if (typeof contents !== "string") process.stdout.write(Buffer.from(contents).toString("base64"));
    },
  });
  if (error) throw new Error("the peak loop does not compile: " + stderr.toString());`;

/** In a process of its own: the compiler's 20 MB of heap would be looked through at every collection of what is measured. */
async function compiled(/** @type {string} */ source) {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", COMPILER, source], {
    cwd: import.meta.dirname,
  });
  return Buffer.from(stdout, "base64");
}
