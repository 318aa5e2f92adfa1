import { compare, toleranceOf } from "../compare.mjs";
import { build } from "../network.mjs";
import { stored } from "../stored.mjs";

/**
 * NNGP and NTK matrices of a network: `nngp11` is (x1, x1), `ntk12` is (x1, x2).
 *
 * @type {import("../check.mjs").Runner}
 */
export const kernels = {
  recognises: (item) => "net" in item && "x1" in item && ("nngp11" in item || "ntk11" in item),

  *run(engine, item) {
    const { kernel } = build(engine.stax, item.net);
    const read = stored(engine);
    const x1 = read(item.x1);
    const { maskConstant, patterns1, patterns2 } = item;
    const options = (/** @type {any} */ others) => ({
      ...(maskConstant === undefined ? {} : { maskConstant }),
      ...(patterns1 === undefined ? {} : { pattern: [read(patterns1), others && read(others)] }),
    });
    yield* checkPair("11", kernel(x1, null, ["nngp", "ntk"], options(null)), item);
    const x2 = read(item.x2);
    yield* checkPair("12", kernel(x1, x2, ["nngp", "ntk"], options(patterns2)), item);
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
