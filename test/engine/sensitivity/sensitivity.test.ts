import { describe, expect, it } from "vitest";
import {
  abs,
  array,
  eye,
  exp,
  jacobian,
  matmul,
  type NDArray,
  nn,
  random,
  sensitivity,
  sin,
  singularValues,
  tanh,
  transpose,
} from "../../../engine/index.js";
import { gaussLegendre } from "../../../engine/sensitivity/gauss-legendre.js";

const w = random.normal(random.key(0), [4, 3]);
const score = (x: NDArray): NDArray => sin(matmul(tanh(x), w)).sum();
const x = random.normal(random.key(1), [4]);

describe("integrated gradients", () => {
  it.each([undefined, [1, 1, -1, 0.5]])(
    "sum to the difference of scores, baseline %j",
    (baseline) => {
      const shares = sensitivity.integratedGradients(
        score,
        x,
        baseline === undefined ? {} : { baseline },
      );
      const gained = score(x).sub(score(array(baseline ?? [0, 0, 0, 0])));
      // The integrand is analytic: 32 points are far more than its digits need.
      expect(shares.sum().item()).toBeCloseTo(gained.item(), 12);
    },
  );

  it("keeps the input's precision, and takes whole numbers and lists", () => {
    const sum = (y: NDArray) => y.mul(y).sum();
    const single = array([1, 2], { dtype: "float32" });
    const shares = sensitivity.integratedGradients(sum, single, { baseline: [0, 1] });
    expect(shares.dtype).toBe("float32");
    // x² − x₀² of each number; quadrature is exact for polynomials.
    expect([...shares.data]).toEqual([expect.closeTo(1, 6), expect.closeTo(3, 5)]);
    const whole = sensitivity.integratedGradients(sum, array([1, 2], { dtype: "int32" }));
    expect([...whole.data]).toEqual([expect.closeTo(1, 13), expect.closeTo(4, 13)]);
  });

  it("give each element of a sum its own part", () => {
    const f = (v: NDArray): NDArray => exp(v).sum();
    const shares = sensitivity.integratedGradients(f, [0.5, -1]);
    expect(shares.data[0]).toBeCloseTo(Math.expm1(0.5), 13);
    expect(shares.data[1]).toBeCloseTo(Math.expm1(-1), 13);
  });

  it("name what does not fit", () => {
    expect(() => sensitivity.integratedGradients(score, x, { baseline: [1] })).toThrow(
      "the baseline [1] and x [4] must have one shape",
    );
    expect(() => sensitivity.integratedGradients(score, x, { points: 0 })).toThrow("points = 0");
    expect(() => sensitivity.integratedGradients(score, x, { steps: 3 } as object)).toThrow(
      '"steps"',
    );
  });

  it("rest on a quadrature that is exact for polynomials of degree 2n − 1", () => {
    const { nodes, weights } = gaussLegendre(5);
    for (let degree = 0; degree < 10; degree++) {
      const integral = nodes.reduce((sum, t, k) => sum + (weights[k] as number) * t ** degree, 0);
      expect(integral).toBeCloseTo(1 / (degree + 1), 14);
    }
  });
});

describe("saliency", () => {
  it("is the size of the gradient, for each example its own", () => {
    const examples = random.normal(random.key(2), [5, 4]);
    const all = sensitivity.saliency((v) => sin(matmul(tanh(v), w)).sum(), examples);
    const one = sensitivity.saliency(score, examples.slice(2));
    expect(all.slice(2).toArray()).toEqual(one.toArray());
    expect(one.toArray()).toEqual(abs(one).toArray());
  });
});

describe("input Jacobians", () => {
  it("are those of each example", () => {
    const f = (v: NDArray): NDArray => sin(matmul(tanh(v), w));
    const examples = random.normal(random.key(3), [5, 4]);
    const all = sensitivity.inputJacobians(f, examples);
    expect(all.shape).toEqual([5, 3, 4]);
    const one = jacobian(f)(examples.slice(3));
    one.data.forEach((value, k) => expect(all.data[3 * 12 + k]).toBeCloseTo(value, 14));
  });
});

describe("the spectra of Jacobians over depth", () => {
  const layersOf = (matrices: readonly NDArray[], f: (h: NDArray) => NDArray) =>
    matrices.map((matrix) => (h: NDArray) => f(matmul(h, matrix)));
  const widths = [4, 6, 5, 3];
  const matrices = widths
    .slice(1)
    .map((width, k) => random.normal(random.key(10 + k), [widths[k] as number, width]));

  it("are those of the products of the layers' matrices where layers are linear", () => {
    const spectra = sensitivity.jacobianSpectra(
      layersOf(matrices, (h) => h),
      x,
    );
    let product = eye(4);
    matrices.forEach((matrix, k) => {
      product = matmul(product, matrix);
      const expected = singularValues(transpose(product));
      expected.data.forEach((value, i) => expect(spectra[k]?.data[i]).toBeCloseTo(value, 12));
    });
  });

  it("are those of the whole function's Jacobian after the last layer", () => {
    const layers = layersOf(matrices, nn.gelu);
    const whole = (h: NDArray): NDArray => layers.reduce((value, layer) => layer(value), h);
    const expected = singularValues(jacobian(whole)(x));
    const last = sensitivity.jacobianSpectra(layers, x).at(-1);
    expected.data.forEach((value, i) => expect(last?.data[i]).toBeCloseTo(value, 12));
  });

  it("stay at 1 in an orthogonal linear network, however deep", () => {
    const deep = Array.from({ length: 50 }, (_, k) => random.orthogonal(random.key(k), 6));
    const spectra = sensitivity.jacobianSpectra(
      deep.map((q) => (h: NDArray) => matmul(h, q)),
      [1, 2, 3, 4, 5, 6],
    );
    spectra[49]?.data.forEach((value) => expect(value).toBeCloseTo(1, 12));
    expect(spectra[49]?.size).toBe(6);
  });
});
