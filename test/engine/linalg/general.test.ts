import { afterEach, describe, expect, it } from "vitest";
import { array } from "../../../engine/array/create.js";
import { NDArray } from "../../../engine/array/ndarray.js";
import { DomainError, InterruptError, ShapeError } from "../../../engine/errors.js";
import { det, inv, lu, qr, slogdet, solve } from "../../../engine/linalg/index.js";
import { setInterruptFlag } from "../../../engine/platform/interrupt.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";
import {
  at,
  bits,
  build,
  distance,
  dtypes,
  epsilon,
  noise,
  product,
  transposed,
} from "./matrices.js";

const initialThreads = threads();
afterEach(() => {
  setThreads(initialThreads);
  setInterruptFlag(null);
});

const shapes = [
  ...([
    [1, 1],
    [2, 3],
    [3, 2],
    [7, 7],
    [24, 24],
    [25, 25],
    [49, 30],
    [30, 49],
    [97, 97],
  ] as const),
  ...([
    [130, 5],
    [5, 130],
    [160, 100],
    [100, 160],
  ] as const),
];

describe("LU", () => {
  it.each(shapes)("of a %i × %i matrix multiplies to its rows in pivot order", (m, n) => {
    const a = noise(m, n, "float64", m * n);
    const { permutation, l, u } = lu(a);
    const k = Math.min(m, n);
    expect([l.shape, u.shape]).toEqual([
      [m, k],
      [k, n],
    ]);
    const rows = build(m, n, (i, j) => at(a, permutation.data[i] as number, j));
    // |L||U| is below 4k for these matrices; each product loses k ε of it (Higham 2002, theorem 9.3).
    expect(distance(product(l, u), rows)).toBeLessThanOrEqual(4 * k * k * epsilon.float64);
    const triangular = build(m, k, (i, j) =>
      Number(i < j ? at(l, i, j) === 0 : i > j ? Math.abs(at(l, i, j)) <= 1 : at(l, i, j) === 1),
    );
    expect(triangular.data.every(Boolean)).toBe(true);
    expect(build(k, n, (i, j) => Number(i <= j || at(u, i, j) === 0)).data.every(Boolean)).toBe(
      true,
    );
  });

  it("of a singular matrix exists and has a zero pivot", () => {
    const { permutation, l, u } = lu([
      [1, 2],
      [2, 4],
    ]);
    expect([permutation.toArray(), l.toArray(), u.toArray()]).toEqual([
      [1, 0],
      [
        [1, 0],
        [0.5, 1],
      ],
      [
        [2, 4],
        [0, 0],
      ],
    ]);
  });
});

describe.each(dtypes)("solve in %s", (dtype) => {
  it.each([1, 2, 5, 24, 25, 60, 121])("solves systems of order %i, plain and transposed", (n) => {
    const a = noise(n, n, dtype, n);
    for (const m of [1, 3, 40]) {
      const b = noise(n, m, dtype, m);
      // The residual is small beside |A||X| whatever A's condition (Higham 2002, theorem 9.4).
      const x = solve(a, b);
      expect(x.dtype).toBe(dtype);
      const size = Math.max(1, ...x.data.map(Math.abs)) * n;
      expect(distance(product(a, x), b)).toBeLessThanOrEqual(4 * n * size * epsilon[dtype]);
      const y = solve(a, b, { transpose: true });
      const other = Math.max(1, ...y.data.map(Math.abs)) * n;
      expect(distance(product(transposed(a), y), b)).toBeLessThanOrEqual(
        4 * n * other * epsilon[dtype],
      );
    }
  });
});

