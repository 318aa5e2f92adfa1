/** The theory toolbox. */
import { numbers } from "./data.mjs";

const COUPLINGS = 8;
const WIDTH = 64;
const EXAMPLES = 512;
const RATE = 1e-3;

/** @type {readonly import("../measure.mjs").Row[]} */
export const theoryRows = [
  {
    name: "kappa",
    about: "κ and all learnabilities of 100,000 modes, 1,000 samples",
    engine({ array, ones, spectrum }) {
      const decay = Float64Array.from({ length: 1e5 }, (_, i) => (i + 1) ** -1.5);
      const eigenvalues = array(decay, { shape: [1e5], dtype: "float64" });
      const multiplicities = ones([1e5], { dtype: "float64" });
      const modes = { domain: "a power law", eigenvalues, multiplicities };
      return () => spectrum.eigenlearning(modes, { n: 1000 });
    },
  },
  {
    name: "sphere-spectrum",
    about: "200 levels of a ReLU NTK on the sphere in 10 dimensions",
    engine({ spectrum, stax }) {
      const net = stax.serial(stax.dense(1, { wStd: Math.SQRT2 }), stax.relu(), stax.dense(1));
      return () => spectrum.sphere(net, { dim: 10, levels: 200 });
    },
  },
  {
    name: "realnvp-step",
    about: `a step of gradient descent on RealNVP's likelihood, ${COUPLINGS} couplings of width ${WIDTH}, batch ${EXAMPLES}, jitted`,
    dtype: "float32",
    engine({ flows, grad, jit, random, treeMap, treeZip }) {
      const layers = Array.from({ length: COUPLINGS }, (_, i) =>
        flows.affineCoupling({ width: WIDTH, changes: i % 2 === 0 ? "second" : "first" }),
      );
      const flow = flows.compose(...layers);
      /** @typedef {ReturnType<typeof flow.init>} Params */
      /** @typedef {import("../../../engine/index.js").NDArray} NDArray */
      const start = flow.init(random.key(0), 2);
      let params = /** @type {Params} */ (treeMap((leaf) => leaf.astype("float32"), start));
      const x = flows.twoMoons(random.key(1), EXAMPLES).astype("float32");
      const step = jit((/** @type {Params} */ p, /** @type {NDArray} */ batch) => {
        const loss = (/** @type {Params} */ at) => flows.negativeLogLikelihood(flow, at, batch);
        const gradient = /** @type {Params} */ (grad(loss)(p));
        return treeZip((a, g) => a.sub(g.mul(RATE)), p, gradient);
      });
      return () => {
        params = /** @type {Params} */ (step(params, x));
      };
    },
    async peers({ jax }) {
      if (!jax) return {};
      const problem = {
        weights: (/** @type {number} */ length) => numbers(length, "float32").map((w) => w / 16),
        couplings: COUPLINGS,
        width: WIDTH,
        x1: numbers(EXAMPLES, "float32"),
        x2: numbers(EXAMPLES, "float32"),
        examples: EXAMPLES,
        rate: RATE,
      };
      return { "jax-js": await jax.realNvpStep(problem) };
    },
  },
];
