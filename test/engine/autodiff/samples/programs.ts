import { evaluate } from "../../../../engine/core/program.js";
import { record } from "../../../../engine/core/recording.js";
import * as nt from "../../../../engine/index.js";
import type { NDArray } from "../../../../engine/index.js";
import { vector, matrix, one, two, type Samples, type Sample } from "./sample.js";

const drawnFrom = (key: nt.random.Key): NDArray => nt.random.normal(key, [4]);
const tanhKernel = nt.stax.serial(nt.stax.dense(1), nt.stax.tanh(), nt.stax.dense(1)).kernel;
const ownSine = nt.customJvp(
  (x: NDArray) => nt.sin(x),
  ([x], [t]) => [nt.sin(x), nt.cos(x).mul(t)],
);
const ownProduct = nt.customVjp(
  (x: NDArray, y: NDArray) => nt.sin(x).mul(y),
  (x, y) => [nt.sin(x).mul(y), [x, y] as const],
  ([x, y], ct) => [nt.cos(x).mul(y).mul(ct), nt.sin(x).mul(ct)],
);

const savingProduct = nt.checkpoint(ownProduct);

/** As programs are run that were recorded before the values are known. */
const recorded = (f: (x: NDArray) => NDArray, at: NDArray): Sample => {
  const program = record("test", [at], ([x]) => [f(x as NDArray)]);
  return one((x) => evaluate(program, [x])[0] as NDArray, at);
};
const bent = (x: NDArray): NDArray =>
  nt.cond(
    x.greater(1),
    (y) => y.mul(y),
    (y) => nt.sin(y),
    x,
  );
const grown = (x: NDArray): NDArray =>
  nt.whileLoop(
    (y) => y.less(10),
    (y) => y.mul(x).add(y),
    x,
  );
const running = (x: NDArray): NDArray =>
  nt.scan((sum: NDArray, y) => [sum.mul(y), sum.add(y)], 1, x)[1];

export const programs: Samples = {
  customJvp: [one(ownSine)],
  customVjp: [two(ownProduct, matrix, matrix.mul(2))],
  numericFunction: [one((x) => tanhKernel(x, null, "nngp"), matrix)],
  pendingBackward: [
    two((x, y) => nt.jvp(ownProduct, [x, x.add(1)], [y, x])[1], matrix, matrix.mul(2)),
  ],
  checkpoint: [two(savingProduct, matrix, matrix.mul(2))],
  checkpointDerivative: [
    two((x, y) => nt.jvp(savingProduct, [x, y], [y, x])[1], matrix, matrix.mul(2)),
  ],
  cond: [recorded(bent, nt.array(1.4)), recorded(bent, nt.array(0.3))],
  condDerivative: [recorded((x) => nt.grad(bent)(x), nt.array(1.4))],
  whileLoop: [recorded(grown, nt.array(1.3)), one(grown, nt.array(1.3))],
  unstack: [one(running, vector)],
  stopGradient: [one((x) => x.mul(nt.stopGradient(x.mul(0)).add(1)))],
  randomDraw: [
    one((x) =>
      nt.jit((key: nt.random.Key, y: NDArray) => drawnFrom(key).mul(y))(nt.random.key(1), x),
    ),
  ],
};
