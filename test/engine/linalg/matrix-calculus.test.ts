import { describe, expect, test } from "vitest";
import {
  array,
  conv,
  det,
  eye,
  grad,
  graphOf,
  inv,
  jacfwd,
  jacobian,
  jvp,
  matmul,
  nn,
  norm,
  random,
  slogdet,
  trace,
  type Graph,
  type NDArray,
} from "../../../engine/index.js";

const draw = (seed: number, ...shape: number[]) => random.normal(random.key(seed), shape);
const [a, b] = [draw(0, 4, 4), draw(1, 4, 4)];
const [x, c] = [draw(2, 4), draw(3, 4)];
const outer = (u: NDArray, v: NDArray) => u.reshape([-1, 1]).mul(v);

/** Rounding of a few products of 4 × 4 matrices whose inverse has entries up to about 10. */
const ROUNDING = 1e-11;

function expectEqual(got: NDArray, wanted: NDArray): void {
  expect(got.shape).toEqual(wanted.shape);
  const apart = got.sub(wanted).abs().max().item();
  expect(apart / Math.max(1, wanted.abs().max().item())).toBeLessThan(ROUNDING);
}

type Scalar = (m: NDArray) => NDArray;

/** Scalar functions of a matrix with their gradients, which have the shape of the matrix (denominator layout). */
const scalars: readonly (readonly [name: string, f: Scalar, gradient: Scalar])[] = [
  ["tr A: I", (m) => trace(m), () => eye(4)],
  ["tr AB: Bᵀ", (m) => trace(matmul(m, b)), () => b.transpose()],
  ["tr AᵀB: B", (m) => trace(matmul(m.transpose(), b)), () => b],
  ["tr A²: 2Aᵀ", (m) => trace(matmul(m, m)), (m) => m.transpose().mul(2)],
  [
    "tr AᵀBA: (B + Bᵀ)A",
    (m) => trace(matmul(m.transpose(), matmul(b, m))),
    (m) => matmul(b.add(b.transpose()), m),
  ],
  ["det A: det A · A⁻ᵀ (Jacobi)", (m) => det(m), (m) => inv(m).transpose().mul(det(m))],
  ["log |det A|: A⁻ᵀ", (m) => slogdet(m).logabsdet, (m) => inv(m).transpose()],
  [
    "tr A⁻¹B: −(A⁻¹BA⁻¹)ᵀ",
    (m) => trace(matmul(inv(m), b)),
    (m) =>
      matmul(inv(m), matmul(b, inv(m)))
        .transpose()
        .neg(),
  ],
  ["|A|²: 2A", (m) => m.pow(2).sum(), (m) => m.mul(2)],
  ["|A|: A/|A|", (m) => norm(m), (m) => m.div(norm(m))],
  ["xᵀAx: xxᵀ", (m) => matmul(x, matmul(m, x)), () => outer(x, x)],
  ["cᵀAx: cxᵀ", (m) => matmul(c, matmul(m, x)), () => outer(c, x)],
  [
    "xᵀA⁻¹c: −A⁻ᵀxcᵀA⁻ᵀ",
    (m) => matmul(x, matmul(inv(m), c)),
    (m) => outer(matmul(inv(m).transpose(), x), matmul(inv(m), c)).neg(),
  ],
];

describe("the derivative of a number by a matrix", () => {
  test.each(scalars)("%s, denominator layout", (_, f, gradient) => {
    expectEqual(grad(f)(a), gradient(a));
  });

  test.each(scalars)(
    "%s, numerator layout: df = tr(Gᵀ dA) in every direction",
    (_, f, gradient) => {
      const numerator = gradient(a).transpose();
      for (let k = 0; k < 16; k++) {
        const direction = eye(16).slice(k).reshape([4, 4]);
        const [, tangent] = jvp(f, [a], [direction]);
        expectEqual(tangent, trace(matmul(numerator, direction)));
      }
    },
  );
});

/** Vector functions of a vector: row i of the Jacobian is the gradient of y_i (numerator layout). */
const vectors: readonly (readonly [name: string, f: Scalar, derivative: Scalar])[] = [
  ["Ax: A", (v) => matmul(a, v), () => a],
  ["xᵀA: Aᵀ", (v) => matmul(v, a), () => a.transpose()],
  [
    "x/|x|: (I − uuᵀ)/|x|",
    (v) => v.div(norm(v)),
    (v) =>
      eye(4)
        .sub(outer(v, v).div(norm(v).pow(2)))
        .div(norm(v)),
  ],
  [
    "softmax: diag(p) − ppᵀ",
    (v) => nn.softmax(v),
    (v) =>
      eye(4)
        .mul(nn.softmax(v))
        .sub(outer(nn.softmax(v), nn.softmax(v))),
  ],
  ["log softmax: I − 1pᵀ", (v) => nn.logSoftmax(v), (v) => eye(4).sub(nn.softmax(v))],
  [
    "σ(Ax): diag(σ(1 − σ))A",
    (v) => nn.sigmoid(matmul(a, v)),
    (v) => {
      const s = nn.sigmoid(matmul(a, v));
      return s.mul(s.neg().add(1)).reshape([4, 1]).mul(a);
    },
  ],
];

