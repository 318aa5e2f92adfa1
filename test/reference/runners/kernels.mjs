import { compare, toleranceOf } from "../compare.mjs";
import { build } from "../network.mjs";
import { stored } from "../stored.mjs";
import { Unsupported } from "../unsupported.mjs";

/** Inputs beyond x1 and x2 that some networks take. */
const OTHER_INPUTS = ["maskConstant", "patterns1", "patterns2"];

/**
 * NNGP and NTK matrices of a network: `nngp11` is (x1, x1), `ntk12` is (x1, x2).
 *
 * @type {import("../check.mjs").Runner}
 */
export const kernels = {
  recognises: (item) => "net" in item && "x1" in item && ("nngp11" in item || "ntk11" in item),

  *run(engine, item) {
    const other = OTHER_INPUTS.find((name) => name in item);
    if (other !== undefined) throw new Unsupported(`kernel input ${other}`);
    const { kernel } = build(engine.stax, item.net);
    const read = stored(engine);
    const x1 = read(item.x1);
    yield* checkPair("11", kernel(x1, null, ["nngp", "ntk"]), item);
    yield* checkPair("12", kernel(x1, read(item.x2), ["nngp", "ntk"]), item);
  },
};

/**
 * @param {string} pair
 * @param {Record<string, import("../network.mjs").NDArray>} matrices
 * @param {any} item
 */
function* checkPair(pair, matrices, item) {
  for (const [name, got] of Object.entries(matrices)) {
    const want = item[name + pair];
    if (want !== undefined) yield compare(name + pair, got, want, toleranceOf(want, item));
  }
}
