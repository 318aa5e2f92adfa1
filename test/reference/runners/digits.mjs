import { compare, field, toleranceOf } from "../compare.mjs";
import { build } from "../network.mjs";

/** The bundled images are the ones the values were computed from. @type {import("../check.mjs").Runner} */
export const digitsData = {
  recognises: (item) => "pixelChecksum" in item,

  *run({ data }, item) {
    const { xTrain, yTrain, xTest, yTest } = data.digits();
    const exactly = { rtol: 0, atol: 0 };
    const { sumTrain, sumTest, row0 } = item.pixelChecksum;
    // Pixels are multiples of 1/16: their sums are exact.
    yield compare("sum of the training pixels", xTrain.sum().item() * 16, sumTrain, exactly);
    yield compare("sum of the test pixels", xTest.sum().item() * 16, sumTest, exactly);
    yield compare("first image", xTrain.slice(0).mul(16), listed(row0), exactly);
    yield compare("training labels", yTrain.rows(0, 10), listed(item.trainLabelsFirst10), exactly);
    yield compare("test labels", yTest.rows(0, 10), listed(item.testLabelsFirst10), exactly);
  },
};

/** @param {number[]} data */
function listed(data) {
  return { shape: [data.length], data };
}

/** Regression on the digits with a network's kernel. @type {import("../check.mjs").Runner} */
export const digitsRegression = {
  recognises: (item) => "testAccuracy" in item && "net" in item,

  *run({ data, predict, stax }, item) {
    const { kernel } = build(stax, item.net);
    const { xTrain, yTrain, xTest, yTest } = data.digits({ train: 1000 });
    const targets = data.oneHot(yTrain);
    /** @type {{ get: "nngp" | "ntk", diagReg: number }} */
    const { get, diagReg } = item;
    /** @param {import("../network.mjs").NDArray} x */
    const meanAt = (x) => predict.gpInference(kernel, xTrain, targets, x, { get, diagReg }).mean;
    const tolerance = toleranceOf(item);

    const entries = { rtol: field("kernelRtol", [item]), atol: 0 };
    const corner = xTrain.rows(0, 3);
    const train = kernel(corner, null, [get]);
    const testTrain = kernel(xTest.rows(0, 3), corner, [get]);
    yield compare("kernel, train", train[get], item.kernelTrain3x3, entries);
    yield compare("kernel, test × train", testTrain[get], item.kernelTestTrain3x3, entries);

    const accuracies = { rtol: 0, atol: field("accuracyAtol", [item]) };
    const mean = meanAt(xTest);
    yield compare("test accuracy", data.accuracy(mean, yTest), item.testAccuracy, accuracies);
    const error = mean.sub(data.oneHot(yTest)).pow(2).mean().item();
    yield compare("test error", error, item.testMse, tolerance);
    yield compare("predictions", mean.rows(0, 5), item.predictionsFirst5, tolerance);

    const fitted = meanAt(xTrain);
    yield compare(
      "training accuracy",
      data.accuracy(fitted, yTrain),
      item.trainAccuracy,
      accuracies,
    );
    const residual = fitted.sub(targets).pow(2).mean().item();
    yield compare("training error", residual, item.trainMse, tolerance);
  },
};
