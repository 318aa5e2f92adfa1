/**
 * GP inference on the digits. Beside the posterior with the NTK as its kernel stands the ensemble's covariance.
 *
 * @param {"ntkgp" | "ntk"} get
 * @param {string} about
 * @returns {import("../measure.mjs").Row}
 */
function row(get, about) {
  return {
    name: get === "ntk" ? "gp-ensemble" : "gp-digits",
    about: `${about}, 1000 + 797 digits, 3 × ReLU, float64, mean and covariance of one output`,
    engine({ array, data, predict, stax }) {
      const { xTrain, yTrain, xTest } = data.digits({ train: 1000 });
      const isEven = Float64Array.from(yTrain.data, (label) => (label % 2 === 0 ? 1 : -1));
      const targets = array(isEven, { shape: [1000, 1] });
      const hidden = () => [stax.dense(1, { wStd: Math.SQRT2, bStd: 0.1 }), stax.relu()];
      const { kernel } = stax.serial(...hidden(), ...hidden(), ...hidden(), stax.dense(1));
      const options = /** @type {const} */ ({ get, diagReg: 1e-3, computeCov: true });
      return () => predict.gpInference(kernel, xTrain, targets, xTest, options);
    },
  };
}

export const gpRows = [
  row("ntkgp", "GP inference with the NTK as the kernel"),
  row("ntk", "infinite ensemble of trained networks"),
];
