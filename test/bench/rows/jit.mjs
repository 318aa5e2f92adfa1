import { numbers } from "./data.mjs";

const LENGTH = 1e6;

/** @typedef {import("../../../engine/index.js").NDArray} NDArray */

/** @type {import("../measure.mjs").Row} */
const arithmeticRow = {
  name: "jit-arithmetic",
  about: "eight additions and multiplications on a million float32, jitted; beside the same eager",
  dtype: "float32",
  engine({ array, jit }) {
    const [x, f] = [array(numbers(LENGTH, "float32")), jit(polynomial)];
    return () => f(x);
  },
  async peers({ jax }, { array }) {
    const x = array(numbers(LENGTH, "float32"));
    const memory = new Float32Array(new SharedArrayBuffer(4 * LENGTH));
    return {
      // The limit: the values once through the memory, to a place that stays in the caches.
      "same bytes copied": () => memory.set(x.data),
      eager: () => polynomial(x),
      ...(jax ? { "jax-js": jax.polynomial(numbers(LENGTH, "float32"), LENGTH) } : {}),
    };
  },
};

function polynomial(/** @type {NDArray} */ v) {
  const w = v.mul(0.5).add(1);
  return w.mul(w).sub(v).mul(v).add(0.25).mul(v).add(2);
}

/** @type {import("../measure.mjs").Row} */
const geluRow = {
  name: "jit-gelu",
  about: "x(1 + tanh(√(2/π)(x + 0.044715 x³))), eight operations on a million float32, jitted",
  dtype: "float32",
  engine({ array, jit, tanh }) {
    const x = array(numbers(LENGTH, "float32"));
    const f = jit((/** @type {NDArray} */ v) => gelu(v, tanh));
    return () => f(x);
  },
  async peers({ jax }, { array, tanh }) {
    const x = array(numbers(LENGTH, "float32"));
    return {
      // The limit: the other seven operations take a fifth of its time.
      "its tanh alone": () => tanh(x),
      eager: () => gelu(x, tanh),
      ...(jax ? { "jax-js": jax.gelu(numbers(LENGTH, "float32"), LENGTH) } : {}),
    };
  },
};

function gelu(/** @type {NDArray} */ v, /** @type {(x: NDArray) => NDArray} */ tanh) {
  const inner = v
    .mul(v)
    .mul(0.044715)
    .add(1)
    .mul(v)
    .mul(Math.sqrt(2 / Math.PI));
  return tanh(inner).add(1).mul(v);
}

const WIDTHS = [784, 512, 512, 10];
const EXAMPLES = 128;
const RATE = 0.01;
/** Forward, and twice as much backward but for the inputs' gradient. */
const MULTIPLY_ADDS = EXAMPLES * (3 * (784 * 512 + 512 * 512 + 512 * 10) - 784 * 512);

/** @type {import("../measure.mjs").Row} */
const trainingRow = {
  name: "mlp-step",
  about: `a step of gradient descent, MLP ${WIDTHS.join("-")} (ReLU, cross-entropy), batch ${EXAMPLES}, jitted`,
  dtype: "float32",
  multiplyAdds: MULTIPLY_ADDS,
  engine({ array, add, grad, jit, matmul, mul, nn, sub }) {
    const given = problem();
    /** @type {NDArray[]} */
    let params = given.widths.slice(1).flatMap((width, k) => [
      array(given.weights(/** @type {number} */ (WIDTHS[k]) * width), {
        shape: [/** @type {number} */ (WIDTHS[k]), width],
      }),
      array(given.weights(width)),
    ]);
    const x = array(given.x, { shape: [EXAMPLES, 784] });
    const y = array(given.y, { shape: [EXAMPLES, 10] });
    const loss = (
      /** @type {NDArray[]} */ p,
      /** @type {NDArray} */ x,
      /** @type {NDArray} */ y,
    ) => {
      const [w1, b1, w2, b2, w3, b3] =
        /** @type {[NDArray, NDArray, NDArray, NDArray, NDArray, NDArray]} */ (p);
      const one = nn.relu(add(matmul(x, w1), b1));
      const two = nn.relu(add(matmul(one, w2), b2));
      const scores = nn.logSoftmax(add(matmul(two, w3), b3));
      return mul(y, scores)
        .sum()
        .mul(-1 / EXAMPLES);
    };
    const step = jit(
      (/** @type {NDArray[]} */ p, /** @type {NDArray} */ x, /** @type {NDArray} */ y) =>
        grad(loss)(p, x, y).map((g, k) => sub(/** @type {NDArray} */ (p[k]), g.mul(RATE))),
    );
    return () => {
      params = step(params, x, y);
    };
  },
  async peers({ jax, tensorflow }, engine) {
    return {
      "its products alone": products(engine),
      ...(jax ? { "jax-js": await jax.trainingStep(problem()) } : {}),
      ...(tensorflow ? { tfjs: tensorflow.trainingStep(problem()) } : {}),
    };
  },
};

/**
 * The limit of a step: the products that it is made of, forward, of the weights' gradients and of the hidden
 * layers' gradients.
 *
 * @returns {() => void}
 */
function products(/** @type {import("../../../engine/index.js")} */ { array, matmul }) {
  const made = (/** @type {number} */ rows, /** @type {number} */ columns) =>
    array(numbers(rows * columns, "float32"), { shape: [rows, columns] });
  const layers = WIDTHS.slice(1).map((to, k) => {
    const from = /** @type {number} */ (WIDTHS[k]);
    return { x: made(EXAMPLES, from), w: made(from, to), cotangent: made(EXAMPLES, to) };
  });
  return () => {
    layers.forEach(({ x, w, cotangent }, k) => {
      matmul(x, w);
      matmul(x, cotangent, { transposeA: true });
      if (k > 0) matmul(cotangent, w, { transposeB: true });
    });
  };
}

function problem() {
  const y = new Float32Array(EXAMPLES * 10);
  for (let i = 0; i < EXAMPLES; i++) y[i * 10 + (i % 10)] = 1;
  return {
    widths: WIDTHS,
    examples: EXAMPLES,
    rate: RATE,
    x: numbers(EXAMPLES * 784, "float32"),
    y,
    weights: (/** @type {number} */ length) => numbers(length, "float32").map((w) => w / 16),
  };
}

export const jitRows = [arithmeticRow, geluRow, trainingRow];
