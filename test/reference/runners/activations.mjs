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
      const kernels = kernel(x, null, ["nngp", "ntk"]);
      for (const [name, matrix] of namedMatrices(kernels)) {
        const got = Number(matrix.get(0, 1));
        yield compare(`${name} at ${row.cov}`, got, row[name], within(matrix, row, item));
      }
    }
  },
};

/**
 * The tolerance of a row. Kernels carry correlations: what is relative is relative to √(K₁₁ K₂₂), beside
 * which E[φφ′] may vanish (exp at variance 1000: e⁻⁴⁵ of it).
 *
 * @param {import("../network.mjs").NDArray} matrix
 * @param {...any} scopes
 */
function within(matrix, ...scopes) {
  const { rtol, atol } = toleranceOf(...scopes);
  const scale = Math.sqrt(Math.abs(Number(matrix.get(0, 0)) * Number(matrix.get(1, 1))));
  return { rtol, atol: Math.max(atol, rtol * scale) };
}

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

/**
 * @param {{ nngp: import("../network.mjs").NDArray, ntk: import("../network.mjs").NDArray }} kernels
 * @returns {[string, import("../network.mjs").NDArray][]}
 */
function namedMatrices({ nngp, ntk }) {
  return [
    ["phiphi", nngp],
    ["dphidphi", ntk],
  ];
}
