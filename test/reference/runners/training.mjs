import { compare, toleranceOf } from "../compare.mjs";
import { stored } from "../stored.mjs";

/**
 * @typedef {import("../../../engine/index.js").predict.TrainingCurve} TrainingCurve
 * @typedef {import("../check.mjs").Comparison} Comparison
 */

/** @type {Record<string, (fx: any, y: any) => any>} */
const gradients = {
  // softmax(f) Σ_o y_o − y, over the number of examples
  crossEntropyMean(fx, y) {
    const powers = fx.sub(fx.max(1, { keepdims: true })).exp();
    const softmax = powers.div(powers.sum(1, { keepdims: true }));
    return softmax
      .mul(y.sum(1, { keepdims: true }))
      .sub(y)
      .div(y.shape[0]);
  },
  halfMse: (fx, y) => fx.sub(y).div(y.size),
};

/** Outputs under any loss, followed by an ODE. @type {import("../check.mjs").Runner} */
export const lossFlow = {
  recognises: (item) => item.kind === "gradientDescent",

  *run(engine, item) {
    const read = stored(engine);
    const gradient = gradients[item.loss];
    if (gradient === undefined) throw new TypeError(`no gradient of the loss ${item.loss}`);
    const options = { learningRate: item.learningRate, momentum: item.momentum ?? undefined };
    const kernel = read(item.kTrainTrain);
    const curve = engine.predict.gradientDescent({ gradient }, kernel, read(item.y), options);
    yield* checkCurve(engine, curve, item);
  },
};

/**
 * Compares every result of a case, at its own time and with all times in one array.
 *
 * @param {import("../network.mjs").EngineModule} engine
 * @param {TrainingCurve} curve
 * @param {any} item
 * @returns {Iterable<Comparison>}
 */
export function* checkCurve(engine, curve, item, results = item.results) {
  const read = stored(engine);
  const train0 = item.fxTrain0 ? read(item.fxTrain0) : 0;
  const test0 = item.fxTest0 ? read(item.fxTest0) : 0;
  const kTestTrain = read(item.kTestTrain[item.kernel] ?? item.kTestTrain);
  const times = results.map((/** @type {any} */ { t }) => t ?? Infinity);
  const all = curve(times, train0, test0, kTestTrain);
  for (const [k, result] of results.entries()) {
    const tolerance = toleranceOf(result, item);
    const { fxTrain, fxTest } = curve(result.t, train0, test0, kTestTrain);
    yield compare(`train at t = ${result.t}`, fxTrain, result.fxTrain, tolerance);
    yield compare(`test at t = ${result.t}`, fxTest, result.fxTest, tolerance);
    yield compare(`train of all, t = ${result.t}`, all.fxTrain.slice(k), result.fxTrain, tolerance);
    yield compare(`test of all, t = ${result.t}`, all.fxTest.slice(k), result.fxTest, tolerance);
  }
}

const MSE_KINDS = [
  "gradientDescentMse",
  "gradientDescentMseFullKernel",
  "gradientDescentMseSingularKernel",
];

/** Outputs under the squared loss, in closed form. @type {import("../check.mjs").Runner} */
export const mseFlow = {
  recognises: (item) => MSE_KINDS.includes(item.kind),

  *run(engine, item) {
    const read = stored(engine);
    const kernel = read(item.kTrainTrain[item.kernel] ?? item.kTrainTrain);
    for (const results of bySetting(item.results)) {
      const { learningRate, diagReg, diagRegAbsoluteScale } = { ...item, ...results[0] };
      const options = { learningRate, diagReg, diagRegAbsoluteScale };
      const curve = engine.predict.gradientDescentMse(kernel, read(item.y), options);
      yield* checkCurve(engine, curve, item, results);
    }
  },
};

/** The bound on the learning rate. @type {import("../check.mjs").Runner} */
export const learningRateBound = {
  recognises: (item) => item.kind === "maxLearningRate",

  *run(engine, item) {
    const kernel = stored(engine)(item.kTrainTrain[item.kernel]);
    for (const result of item.results) {
      const { momentum, yTrainSize } = result;
      const options = { momentum, yTrainSize: yTrainSize ?? undefined };
      const bound = engine.predict.maxLearningRate(kernel, options);
      const what = `momentum ${momentum}, ${yTrainSize} targets`;
      yield compare(what, bound, result.maxLearningRate, toleranceOf(result, item));
    }
  },
};

/** Results that one curve gives. @param {any[]} results @returns {any[][]} */
function bySetting(results) {
  /** @type {Map<string, any[]>} */
  const groups = new Map();
  for (const result of results) {
    const { learningRate, diagReg, diagRegAbsoluteScale } = result;
    const setting = JSON.stringify([learningRate, diagReg, diagRegAbsoluteScale]);
    groups.set(setting, [...(groups.get(setting) ?? []), result]);
  }
  return [...groups.values()];
}
