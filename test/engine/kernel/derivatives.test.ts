import { describe, expect, it } from "vitest";
import { array, exp, mul, type NDArray } from "../../../engine/array/index.js";
import { grad, hessian, jacfwd, jacrev, jvp } from "../../../engine/autodiff/index.js";
import { jit } from "../../../engine/jit/index.js";
import { logMarginalLikelihood } from "../../../engine/predict/index.js";
import { key } from "../../../engine/random/key.js";
import { normal } from "../../../engine/random/normal.js";
import * as stax from "../../../engine/stax/index.js";
import { activations as known } from "../stax/activations.js";
import { relativeError } from "./networks.js";
import { difference, exponential, moment, NAMES, traced } from "./tracing.js";

const activations: Readonly<Record<string, () => stax.Layer<stax.NoParams>>> = {
  ...known,
  elementwise: exponential,
  elementwiseNumerical: () =>
    stax.elementwiseNumerical((x) => exp(mul(x, 0.3)), {
      degree: 12,
      derivative: (x) => exp(mul(x, 0.3)).mul(0.3),
    }),
  expNormalized: () => stax.expNormalized({ gamma: 0.8, shift: -0.5 }),
  step: () => stax.rectifiedMonomial(0),
};

/** Digits less: the tiles' fit of a quadrature divides differences of its values by the angle's square. */
const loss = (name: string) => (name === "elementwiseNumerical" ? 10 : 1);

const x1 = normal(key(1), [4, 3], { dtype: "float64" });
const x2 = normal(key(2), [3, 3], { dtype: "float64" });

type Hyper = { w: NDArray | number; b: NDArray | number };
const deep = (activation: stax.Layer<stax.NoParams>, { w, b }: Hyper, standard = false) => {
  const options = standard
    ? ({ wStd: w, bStd: b, parameterization: "standard" } as const)
    : { wStd: w, bStd: b };
  return stax.serial(
    stax.dense(8, options),
    activation,
    stax.dense(8, options),
    activation,
    stax.dense(1, options),
  );
};

/** Where a derivative is 0 (the kernel of `rbf` by σ_b) differences leave rounding errors. */
const slopeError = (got: NDArray, want: readonly number[]) =>
  relativeError(got, want) * Math.min(1, Math.max(...want.map(Math.abs)));

describe.each(Object.keys(activations))("kernels of %s", (name) => {
  const activation = (activations[name] as () => stax.Layer<stax.NoParams>)();
  const hyper = { w: 1.2, b: 0.3 };

  it("are those of the compiled tiles inside of transforms", () => {
    for (const other of [null, x2]) {
      const { kernel } = deep(activation, hyper);
      const want = kernel(x1, other, NAMES);
      const got = traced((x) => kernel(x, other, NAMES), x1);
      for (const each of NAMES) {
        expect(got[each].shape).toEqual(want[each].shape);
        expect(relativeError(got[each], want[each].data)).toBeLessThan(1e-12 * loss(name));
      }
    }
  });

  it("have the derivatives by σ_w and σ_b that differences show, on the diagonal too", () => {
    for (const standard of name === "relu" ? [false, true] : [false]) {
      for (const get of ["nngp", "ntk"] as const) {
        const of = (w: NDArray | number, b: NDArray | number) =>
          deep(activation, { w, b }, standard).kernel(x1, null, get);
        const byW = jacfwd((w: NDArray) => of(w, 0.3))(array(1.2));
        expect(
          slopeError(
            byW,
            difference((t) => of(1.2 + t, 0.3)),
          ),
        ).toBeLessThan(1e-7);
        const byB = jacrev((b: NDArray) => of(1.2, b))(array(0.3));
        expect(
          slopeError(
            byB,
            difference((t) => of(1.2, 0.3 + t)),
          ),
        ).toBeLessThan(1e-7);
      }
    }
  });

  it("have the derivatives by the inputs that differences show, on the diagonal too", () => {
    const direction = normal(key(3), [4, 3], { dtype: "float64" });
    const { kernel } = deep(activation, hyper);
    for (const get of ["nngp", "ntk"] as const) {
      const [, got] = jvp((x: NDArray) => kernel(x, null, get), [x1], [direction]);
      const want = difference((t) => kernel(x1.add(direction.mul(t)), null, get));
      expect(relativeError(got, want)).toBeLessThan(1e-7 * loss(name));
    }
  });
});

describe("derivatives of kernels", () => {
  it("are finite for rows of zeros, and for duplicates and opposites", () => {
    const rows = array([
      [0, 0],
      [1, 2],
      [1, 2],
      [-1, -2],
    ]);
    for (const name of Object.keys(activations)) {
      const activation = (activations[name] as () => stax.Layer<stax.NoParams>)();
      const net = stax.serial(
        ...[stax.dense(8), activation, stax.dense(8), stax.layerNorm(), stax.dense(1)],
      );
      const kernel = (x: NDArray) => net.kernel(x, null, "ntk");
      const slopes = grad((x: NDArray) => kernel(x).sum())(rows);
      expect(Array.from(slopes.data).every(Number.isFinite), name).toBe(true);
      expect(relativeError(traced(kernel, rows), kernel(rows).data), name).toBeLessThan(
        1e-12 * loss(name),
      );
    }
  });

  it("of the evidence are those that differences show, also compiled and at second order", () => {
    const y = normal(key(7), [4], { dtype: "float64" });
    const evidence = (w: NDArray) =>
      logMarginalLikelihood(deep(stax.relu(), { w, b: 0.3 }).kernel(x1, null, "ntk"), y, {
        diagReg: 0.1,
      });
    const at = array(1.2);
    const [want] = difference((t) => evidence(array(1.2 + t)));
    expect(grad(evidence)(at).item()).toBeCloseTo(want as number, 7);
    expect(jit(grad(evidence))(at).item()).toBeCloseTo(want as number, 7);
    const [second] = difference((t) => grad(evidence)(array(1.2 + t)));
    expect(hessian(evidence)(at).item()).toBeCloseTo(second as number, 6);
  });

  it("of E[φφ′] by k stand for an E[φ̇φ̇′] that is not given", () => {
    const [phi, own] = [
      (x: NDArray) => exp(mul(x, 0.3)),
      (...q: [NDArray, NDArray, NDArray]) => moment(...q).mul(0.09),
    ];
    const [given, derived] = [
      stax.elementwise(phi, moment, own),
      stax.elementwise(phi, moment),
    ].map((layer) => traced((x) => deep(layer, { w: 1.2, b: 0.3 }).kernel(x, null, "ntk"), x1)) as [
      NDArray,
      NDArray,
    ];
    expect(relativeError(derived, given.data)).toBeLessThan(1e-14);
  });

  it("of finite networks follow σ_w too", () => {
    const loss = (w: NDArray | number) => {
      const net = stax.serial(stax.dense(5, { wStd: w }), stax.erf(), stax.dense(1));
      const { params } = net.init(key(8), [4, 3]);
      return net.apply(params, x1).sum();
    };
    const [want] = difference((t) => loss(1.2 + t));
    expect(grad((w: NDArray) => loss(w))(array(1.2)).item()).toBeCloseTo(want as number, 5);
  });

  it("by σ_w need a number", () => {
    expect(() => stax.dense(3, { wStd: array([1, 2]) })).toThrow(/wStd/);
  });
});
