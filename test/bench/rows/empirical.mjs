import { numbers } from "./data.mjs";

/** @typedef {import("../../../engine/index.js")} Engine */
/** @typedef {import("../../../engine/index.js").NDArray} NDArray */
/** @typedef {"structuredDerivatives" | "jacobianContraction" | "ntkVectorProducts"} Implementation */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} about
 * @property {(engine: Engine) => { layers: unknown[], x: NDArray, others: NDArray | null }} make
 * @property {number[]} [traceAxes] the last axis unless given
 * @property {number} multiplyAdds those of `auto`: the way there and back, and products
 * @property {readonly Implementation[]} beside
 * @property {(peers: import("../peers.mjs").Peers) => Promise<Record<string, () => unknown>>} [peers]
 */

/**
 * An empirical NTK in float32 as `auto` computes it, beside other implementations of ours.
 *
 * @param {Case} given
 * @returns {import("../measure.mjs").Row}
 */
function row({ name, about, make, traceAxes, multiplyAdds, beside, peers: others }) {
  /** @returns {(implementation: Implementation | "auto") => () => unknown} */
  const runs = (/** @type {Engine} */ engine) => {
    const { empirical, random, stax, treeMap } = engine;
    const { layers, x, others } = make(engine);
    const network = Reflect.apply(stax.serial, stax, layers);
    const { params } = network.init(random.key(0), x.shape);
    const single = treeMap((/** @type {NDArray} */ leaf) => leaf.astype("float32"), params);
    const apply = (/** @type {never} */ p, /** @type {NDArray} */ y) => network.apply(p, y);
    const axes = traceAxes === undefined ? {} : { traceAxes };
    return (implementation) => {
      const kernel = empirical.ntk(apply, { ...axes, implementation });
      return () => kernel(x, others, /** @type {never} */ (single));
    };
  };
  return {
    name,
    about,
    dtype: "float32",
    multiplyAdds,
    engine: (engine) => runs(engine)("auto"),
    peers: async (peers, engine) => {
      const run = runs(engine);
      const own = Object.fromEntries(beside.map((name) => [name, onOne(engine, run(name))]));
      return { ...own, ...(others ? await others(peers) : {}) };
    },
  };
}

/** The engine's own times are those of one thread. */
const onOne = (/** @type {Engine} */ engine, /** @type {() => unknown} */ run) => () => {
  engine.setThreads(1);
  return run();
};

/** Small enough for three layers. */
function weights(/** @type {number} */ length) {
  return numbers(length, "float32").map((x) => x / 16);
}

/** @returns {NDArray} */
function inputs(/** @type {Engine} */ { array }, /** @type {number[]} */ shape) {
  const size = shape.reduce((product, length) => product * length, 1);
  return array(numbers(size), { shape, dtype: "float32" });
}

/** @returns {Case["make"]} */
function mlp(/** @type {number} */ n, /** @type {number[]} */ [features, ...widths]) {
  return (engine) => ({
    layers: widths.flatMap((width, k) => [
      engine.stax.dense(width, { wStd: Math.SQRT2, bStd: 0.1 }),
      ...(k < widths.length - 1 ? [engine.stax.relu()] : []),
    ]),
    x: inputs(engine, [n, features ?? 0]),
    others: null,
  });
}

/** The network of PyTorch's tutorial on tangent kernels. */
const tutorial = (/** @type {Engine} */ engine) => {
  const { conv, dense, flatten, relu } = engine.stax;
  const convolution = () => conv(32, [3, 3], { padding: "VALID" });
  return {
    layers: [convolution(), relu(), convolution(), relu(), convolution(), flatten(), dense(10)],
    x: inputs(engine, [20, 32, 32, 3]),
    others: inputs(engine, [5, 32, 32, 3]),
  };
};

const leNet = (/** @type {Engine} */ engine) => {
  const { avgPool, conv, dense, flatten, relu } = engine.stax;
  const pool = () => avgPool([2, 2], { strides: [2, 2] });
  return {
    layers: [
      ...[conv(6, [5, 5], { padding: "SAME" }), relu(), pool()],
      ...[conv(16, [5, 5], { padding: "VALID" }), relu(), pool(), flatten()],
      ...[dense(120), relu(), dense(84), relu(), dense(10)],
    ],
    x: inputs(engine, [32, 28, 28, 1]),
    others: null,
  };
};

export const empiricalRows = [
  row({
    name: "ntk-mlp-500",
    about: "traced NTK of an MLP 784-512-512-10 (ReLU), 500 inputs, float32",
    make: mlp(500, [784, 512, 512, 10]),
    multiplyAdds: 2.5e9,
    beside: [],
  }),
  row({
    name: "ntk-mlp-100",
    about: "the same of 100 inputs (their Jacobians, 2.7 GB, would take minutes)",
    make: mlp(100, [784, 512, 512, 10]),
    multiplyAdds: 0.36e9,
    beside: [],
  }),
  row({
    name: "ntk-small-100",
    about: "NTK of an MLP 256-256-256-1 (ReLU), 100 inputs, float32",
    make: mlp(100, [256, 256, 256, 1]),
    multiplyAdds: 23e6,
    beside: ["jacobianContraction", "ntkVectorProducts"],
    peers: async ({ jax }) => (jax ? { "jax-js": await jax.tangentKernel(weights, 100, 256) } : {}),
  }),
  row({
    name: "ntk-cnn-20x5",
    about: "NTK of PyTorch's tutorial CNN, 20 × 5 images of 32 × 32, all pairs of outputs, float32",
    make: tutorial,
    multiplyAdds: 7.5e9,
    traceAxes: [],
    beside: ["jacobianContraction", "ntkVectorProducts"],
  }),
  row({
    name: "ntk-lenet-32",
    about: "NTK of LeNet-5, 32 images of 28 × 28, all pairs of outputs, float32",
    make: leNet,
    multiplyAdds: 0.37e9,
    traceAxes: [],
    beside: ["jacobianContraction"],
  }),
];
