// @ts-nocheck: the package is installed on demand
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";

/** TensorFlow.js on its WebAssembly backend, one thread, float32. */
export async function load() {
  const tf = await import("@tensorflow/tfjs");
  const wasm = await import("@tensorflow/tfjs-backend-wasm");
  const main = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  wasm.setWasmPaths(dirname(main) + sep);
  wasm.setThreadsCount(1);
  await tf.setBackend("wasm");
  await tf.ready();
  return {
    /** Of the function of 20 operations in the row scalar-gradient. */
    scalarGradient(count) {
      const f = (x) => {
        let y = x;
        for (let k = 0; k < 5; k++) y = tf.sin(y).mul(y).add(1).div(2);
        return y;
      };
      const [x, gradient] = [tf.scalar(0.7), tf.grad(f)];
      return () => {
        for (let k = 0; k < count; k++) tf.tidy(() => gradient(x).dataSync());
      };
    },
    /** A step of gradient descent on an MLP's cross-entropy. */
    trainingStep({ weights, widths, x, y, examples, rate }) {
      const [first, last] = [widths[0], widths[widths.length - 1]];
      const [inputs, targets] = [
        tf.tensor2d(x, [examples, first]),
        tf.tensor2d(y, [examples, last]),
      ];
      const params = widths
        .slice(1)
        .flatMap((width, k) => [
          tf.variable(tf.tensor2d(weights(widths[k] * width), [widths[k], width])),
          tf.variable(tf.tensor1d(weights(width))),
        ]);
      const optimizer = tf.train.sgd(rate);
      const loss = () => {
        const [w1, b1, w2, b2, w3, b3] = params;
        const one = tf.relu(tf.add(tf.matMul(inputs, w1), b1));
        const two = tf.relu(tf.add(tf.matMul(one, w2), b2));
        const scores = tf.logSoftmax(tf.add(tf.matMul(two, w3), b3));
        return tf.mul(tf.sum(tf.mul(targets, scores)), -1 / examples);
      };
      return () => {
        optimizer.minimize(loss, false, params);
        params[0].dataSync();
      };
    },
    matmul(a, b, n) {
      const [x, y] = [tf.tensor2d(a, [n, n]), tf.tensor2d(b, [n, n])];
      return () => {
        const product = tf.matMul(x, y);
        product.dataSync();
        product.dispose();
      };
    },
  };
}