describe("solve", () => {
  it("takes vectors, and broadcasts batch axes", () => {
    expect(
      solve(
        [
          [2, 0],
          [0, 4],
        ],
        [2, 2],
      ).toArray(),
    ).toEqual([1, 0.5]);
    const a = [
      [
        [2, 0],
        [0, 4],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ];
    expect(solve(a, [2, 2]).toArray()).toEqual([
      [1, 0.5],
      [2, 2],
    ]);
    expect(solve(a, [[2], [2]]).shape).toEqual([2, 2, 1]);
    expect(
      solve(
        [
          [2, 0],
          [0, 4],
        ],
        [
          [[2], [2]],
          [[4], [4]],
          [[8], [8]],
        ],
      ).toArray(),
    ).toEqual([
      [[1], [0.5]],
      [[2], [1]],
      [[4], [2]],
    ]);
  });

  it("refuses what does not fit, naming both shapes, and singular matrices, naming the column", () => {
    expect(() =>
      solve(
        [
          [1, 2],
          [3, 4],
        ],
        [1, 2, 3],
      ),
    ).toThrow(/^solve: a \[2, 2\] .* b \[3\] has 3/);
    expect(() => solve([[1, 2, 3]], [1])).toThrow(ShapeError);
    expect(() =>
      solve(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toThrow(/column 1 has no pivot/);
    expect(() => inv([[0]])).toThrow(DomainError);
  });
});

describe("det, slogdet and inv", () => {
  it("follow from an elimination", () => {
    const a = [
      [0, 2, 0],
      [3, 0, 0],
      [0, 0, 5],
    ];
    expect(det(a).toArray()).toBe(-30);
    const { sign, logabsdet } = slogdet(a);
    expect(sign.toArray()).toBe(-1);
    expect(Math.abs((logabsdet.data[0] as number) - Math.log(30))).toBeLessThanOrEqual(1e-15);
    expect(
      distance(
        inv(a),
        array([
          [0, 1 / 3, 0],
          [0.5, 0, 0],
          [0, 0, 0.2],
        ]),
      ),
    ).toBe(0);
  });

  it("know singular and empty matrices", () => {
    expect(
      det([
        [1, 2],
        [2, 4],
      ]).toArray(),
    ).toBe(0);
    expect(
      slogdet([
        [1, 2],
        [2, 4],
      ]).sign.toArray(),
    ).toBe(0);
    expect(
      slogdet([
        [1, 2],
        [2, 4],
      ]).logabsdet.toArray(),
    ).toBe(-Infinity);
    expect(det(noise(0, 0, "float64")).toArray()).toBe(1);
    expect(inv(noise(0, 0, "float64")).shape).toEqual([0, 0]);
  });

  it("stay in range where partial products leave it", () => {
    const diagonal = [1e200, 1e200, 1e-200, 1e-200, 3];
    const a = build(5, 5, (i, j) => (i === j ? (diagonal[i] as number) : 0));
    expect(Math.abs((det(a).data[0] as number) - 3)).toBeLessThanOrEqual(4e-15);
    const huge = slogdet(build(300, 300, (i, j) => (i === j ? 1e10 : 0))).logabsdet;
    expect(Math.abs((huge.data[0] as number) / (3000 * Math.LN10) - 1)).toBeLessThanOrEqual(1e-14);
  });

  it("agree: det A⁻¹ = 1/det A", () => {
    const a = noise(30, 30, "float64");
    const [d, e] = [det(a), det(inv(a))].map(({ data }) => data[0] as number) as [number, number];
    expect(Math.abs(d * e - 1)).toBeLessThanOrEqual(1e-10);
  });
});

describe("QR", () => {
  it.each(shapes)("of a %i × %i matrix: orthonormal, triangular, and multiplies back", (m, n) => {
    const a = noise(m, n, "float64", m + n);
    for (const mode of ["reduced", "complete"] as const) {
      const { q, r } = qr(a, { mode });
      const k = mode === "complete" ? m : Math.min(m, n);
      expect([q.shape, r.shape]).toEqual([
        [m, k],
        [k, n],
      ]);
      const tolerance = 4 * Math.sqrt(m * n) * epsilon.float64 * Math.sqrt(m);
      expect(distance(product(q, r), a)).toBeLessThanOrEqual(tolerance);
      const identity = build(k, k, (i, j) => Number(i === j));
      expect(distance(product(transposed(q), q), identity)).toBeLessThanOrEqual(tolerance);
      expect(build(k, n, (i, j) => Number(i <= j || at(r, i, j) === 0)).data.every(Boolean)).toBe(
        true,
      );
    }
  });

  it("of zeros has the identity for Q", () => {
    expect(
      qr([
        [0, 0],
        [0, 0],
      ]).q.toArray(),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});

it("decompositions keep float32 and take batches", () => {
  const a = noise(4, 4, "float32");
  expect([det(a).dtype, inv(a).dtype, lu(a).l.dtype, qr(a).q.dtype]).toEqual(
    Array(4).fill("float32"),
  );
  const stack = new NDArray(noise(3, 20, "float64").data as Float64Array, [3, 4, 5], "float64");
  expect(qr(stack).r.shape).toEqual([3, 4, 5]);
  expect(lu(stack).permutation.shape).toEqual([3, 4]);
  expect(det([[[2]], [[3]]]).toArray()).toEqual([2, 3]);
});

it("the bits do not depend on the number of threads", () => {
  const a = noise(400, 400, "float64");
  const results = [1, 2, 3].map((n) => {
    setThreads(n);
    const { q, r } = qr(a);
    return bits(q, r, inv(a));
  });
  expect(new Set(results).size).toBe(1);
});

it("stops when the person asks", () => {
  setInterruptFlag(new Int32Array(new SharedArrayBuffer(4)).fill(1));
  expect(() => qr(noise(60, 60, "float64"))).toThrow(InterruptError);
  expect(() => lu(noise(60, 60, "float64"))).toThrow(InterruptError);
});
