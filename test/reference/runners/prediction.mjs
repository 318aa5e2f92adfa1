import { compare, toleranceOf } from "../compare.mjs";
import { build } from "../network.mjs";
import { stored } from "../stored.mjs";
import { Unsupported } from "../unsupported.mjs";

/**
 * Gaussian process inference, from the stored kernel matrices and, where its layers exist, from the
 * network.
 *
 * @type {import("../check.mjs").Runner}
 */
export const prediction = {
  recognises: (item) => item.kind === "gpInference",

  *run(engine, item) {
    const predictors = [fromStoredKernels(engine, item), ...fromNetwork(engine, item)];
    for (const result of item.results) {
      for (const { name, predict } of predictors) {
        const { mean, covariance } = predict({ ...options(result), computeCov: true });
        const what = `${JSON.stringify(options(result))} from ${name}`;
        const tolerance = toleranceOf(result, item);
        yield compare(`mean ${what}`, mean, result.mean, tolerance);
        yield compare(`covariance ${what}`, covariance, result.covariance, tolerance);
      }
    }
  },
};

/** @param {any} result */
function options({ get, diagReg, diagRegAbsoluteScale }) {
  return { get, diagReg, diagRegAbsoluteScale };
}

/**
 * @typedef {import("../../../engine/index.js").predict.GpInferenceOptions<true>} Options
 * @typedef {import("../../../engine/index.js").predict.GpPosterior<true>} Posterior
 * @typedef {{ name: string, predict: (options: Options) => Posterior }} Predictor
 *
 * @param {import("../network.mjs").EngineModule} engine
 * @param {any} item
 * @returns {Predictor}
 */
function fromStoredKernels(engine, item) {
  const read = stored(engine);
  const pair = (/** @type {any} */ { nngp, ntk }) => ({ nngp: read(nngp), ntk: read(ntk) });
  const blocks = {
    kTrainTrain: pair(item.kTrainTrain),
    kTestTrain: pair(item.kTestTrain),
    kTestTest: pair(item.kTestTest),
  };
  return {
    name: "stored kernels",
    predict: (options) => engine.predict.gpPosterior(blocks, read(item.y), options),
  };
}

/**
 * @param {import("../network.mjs").EngineModule} engine
 * @param {any} item
 * @returns {Predictor[]}
 */
function fromNetwork(engine, item) {
  const read = stored(engine);
  try {
    const { kernel } = build(engine.stax, item.net);
    const xTrain = read(item.xTrain);
    const xTest = read(item.xTest);
    const y = read(item.y);
    return [
      {
        name: "the network",
        predict: (options) => engine.predict.gpInference(kernel, xTrain, y, xTest, options),
      },
    ];
  } catch (error) {
    if (error instanceof Unsupported) return [];
    throw error;
  }
}
