import { numbers } from "./data.mjs";

const N = 1e6;

/** @type {import("../measure.mjs").Row} */
const addRow = {
  name: "add-1e6",
  about: "x + y of a million float64 each, eager; beside the loop that one would write",
  engine({ add, mul, sub, array }) {
    const [x, y] = [array(numbers(N)), array(numbers(N).reverse())];
    // Other functions have run before, as in any notebook.
    for (const f of [mul, sub]) for (let i = 0; i < 5; i++) f(x, y);
    return () => add(x, y);
  },
  async peers() {
    const [x, y] = [Float64Array.from(numbers(N)), Float64Array.from(numbers(N).reverse())];
    const add = (/** @type {Float64Array} */ sum) => {
      for (let i = 0; i < N; i++) {
        sum[i] = /** @type {number} */ (x[i]) + /** @type {number} */ (y[i]);
      }
      return sum;
    };
    const same = new Float64Array(N);
    return { loop: () => add(new Float64Array(N)), "loop into one array": () => add(same) };
  },
};

/** Gradients in a run, so that the clock's grain does not matter. */
const GRADIENTS = 200;

/** @type {import("../measure.mjs").Row} */
const scalarRow = {
  name: "scalar-gradient",
  about: `${GRADIENTS} gradients of a function of one number with 20 operations, eager, float64`,
  engine({ array, grad, sin }) {
    const f = (/** @type {import("../../../engine/index.js").NDArray} */ x) => {
      let y = x;
      for (let k = 0; k < 5; k++) y = sin(y).mul(y).add(1).div(2);
      return y;
    };
    const [x, gradient] = [array(0.7), grad(f)];
    return () => {
      for (let k = 0; k < GRADIENTS; k++) gradient(x).item();
    };
  },
  async peers({ tensorflow }) {
    return tensorflow ? { tfjs: tensorflow.scalarGradient(GRADIENTS) } : {};
  },
};

const [EXAMPLES, WIDTH] = [100, 256];

/** @type {import("../measure.mjs").Row} */
const jacobianRow = {
  name: "per-example",
  about: `gradients of an MLP 256-256-256-1 (ReLU) for each of ${EXAMPLES} examples, float32`,
  dtype: "float32",
  engine({ array, grad, matmul, nn, vmap }) {
    const make = (/** @type {number[]} */ ...shape) =>
      array(weights(shape.reduce((a, b) => a * b)), { shape });
    const params = [make(WIDTH, WIDTH), make(WIDTH, WIDTH), make(WIDTH)];
    const x = make(EXAMPLES, WIDTH);
    const f = (/** @type {typeof params} */ w, /** @type {typeof x} */ one) => {
      const [first, second, third] = /** @type {[typeof x, typeof x, typeof x]} */ (w);
      return matmul(nn.relu(matmul(nn.relu(matmul(one, first)), second)), third);
    };
    const jacobian = vmap(grad(f), { inAxes: [null, 0] });
    return () => jacobian(params, x);
  },
  async peers({ jax }) {
    return {
      "same bytes written": written(EXAMPLES * (2 * WIDTH * WIDTH + WIDTH)),
      ...(jax ? { "jax-js": await jax.perExample(weights, EXAMPLES, WIDTH) } : {}),
    };
  },
};

/** The limit of a result of so many float32: memory that was there before, filled. */
function written(/** @type {number} */ length) {
  const memory = new Float32Array(new SharedArrayBuffer(4 * length));
  return () => memory.fill(1);
}

/** Small enough for three layers. */
function weights(/** @type {number} */ length) {
  return numbers(length, "float32").map((x) => x / 16);
}

export const autodiffRows = [addRow, scalarRow, jacobianRow];
