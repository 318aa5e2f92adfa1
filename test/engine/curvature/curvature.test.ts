import { describe, expect, it } from "vitest";
import {
  array,
  curvature,
  eigvalsh,
  empirical,
  grad,
  hessian,
  linspace,
  logsumexp,
  matmul,
  mul,
  type NDArray,
  nn,
  random,
  tanh,
  transpose,
} from "../../../engine/index.js";

const x = random.normal(random.key(0), [5, 3]);
const w = random.normal(random.key(1), [3, 4]).mul(0.5);
const model = (p: NDArray): NDArray => tanh(matmul(x, p));
const square = (y: NDArray): NDArray => mul(y, y).sum();

const close = (got: NDArray | undefined, want: NDArray, digits = 12): void => {
  expect(got?.shape).toEqual(want.shape);
  want.data.forEach((value, k) => expect(got?.data[k]).toBeCloseTo(value, digits));
};

describe("the Gauss–Newton matrix", () => {
  it("is the Hessian where the model is linear", () => {
    const linear = (p: NDArray): NDArray => matmul(x, p);
    const loss = (y: NDArray): NDArray => logsumexp(y, -1).sum();
    const full = hessian((p: NDArray) => loss(linear(p)))(w).reshape([12, 12]);
    close(curvature.gaussNewtonMatrix(linear, loss, w), full);
  });

  it("is the Hessian less the residuals' share where it is not", () => {
    const y = model(w);
    const fit = (p: NDArray): NDArray => mul(model(p).sub(y), model(p).sub(y)).sum();
    // The residuals vanish at w.
    const full = hessian(fit)(w).reshape([12, 12]);
    const matrix = curvature.gaussNewtonMatrix(model, (out) => square(out.sub(y)), w);
    close(matrix, full, 11);
  });

  it("times a vector needs no matrix, also for trees", () => {
    const tree = { w, b: array([0.1, 0.2, 0.3, 0.4]) };
    const net = (p: typeof tree): NDArray => tanh(matmul(x, p.w).add(p.b));
    const loss = (y: NDArray): NDArray => logsumexp(y, -1).sum();
    const direction = { w: random.normal(random.key(2), [3, 4]), b: array([1, -1, 0, 2]) };
    const product = curvature.gaussNewtonProduct(net, loss, tree)(direction);
    const matrix = curvature.gaussNewtonMatrix(net, loss, tree);
    // Leaves are ordered by key: b, then w.
    const flat = array([...direction.b.data, ...direction.w.data]);
    const expected = matmul(matrix, flat);
    close(array([...product.b.data, ...product.w.data]), expected);
  });

  it("has the tangent kernel's eigenvalues on its other side", () => {
    const [kernel, parameters] = (["kernel", "parameters"] as const).map((side) =>
      curvature.jacobianGram(model, w, side),
    ) as [NDArray, NDArray];
    const [many, few] = [eigvalsh(kernel), eigvalsh(parameters)];
    few.data.forEach((value, k) => expect(many.data[20 - 12 + k]).toBeCloseTo(value, 11));
    const f = (p: NDArray, inputs: NDArray): NDArray => tanh(matmul(inputs, p));
    const full = empirical.ntk(f, { traceAxes: [] })(x, null, w);
    close(kernel.reshape([5, 4, 5, 4]), transpose(full, [0, 2, 1, 3]));
  });
});

describe("the Fisher information", () => {
  it("is the expectation over the model's own labels of the gradients' outer products", () => {
    const logits = (p: NDArray): NDArray => matmul(x, p);
    let expected: NDArray = array(new Float64Array(144), { shape: [12, 12] });
    for (let i = 0; i < 5; i++) {
      const probabilities = nn.softmax(logits(w).slice(i));
      for (let label = 0; label < 4; label++) {
        const g = grad((p: NDArray) => nn.logSoftmax(logits(p)).slice(i, label))(w).reshape([
          12, 1,
        ]);
        expected = expected.add(matmul(g, transpose(g)).mul(probabilities.slice(label)));
      }
    }
    close(curvature.fisher(logits, w, "categorical"), expected);
  });

  it("is JᵀJ for Gaussian noise of variance 1", () => {
    close(curvature.fisher(model, w, "gaussian"), curvature.jacobianGram(model, w, "parameters"));
  });

  it("is not the covariance of gradients, which sees the labels", () => {
    const losses = (p: NDArray): NDArray => model(p).slice([], 0);
    const gradients = [0, 1, 2, 3, 4].map((i) =>
      grad((p: NDArray) => losses(p).slice(i))(w).reshape([12, 1]),
    );
    const expected = gradients
      .map((g) => matmul(g, transpose(g)))
      .reduce((a: NDArray, b) => a.add(b));
    close(curvature.gradientCovariance(losses, w), expected);
  });
});

describe("the density of a spectrum", () => {
  const d = linspace(-1, 3, 40);
  const matrix = (v: NDArray): NDArray => mul(d, v);

  it("has exact means with as many steps as dimensions, whatever the start", () => {
    const { mean, rules } = curvature.spectralDensity(matrix, 40, random.key(0), {
      steps: 40,
      probes: 3,
    });
    // The start has components of one size, and the eigenvectors are the axes.
    expect(mean((t) => t).value).toBeCloseTo(1, 10);
    expect(mean((t) => t * t).value).toBeCloseTo(mul(d, d).mean().item(), 10);
    for (const { weights } of rules) expect(weights.sum().item()).toBeCloseTo(1, 12);
  });

  it("integrates to one, and finds where the eigenvalues are", () => {
    const found = curvature.spectralDensity(matrix, 40, random.key(1), { steps: 20, probes: 4 });
    const points = linspace(-4, 6, 2001);
    const density = found.density(points, 0.1);
    expect(
      density
        .sum()
        .mul(10 / 2000)
        .item(),
    ).toBeCloseTo(1, 6);
    const outside = density.data.filter((_, k) => Math.abs(Number(points.data[k]) - 1) > 2.6);
    expect(Math.max(...outside)).toBeLessThan(1e-6);
  });

  it("estimates means within its standard errors", () => {
    // A dense matrix, whose eigenvectors the starts do not favour.
    const a = random.normal(random.key(3), [60, 60]);
    const symmetric = matmul(a, transpose(a)).div(60);
    const { mean } = curvature.spectralDensity((v) => matmul(symmetric, v), 60, random.key(4), {
      steps: 30,
      probes: 30,
    });
    const exact = mul(symmetric, symmetric).sum().item() / 60;
    const { value, standardError } = mean((t) => t * t);
    expect(Math.abs(value - exact)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.1 * exact);
  });

  it("of a Hessian needs Hessian products alone", () => {
    const loss = (p: NDArray): NDArray => square(model(p));
    const full = hessian(loss)(w).reshape([12, 12]);
    const values = eigvalsh(full).data;
    const { rules } = curvature.hessianDensity(loss, w, random.key(5), { probes: 2 });
    expect(rules[0]?.nodes.data.at(-1)).toBeCloseTo(values.at(-1) as number, 9);
    expect(rules[0]?.nodes.data[0]).toBeCloseTo(values[0] as number, 9);
  });

  it("names options that do not exist, and counts that cannot be", () => {
    expect(() => curvature.spectralDensity(matrix, 40, random.key(0), { probes: 0 })).toThrow(
      "probes = 0",
    );
    expect(() =>
      curvature.spectralDensity(matrix, 40, random.key(0), { probe: 1 } as object),
    ).toThrow('"probe"');
  });
});