describe("the derivative of a vector by a vector", () => {
  test.each(vectors)("%s, numerator layout, both ways to accumulate", (_, f, derivative) => {
    expectEqual(jacobian(f)(x), derivative(x));
    expectEqual(jacfwd(f)(x), derivative(x));
  });

  test.each(vectors)(
    "%s, denominator layout: column i is the gradient of yᵢ",
    (_, f, derivative) => {
      const denominator = derivative(x).transpose();
      for (let i = 0; i < 4; i++) {
        expectEqual(grad((v: NDArray) => f(v).slice(i))(x), denominator.slice([], i));
      }
    },
  );
});

describe("layers, backwards", () => {
  const [images, kernel] = [draw(5, 2, 5, 5, 3), draw(6, 3, 3, 3, 4)];

  test("dense: W̄ = XᵀG, X̄ = GWᵀ, b̄ = the sum of G's rows", () => {
    const [input, w, bias] = [draw(7, 5, 4), draw(8, 4, 3), draw(9, 3)];
    const weights = draw(10, 5, 3);
    const loss = (p: { x: NDArray; w: NDArray; bias: NDArray }) =>
      nn.tanh(matmul(p.x, p.w).add(p.bias)).mul(weights).sum();
    const y = nn.tanh(matmul(input, w).add(bias));
    const g = y.pow(2).neg().add(1).mul(weights);
    const got = grad(loss)({ x: input, w, bias });
    expectEqual(got.w, matmul(input.transpose(), g));
    expectEqual(got.x, matmul(g, w.transpose()));
    expectEqual(got.bias, g.sum(0));
  });

  test("convolution: the kernel's gradient correlates input and G, tap by tap", () => {
    const g = draw(11, 2, 3, 3, 4);
    const loss = (k: NDArray) => conv(images, k).mul(g).sum();
    const rows = g.reshape([18, 4]);
    const got = grad(loss)(kernel);
    for (const [i, j] of [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => [i, j] as const))) {
      const seen = images.slice([], [i, i + 3], [j, j + 3]).reshape([18, 3]);
      expectEqual(got.slice(i, j), matmul(seen.transpose(), rows));
    }
  });

  test("convolution: the input's gradient is G, padded, with the kernel turned around", () => {
    const g = draw(11, 2, 3, 3, 4);
    const turned = kernel.slice([2, null, -1], [2, null, -1]).transpose([0, 1, 3, 2]);
    const padding = [
      [2, 2],
      [2, 2],
    ] as const;
    expectEqual(
      grad((im: NDArray) => conv(im, kernel).mul(g).sum())(images),
      conv(g, turned, { padding }),
    );
  });

  test("cross-entropy of softmax: p − t; logistic regression: −Xᵀ(s σ(−s Xw)), Hessian Xᵀdiag(σσ̄)X", () => {
    const t = array([0.1, 0.2, 0.3, 0.4]);
    const entropy = (z: NDArray) => nn.logSoftmax(z).mul(t).sum().neg();
    expectEqual(grad(entropy)(x), nn.softmax(x).sub(t));

    const [input, s] = [draw(12, 6, 4), array([1, -1, 1, 1, -1, 1])];
    const loss = (w: NDArray) => nn.softplus(matmul(input, w).mul(s).neg()).sum();
    const p = nn.sigmoid(matmul(input, x).mul(s).neg());
    expectEqual(grad(loss)(x), matmul(input.transpose(), p.mul(s)).neg());
    const spread = p.mul(p.neg().add(1)).reshape([6, 1]);
    expectEqual(jacobian(grad(loss))(x), matmul(input.transpose(), spread.mul(input)));
  });
});

test("through a chain of matrices, reverse accumulation costs n² for each, forward accumulation n³", () => {
  const n = 32;
  const [p, q, r, v] = [draw(13, n, n), draw(14, n, n), draw(15, n, n), draw(16, n)];
  const f = (u: NDArray) => matmul(p, nn.tanh(matmul(q, nn.tanh(matmul(r, nn.tanh(u)))))).slice(0);
  const products = (graph: Graph) =>
    graph.nodes
      .filter(({ name }) => name === "matmul")
      .reduce((flops, node) => flops + node.flops, 0);
  const reverse = products(graphOf(grad(f))(v));
  const forward = products(graphOf(jacfwd(f))(v));
  // Values and cotangents: at most 6 products of a matrix and a vector.
  expect(reverse).toBeLessThanOrEqual(6 * 2 * n ** 2);
  // A tangent for each of the n inputs goes through three matrices.
  expect(forward).toBeGreaterThanOrEqual(3 * 2 * n ** 3);
});
