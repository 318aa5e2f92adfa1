import { describe, expect, it } from "vitest";
import { array, type NDArray } from "../../../engine/array/index.js";
import { jacfwd, jvp } from "../../../engine/autodiff/index.js";
import * as stax from "../../../engine/stax/index.js";
import { activations as known } from "../stax/activations.js";
import { relativeError } from "./networks.js";
import { exponential, extrapolated } from "./tracing.js";

const activations: Readonly<Record<string, () => stax.Layer<stax.NoParams>>> = {
  ...known,
  elementwise: exponential,
  expNormalized: () => stax.expNormalized({ gamma: 0.8, shift: -0.5 }),
  step: () => stax.rectifiedMonomial(0),
};

const deep = (activation: stax.Layer<stax.NoParams>, w: NDArray | number, b: NDArray | number) => {
  const dense = () => stax.dense(8, { wStd: w, bStd: b });
  return stax.serial(dense(), activation, dense(), activation, dense());
};

const NEAR = 1e-4;
const nearTo = (row: readonly number[], offset: readonly number[]) =>
  row.map((x, k) => x + NEAR * (offset[k] as number));

/** Two rows, the first one again, one nearly parallel to it, its opposite, zeros. */
const [first, second] = [
  [0.7, -0.4, 0.9],
  [-0.2, 0.8, 0.5],
] as const;
const rows = [
  first,
  second,
  first,
  nearTo(first, [0.5, 0.3, -0.8]),
  first.map((x) => -x),
  [0, 0, 0],
];

/** How rows move; what is nearly parallel stays so. */
const [along, other] = [
  [0.3, 0.5, -0.2],
  [-0.4, 0.1, 0.6],
] as const;
const directions = [
  ...[along, other, along, nearTo(along, [0.2, -0.6, 0.1])],
  ...[along.map((x) => -x), [0.2, -0.3, 0.4]],
];

/**
 * Central differences with steps that halve, extrapolated to none, keep about twelve digits; nearly parallel rows have
 * half the digits of their angle where kernels are array functions.
 */
const TOLERANCE = 1e-9;

describe.each(Object.keys(activations))("derivatives of kernels of %s", (name) => {
  const activation = (activations[name] as () => stax.Layer<stax.NoParams>)();
  const x = array(rows);
  const direction = array(directions);

  it.each(["nngp", "ntk"] as const)("by inputs: %s", (get) => {
    const { kernel } = deep(activation, 1.2, 0.3);
    const [, got] = jvp((at: NDArray) => kernel(at, null, get), [x], [direction]);
    const want = extrapolated((t) => kernel(x.add(direction.mul(t)), null, get));
    expect(relativeError(got, want)).toBeLessThan(TOLERANCE);
  });

  it.each(["nngp", "ntk"] as const)("by σ_w and σ_b: %s", (get) => {
    const of = (w: NDArray | number, b: NDArray | number) =>
      deep(activation, w, b).kernel(x, null, get);
    const byW = jacfwd((w: NDArray) => of(w, 0.3))(array(1.2));
    expect(
      relativeError(
        byW,
        extrapolated((t) => of(1.2 + t, 0.3)),
      ),
    ).toBeLessThan(TOLERANCE);
    const byB = jacfwd((b: NDArray) => of(1.2, b))(array(0.3));
    expect(
      relativeError(
        byB,
        extrapolated((t) => of(1.2, 0.3 + t)),
      ),
    ).toBeLessThan(TOLERANCE);
  });
});
