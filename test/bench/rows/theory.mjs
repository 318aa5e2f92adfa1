/** The theory toolbox. */

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
    about: "gradient of RealNVP's likelihood, 8 couplings of width 64, batch 512",
    engine({ flows, random, valueAndGrad }) {
      const layers = Array.from({ length: 8 }, (_, i) =>
        flows.affineCoupling({ width: 64, changes: i % 2 === 0 ? "second" : "first" }),
      );
      const flow = flows.compose(...layers);
      const params = flow.init(random.key(0), 2);
      const x = flows.twoMoons(random.key(1), 512);
      const loss = (/** @type {typeof params} */ at) => flows.negativeLogLikelihood(flow, at, x);
      return () => valueAndGrad(loss)(params);
    },
  },
];
