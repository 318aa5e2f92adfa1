import { compare, toleranceOf } from "../compare.mjs";
import { build } from "../network.mjs";
import { stored } from "../stored.mjs";
import { Unsupported } from "../unsupported.mjs";

/**
 * Mean and covariance of networks in training, from the stored kernels and, where its layers exist,
 * from the network.
 *
 * @type {import("../check.mjs").Runner}
 */
export const ensemble = {
  recognises: (item) => item.kind === "gradientDescentMseEnsemble",

  *run(engine, item) {
    const read = stored(engine);
    const [xTrain, xTest, y] = [item.xTrain, item.xTest, item.y].map(read);
    if (!xTrain || !xTest || !y) throw new TypeError("an ensemble needs inputs and targets");
    for (const { name, kernel } of kernelsOf(engine, item, { xTrain, xTest })) {
      for (const result of item.results) {
        const { learningRate, diagReg, diagRegAbsoluteScale, t, get } = result;
        const options = { learningRate, diagReg, diagRegAbsoluteScale };
        const predict = engine.predict.gradientDescentMseEnsemble(kernel, xTrain, y, options);
        const { mean, covariance } = predict(t, xTest, { get, computeCov: true });
        const what = `${get} at t = ${t} from ${name}`;
        yield compare(`mean of ${what}`, mean, result.mean, toleranceOf(result, item));
        const tolerance = toleranceOf(result, item);
        yield compare(`covariance of ${what}`, covariance, result.covariance, tolerance);
      }
    }
  },
};

/**
 * @typedef {import("../../../engine/index.js").predict.KernelFunction} KernelFunction
 *
 * @param {import("../network.mjs").EngineModule} engine
 * @param {any} item
 * @param {Record<"xTrain" | "xTest", import("../network.mjs").NDArray>} inputs
 * @returns {{ name: string, kernel: KernelFunction }[]}
 */
function kernelsOf(engine, item, { xTrain }) {
  const read = stored(engine);
  /** @type {KernelFunction} */
  const lookUp = (x1, x2, names) => {
    const place = x1 === xTrain ? "kTrainTrain" : x2 === null ? "kTestTest" : "kTestTrain";
    return Object.fromEntries(names.map((name) => [name, read(item[place][name])]));
  };
  const kernels = [{ name: "stored kernels", kernel: lookUp }];
  try {
    kernels.push({ name: "the network", kernel: build(engine.stax, item.net).kernel });
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
  }
  return kernels;
}
