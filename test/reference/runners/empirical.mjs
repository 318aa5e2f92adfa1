import { compare, toleranceOf } from "../compare.mjs";
import { stored } from "../stored.mjs";
import { Unsupported } from "../unsupported.mjs";

/**
 * Finite networks with explicit parameters: outputs, Jacobians and kernels, by every implementation.
 *
 * @type {import("../check.mjs").Runner}
 */
export const finiteNetworks = {
  recognises: (item) => "ntkFull" in item && "spec" in item,

  *run(engine, item) {
    if (!("empirical" in engine)) throw new Unsupported("empirical");
    const { f, params, inputs } = prepared(engine, item);
    const [x1, x2] = inputs;
    const tolerance = toleranceOf(item);
    yield compare("f1", f(params, x1), item.f1, tolerance);
    yield compare("f2", f(params, x2), item.f2, tolerance);
    yield* jacobians(engine, item);
    yield* kernels(engine, item);
  },
};

/** @type {Record<string, object>} */
const kernelOptions = {
  ntkFull: { traceAxes: [] },
  ntkTraceSum: { reduction: "sum" },
  ntkTraceMean: {},
  ntkDiagonal: { traceAxes: [], diagonalAxes: -1 },
};

const implementations = ["jacobianContraction", "structuredDerivatives", "auto"];

/**
 * @param {any} engine
 * @param {any} item
 */
function* kernels({ empirical, ...engine }, item) {
  const { f, params, inputs } = prepared(engine, item);
  const [x1, x2] = inputs;
  const tolerance = toleranceOf(item);
  yield compare("nngp", empirical.nngp(f)(x1, x2, params), item.nngp, tolerance);
  for (const implementation of implementations) {
    for (const [name, options] of Object.entries(kernelOptions)) {
      const kernel = empirical.ntk(f, { ...options, implementation })(x1, x2, params);
      yield compare(`${name}, ${implementation}`, kernel, item[name], tolerance);
    }
  }
}

/**
 * @param {any} engine
 * @param {any} item
 */
function* jacobians(engine, item) {
  const { concat, grad, jacrev } = engine;
  const { f, params, inputs, read } = prepared(engine, item);
  const [x] = inputs;
  const tolerance = toleranceOf(item);
  const [n, outputs] = item.f1.shape;
  const blocks = jacrev(f)(params, x).map((/** @type {any} */ block) =>
    block.reshape([n, outputs, -1]),
  );
  yield compare("jacobian", concat(blocks, 2), item.jacobian1, tolerance);
  const halfMse = (/** @type {any} */ p) => {
    const error = f(p, x).sub(read(item.y));
    return error.mul(error).mean().div(2);
  };
  const gradient = grad(halfMse)(params).map((/** @type {any} */ part) => part.reshape([-1]));
  yield compare("gradient", concat(gradient), item.halfMseGrad, tolerance);
  if (item.inputJacobian === undefined) return;
  const byInput = jacrev(f, { argnums: 1 })(params, x);
  const own = item.inputJacobian.shape.slice(2);
  const each = Array.from({ length: n }, (_, k) => byInput.slice(k, null, k));
  yield compare(
    "by the input",
    engine.stack(each).reshape([n, outputs, ...own]),
    item.inputJacobian,
    tolerance,
  );
}

/**
 * @param {any} engine
 * @param {any} item
 */
function prepared(engine, { spec, params, x1, x2 }) {
  const make = networks[spec.type];
  if (make === undefined) throw new Unsupported(`network ${spec.type}`);
  const read = stored(engine);
  const input = (/** @type {any} */ x) =>
    spec.vocab === undefined ? read(x) : engine.array(x.data, { shape: x.shape, dtype: "int32" });
  return { f: make(engine, spec), params: params.map(read), inputs: [x1, x2].map(input), read };
}

/**
 * @typedef {any} Engine
 * @param {Engine} engine
 * @param {string} name
 * @returns {(h: any) => any}
 */
const activation = ({ nn, tanh, special }, name) => ({ ...nn, tanh, ...special })[name];

/** @type {Record<string, (engine: Engine, spec: any) => (params: any, x: any) => any>} */
const networks = {
  mlp: (engine, { sizes, activation: name, parameterization, wStd, bStd, bias }) =>
    layers(engine, name, (k) => ({
      w: parameterization === "ntk" ? wStd / Math.sqrt(sizes[k]) : 1,
      b: bias ? (parameterization === "ntk" ? bStd : 1) : null,
    })),
  ntkMlp: (engine, { sizes, activation: name, wStd, bStd }) =>
    layers(engine, name, (k) => ({ w: wStd[k] / Math.sqrt(sizes[k]), b: bStd[k] })),
  tiedMlp:
    ({ matmul, tanh }) =>
    ([w1, b1, w2, b2, w3], x) => {
      let h = tanh(matmul(x, w1).add(b1));
      for (let use = 0; use < 2; use++) h = tanh(matmul(h, w2).add(b2));
      return matmul(h, w3);
    },
  layerNormResidual:
    ({ matmul, nn, sqrt }, { eps }) =>
    ([w1, b1, g, s, w2, b2, w3, b3], x) => {
      const h = matmul(x, w1).add(b1);
      const centred = h.sub(h.mean(-1, { keepdims: true }));
      const variance = centred.mul(centred).mean(-1, { keepdims: true });
      const z = centred
        .div(sqrt(variance.add(eps)))
        .mul(g)
        .add(s);
      return matmul(h.add(matmul(nn.relu(z), w2)).add(b2), w3).add(b3);
    },
  cnn:
    (engine, { padding, activation: name }) =>
    ([k, c, w, b], x) => {
      const { conv, avgPool, matmul } = engine;
      const hidden = activation(engine, name)(conv(x, k, { padding }).add(c));
      const pooled = avgPool(hidden, 2, { strides: 2 });
      return matmul(pooled.reshape([x.shape[0], -1]), w).add(b);
    },
  conv1d:
    (engine, { activation: name }) =>
    ([k1, c1, k2, c2, w, b], x) => {
      const act = activation(engine, name);
      const h = act(engine.conv(x, k1, { padding: "SAME" }).add(c1));
      const hidden = act(engine.conv(h, k2).add(c2));
      return engine.matmul(hidden.mean(1), w).add(b);
    },
  embeddingAttention:
    ({ matmul, nn, take, tanh }, { keyDim }) =>
    ([embedding, positions, wq, wk, wv, w, b], x) => {
      const e = take(embedding, x).add(positions);
      const scores = matmul(matmul(e, wq), matmul(e, wk), { transposeB: true });
      const attention = nn.softmax(scores.div(Math.sqrt(keyDim)));
      const h = tanh(e.add(matmul(attention, matmul(e, wv))));
      return matmul(h.mean(1), w).add(b);
    },
};

/**
 * Dense layers with an activation between them: W₁, b₁, W₂, b₂, …, or the weights alone.
 *
 * @param {Engine} engine
 * @param {string} name
 * @param {(layer: number) => { w: number, b: number | null }} scales
 * @returns {(params: any, x: any) => any}
 */
const layers = (engine, name, scales) => (params, x) => {
  const act = activation(engine, name);
  const each = scales(0).b === null ? 1 : 2;
  const depth = params.length / each;
  let h = x;
  for (let k = 0; k < depth; k++) {
    const { w, b } = scales(k);
    h = engine.matmul(h, params[each * k]).mul(w);
    if (b !== null) h = h.add(params[each * k + 1].mul(b));
    if (k < depth - 1) h = act(h);
  }
  return h;
};
