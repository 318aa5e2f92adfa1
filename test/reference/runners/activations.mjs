import { compare, toleranceOf } from "../compare.mjs";
import { build } from "../network.mjs";

/**
 * E[φφ′] and E[φ̇φ̇′] of a nonlinearity for pre-activations of given covariances [q11, q12, q22].
 *
 * @type {import("../check.mjs").Runner}
 */
export const activations = {
  recognises: (item) => "activation" in item && "rows" in item,

  *run(engine, item) {
    // Standard biases of deviation 0 make the tangent kernel below 1 + K·n/s₋, which is 1.
    const options = { bStd: 0, parameterization: /** @type {const} */ ("standard"), s: [1e300, 1] };
    const layers = [["dense", 1, options], item.activation];
    const { kernel } = build(engine.stax, ["serial", ...layers]);
    for (const row of item.rows) {
      const x = engine.array(inputsOf(row.cov));
      const { nngp, ntk } = kernel(x, null, ["nngp", "ntk"]);
      const tolerance = toleranceOf(row, item);
      yield compare(`phiphi at ${row.cov}`, Number(nngp.get(0, 1)), row.phiphi, tolerance);
      yield compare(`dphidphi at ${row.cov}`, Number(ntk.get(0, 1)), row.dphidphi, tolerance);
    }
  },
};

/**
 * Two rows of two features with these covariances.
 *
 * @param {[number, number, number]} covariances
 */
function inputsOf([q11, q12, q22]) {
  const along = q11 === 0 ? 0 : q12 / Math.sqrt(q11);
  const across = Math.sqrt(Math.max(0, q22 - along * along));
  return [
    [Math.sqrt(2 * q11), 0],
    [Math.SQRT2 * along, Math.SQRT2 * across],
  ];
}
