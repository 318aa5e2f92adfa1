/** @type {import("../measure.mjs").Row} */
export const gpRow = {
  name: "gp-digits",
  about: "GP inference with the NTK, 1000 + 797 digits, 3 × ReLU, float64, mean and covariance",
  engine({ data, predict, stax }) {
    const { xTrain, yTrain, xTest } = data.digits({ train: 1000 });
    const targets = data.oneHot(yTrain);
    const hidden = () => [stax.dense(1, { wStd: Math.SQRT2, bStd: 0.1 }), stax.relu()];
    const { kernel } = stax.serial(...hidden(), ...hidden(), ...hidden(), stax.dense(1));
    const options = /** @type {const} */ ({ get: "ntkgp", diagReg: 1e-3, computeCov: true });
    return () => predict.gpInference(kernel, xTrain, targets, xTest, options);
  },
};
