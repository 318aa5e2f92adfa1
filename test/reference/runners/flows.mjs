import { compare, toleranceOf } from "../compare.mjs";
import { stored } from "../stored.mjs";

/**
 * Invertible layers with explicit parameters: forward, inverse, log determinants, whole Jacobians, and the gradient
 * of the mean log likelihood by every parameter.
 *
 * @type {import("../check.mjs").Runner}
 */
export const invertible = {
  recognises: ({ kind, logAbsDet }) => kind in layers && logAbsDet !== undefined,

  *run(/** @type {any} */ engine, item) {
    const read = stored(engine);
    const { flow, tree } = layerOf(item.kind)(engine.flows, item);
    const flat = mapValues(item.params, read);
    const x = read(item.x);
    const tolerance = toleranceOf(item);
    const { y, logDet } = flow.transform(tree(flat), x);
    yield compare("y", y, item.y, tolerance);
    yield compare("log det", logDet, item.logAbsDet, tolerance);
    const exact = engine.flows.exactLogDet(
      (/** @type {any} */ p) => flow.forward(tree(flat), p),
      x,
    );
    yield compare("exact log det", exact, item.logAbsDet, tolerance);
    const inverse = flow.inverse(tree(flat), read(item.inverseInput));
    yield compare("inverse", inverse, item.inverseOutput, { ...tolerance, rtol: item.rtolInverse });
    const likelihood = (/** @type {any} */ params) =>
      engine.flows.negativeLogLikelihood(flow, tree(params), x).neg();
    yield compare("likelihood", likelihood(flat).item(), item.meanLogLikelihood, tolerance);
    const gradient = engine.grad(likelihood)(flat);
    for (const [name, wanted] of Object.entries(item.gradMeanLogLikelihood)) {
      yield compare(`gradient by ${name}`, gradient[name], /** @type {any} */ (wanted), tolerance);
    }
  },
};

/**
 * @param {Record<string, any>} of
 * @param {(value: any) => any} f
 */
function mapValues(of, f) {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, f(value)]));
}

/**
 * The files' flat parameters as the layer's tree.
 *
 * @param {string} prefix
 */
const network = (prefix) => (/** @type {any} */ flat) => ({
  ...{ w1: flat[`${prefix}W1`], b1: flat[`${prefix}b1`] },
  ...{ w2: flat[`${prefix}W2`], b2: flat[`${prefix}b2`] },
});

/** @param {string} prefix */
const affine = (prefix) => (/** @type {any} */ flat) => ({
  scale: network(`${prefix}s`)(flat),
  shift: network(`${prefix}t`)(flat),
});

/** @type {Record<string, (flows: any, item: any) => { flow: any, tree: (flat: any) => any }>} */
const layers = {
  planar: (flows) => ({ flow: flows.planar(), tree: (flat) => flat }),
  radial: (flows) => ({ flow: flows.radial(), tree: (flat) => flat }),
  affineCoupling: (flows, { k, swap }) => ({
    flow: flows.affineCoupling({ split: k, changes: swap ? "first" : "second" }),
    tree: affine(""),
  }),
  additiveCoupling: (flows, { k }) => ({
    flow: flows.additiveCoupling({ split: k }),
    tree: (flat) => ({ shift: network("m")(flat) }),
  }),
  maskedAutoregressive: (flows) => ({
    flow: flows.maskedAutoregressive(),
    tree: ({ W1, b1, Wm, bm, Wa, ba }) => ({
      ...{ w1: W1, b1, wMean: Wm, bMean: bm, wScale: Wa, bScale: ba },
    }),
  }),
  composite: (flows, { k }) => ({
    flow: flows.compose(
      ...[0, 1].flatMap(() => [flows.affineCoupling({ split: k }), flows.reverse()]),
    ),
    tree: (flat) => [affine("l0")(flat), [], affine("l1")(flat), []],
  }),
};

/** @param {string} kind */
function layerOf(kind) {
  const layer = layers[kind];
  if (layer === undefined) throw new Error(`no layer ${kind}`);
  return layer;
}

/**
 * A flow along a differential equation.
 *
 * @type {import("../check.mjs").Runner}
 */
export const continuousFlow = {
  recognises: ({ kind }) => kind === "continuousFlow",

  *run(/** @type {any} */ engine, item) {
    const read = stored(engine);
    const { flows, nn, matmul } = engine;
    const [w, b] = [read(item.W), read(item.b)];
    const velocity = (/** @type {any} */ _, /** @type {any} */ x) =>
      nn.tanh(matmul(x, w, { transposeB: true }).add(b));
    const flow = flows.continuous({ velocity, init: () => [], time: item.T, steps: 1000 });
    const tolerance = toleranceOf(item);
    const { y, logDet } = flow.transform([], read(item.x));
    yield compare("x at the end", y, item.xT, tolerance);
    yield compare("change of log p", logDet.neg(), item.deltaLogp, tolerance);
    yield compare("back", flow.inverse([], y), item.x, { rtol: item.rtolInverse, atol: 0 });
  },
};

/**
 * Estimates of a trace: with their standard errors.
 *
 * @type {import("../check.mjs").Runner}
 */
export const traceEstimates = {
  recognises: ({ kind }) => kind === "hutchinson",

  *run(/** @type {any} */ engine, item) {
    const a = stored(engine)(item.A);
    const [dim] = item.A.shape;
    const samples = 20000;
    const product = (/** @type {any} */ v) => engine.matmul(a, v);
    for (const [probes, variance] of [
      ["rademacher", item.varianceRademacher],
      ["normal", item.varianceGaussian],
    ]) {
      const key = engine.random.key(7);
      const { estimate, standardError } = engine.flows.hutchinson(product, key, {
        dim,
        samples,
        probes,
      });
      // Five standard errors; the sample variance of so many is right to a few percent.
      const expected = Math.sqrt(variance / samples);
      yield compare(`trace, ${probes}`, estimate, item.trace, { rtol: 0, atol: 5 * expected });
      yield compare(`error, ${probes}`, standardError, expected, { rtol: 0.05, atol: 0 });
    }
  },
};
