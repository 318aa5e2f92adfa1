import { numbers } from "./data.mjs";

/**
 * (Conv-ReLU) × 3 on images of 32 × 32 × 3, NNGP and NTK in float64.
 *
 * @param {string} name
 * @param {number} images
 * @param {"flatten" | "globalAvgPool"} readout
 * @returns {import("../measure.mjs").Row}
 */
function convolutionRow(name, images, readout) {
  return {
    name,
    about: `NNGP and NTK of (Conv-ReLU)×3 + ${readout}, ${images} images of 32 × 32, float64`,
    engine({ array, stax }) {
      const conv = () => stax.conv(1, [3, 3], { padding: "SAME", wStd: Math.SQRT2, bStd: 0.1 });
      const blocks = [conv(), stax.relu(), conv(), stax.relu(), conv(), stax.relu()];
      const network = stax.serial(...blocks, stax[readout](), stax.dense(1));
      const x = array(numbers(images * 32 * 32 * 3), { shape: [images, 32, 32, 3] });
      return () => network.kernel(x, null, ["nngp", "ntk"]);
    },
  };
}

export const convolutionRows = [
  convolutionRow("conv-pooled-4", 4, "globalAvgPool"),
  convolutionRow("conv-flat-50", 50, "flatten"),
];
