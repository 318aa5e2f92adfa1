import { compare, compareEach, toleranceOf } from "../compare.mjs";
import { build } from "../network.mjs";
import { stored } from "../stored.mjs";

/** What is below this in the files is an exact 0 that the method there did not give. */
const ZERO = 1e-25;

/**
 * Spectra on spheres, cubes and circles, and what the eigenlearning framework predicts from them. Each
 * eigenvalue must have the relative tolerance by itself, and those that are 0 must be 0.
 *
 * @type {import("../check.mjs").Runner}
 */
export const spectra = {
  recognises: ({ kind }) => kind === "spectrum",

  *run(engine, item) {
    const spectrum = spectrumOf(engine, item);
    const eigenvalues = vector(item.eigenvalues.map(zeroed));
    const { rtol } = toleranceOf(item);
    yield compareEach("eigenvalues", spectrum.eigenvalues, eigenvalues, { rtol, atol: 0 });
    const exactly = { rtol: 0, atol: 0 };
    yield compare("multiplicities", spectrum.multiplicities, vector(item.multiplicities), exactly);
    for (const wanted of item.predictions) yield* prediction(engine, spectrum, wanted, item);
  },
};

/**
 * @param {import("../network.mjs").EngineModule} engine
 * @param {any} spectrum
 * @param {any} wanted
 * @param {any} item
 */
function* prediction(engine, spectrum, wanted, item) {
  const { n, ridge, noiseVar: noiseVariance, targetPower } = wanted;
  const got = engine.spectrum.eigenlearning(spectrum, { n, ridge, noiseVariance, targetPower });
  const where = `at n = ${n}, ridge = ${ridge}`;
  const tolerance = toleranceOf(wanted, item);
  yield compare(`kappa ${where}`, got.kappa, wanted.kappa, tolerance);
  yield compare(
    `learnabilities ${where}`,
    got.learnabilities,
    vector(wanted.learnabilities),
    tolerance,
  );
  yield compare(`E0 ${where}`, got.e0, wanted.E0, tolerance);
  yield compare(`test error ${where}`, got.testMse, wanted.testMse, tolerance);
  yield compare(`training error ${where}`, got.trainMse, wanted.trainMse, tolerance);
  const { targetLearnability, conservationSum } = wanted;
  yield compare(`target ${where}`, got.targetLearnability, targetLearnability, tolerance);
  yield compare(`conservation ${where}`, got.conservation, conservationSum, tolerance);
}

/**
 * @param {import("../network.mjs").EngineModule} engine
 * @param {any} item
 */
function spectrumOf({ spectrum, stax }, { domain, size, net, kernel: get, eigenvalues }) {
  const network = /** @type {any} */ (build(stax, net));
  if (domain === "hypersphere") {
    return spectrum.sphere(network, { dim: size, levels: eigenvalues.length, get });
  }
  if (domain === "circleContinuous") {
    return spectrum.sphere(network, { dim: 2, levels: eigenvalues.length, get });
  }
  if (domain === "hypercube") return spectrum.hypercube(network, { dim: size, get });
  return spectrum.circle(network, { points: size, get });
}

/**
 * Kernel regression on all modes of a small domain.
 *
 * @type {import("../check.mjs").Runner}
 */
export const simulations = {
  recognises: ({ kind, kernel }) => kind === "simulation" && kernel === "ntk",

  *run(engine, item) {
    const points = item.domain === "circle" ? circlePoints(item.size) : cubePoints(item.size);
    const modes = item.domain === "circle" ? circleModes(item.size) : cubeModes(item.size);
    const network = build(engine.stax, item.net);
    const { ntk: kernel } = network.kernel(engine.array(points), null, ["ntk"]);
    const { trainIndices: train, ridge } = item;
    const regression = engine.spectrum.regressOn(kernel, { train, ridge });
    const tolerance = toleranceOf(item);
    const learnabilities = regression.learnabilities(modes);
    yield compare("learnabilities", learnabilities, vector(item.learnabilities), tolerance);
    yield compare("their sum", learnabilities.sum().item(), item.conservationSum, tolerance);
    const target = engine.matmul(modes, stored(engine)(vector(item.targetCoefficients)));
    const predicted = regression.predict(target);
    yield compare("predictions", predicted, vector(item.predictionsOnAllPoints), tolerance);
    const missed = predicted.sub(target);
    const squares = missed.mul(missed);
    yield compare("population error", squares.mean().item(), item.populationMse, tolerance);
    const seen = engine.take(squares, train).mean().item();
    yield compare("training error", seen, item.trainMse, tolerance);
  },
};

/** @param {number} count */
function circlePoints(count) {
  return Array.from({ length: count }, (_, j) => {
    const angle = (2 * Math.PI * j) / count;
    return [Math.SQRT2 * Math.cos(angle), Math.SQRT2 * Math.sin(angle)];
  });
}

/**
 * 1, √2 cos kθ, √2 sin kθ, …, and the alternating mode.
 *
 * @param {number} count
 */
function circleModes(count) {
  return Array.from({ length: count }, (_, j) =>
    Array.from({ length: count }, (_, m) => {
      const k = Math.ceil(m / 2);
      const angle = (2 * Math.PI * k * j) / count;
      if (m === 0 || 2 * k === count) return Math.cos(angle);
      return Math.SQRT2 * (m % 2 === 1 ? Math.cos(angle) : Math.sin(angle));
    }),
  );
}

/**
 * @param {number} dim
 * @returns {number[][]}
 */
function cubePoints(dim) {
  return Array.from({ length: 2 ** dim }, (_, i) =>
    Array.from({ length: dim }, (_, j) => ((i >> j) & 1 ? -1 : 1)),
  );
}

/**
 * Mode m is the product of the coordinates whose bits m has.
 *
 * @param {number} dim
 */
function cubeModes(dim) {
  return cubePoints(dim).map((point) =>
    Array.from({ length: 2 ** dim }, (_, mask) =>
      point.reduce((product, x, j) => ((mask >> j) & 1 ? product * x : product), 1),
    ),
  );
}

/** @param {number} value */
function zeroed(value) {
  return Math.abs(value) < ZERO ? 0 : value;
}

/** @param {number[]} data */
function vector(data) {
  return { shape: [data.length], data };
}
