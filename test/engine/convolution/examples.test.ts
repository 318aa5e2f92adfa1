import { describe, expect, test } from "vitest";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";

// Gradients of kernels of many examples at once, some of which share their images or cotangents.

type Precision = "float64" | "float32";

/** Through minimal filtering, and as products of windows. */
const cases: readonly { readonly kernel: number; readonly dtype: Precision }[] = [
  { kernel: 3, dtype: "float32" },
  { kernel: 5, dtype: "float32" },
  { kernel: 3, dtype: "float64" },
];

const values = (x: NDArray): number[] => Array.from(x.data);

describe.each(cases)("kernels $kernel × $kernel, $dtype", ({ kernel, dtype }) => {
  const noise = (seed: number, ...shape: number[]): NDArray =>
    nt.random.normal(nt.random.key(seed), shape, { dtype });
  const w = [kernel, kernel, 20, 16] as const;
  const gradient = (x: NDArray, g: NDArray): NDArray =>
    nt.convKernelGradient(x, g, w, { padding: "SAME" });
  const [images, cotangents] = [
    [2, 7, 6, 20],
    [2, 7, 6, 16],
  ];

  test.each([
    { of: "their own of both", inAxes: [0, 0], x: [3, ...images], g: [3, ...cotangents] },
    { of: "one image", inAxes: [null, 0], x: images, g: [3, ...cotangents] },
    { of: "one cotangent", inAxes: [0, null], x: [3, ...images], g: cotangents },
  ])("of examples with $of are those of each, bit for bit", ({ inAxes, x, g }) => {
    const [a, b] = [noise(1, ...x), noise(2, ...g)];
    const all = nt.vmap(gradient, { inAxes: inAxes as [0, 0] })(a, b);
    for (let k = 0; k < 3; k++) {
      const one = gradient(inAxes[0] === 0 ? a.slice(k) : a, inAxes[1] === 0 ? b.slice(k) : b);
      expect(values(all.slice(k))).toEqual(values(one));
    }
  });

  /** A function of an example and its outputs: x is shared by two of the inner ones, g by three outer ones. */
  const nested = (outer: readonly (0 | null)[], inner: readonly (0 | null)[]) =>
    nt.vmap(nt.vmap(gradient, { inAxes: inner as [0, 0] }), { inAxes: outer as [0, 0] });

  test.each([
    { outer: [0, 0], inner: [null, 0], x: [3, ...images], g: [3, 2, ...cotangents] },
    { outer: [0, 0], inner: [0, null], x: [3, 2, ...images], g: [3, ...cotangents] },
    { outer: [0, null], inner: [0, 0], x: [3, 2, ...images], g: [2, ...cotangents] },
    { outer: [0, null], inner: [null, 0], x: [3, ...images], g: [2, ...cotangents] },
    { outer: [null, 0], inner: [null, 0], x: images, g: [3, 2, ...cotangents] },
  ] as const)("of nested examples too, outer $outer, inner $inner", ({ outer, inner, x, g }) => {
    const [a, b] = [noise(3, ...x), noise(4, ...g)];
    const all = nested(outer, inner)(a, b);
    expect(all.shape).toEqual([3, 2, ...w]);
    const pick = (array: NDArray, role: 0 | 1, i: number, j: number): NDArray => {
      const own = outer[role] === 0 ? array.slice(i) : array;
      return inner[role] === 0 ? own.slice(j) : own;
    };
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 2; j++) {
        const one = gradient(pick(a, 0, i, j), pick(b, 1, i, j));
        expect(values(all.slice(i).slice(j))).toEqual(values(one));
      }
    }
  });

  test("a third axis, of which only the cotangents know", () => {
    const [a, b] = [noise(5, 3, ...images), noise(6, 2, 3, 2, ...cotangents)];
    const all = nt.vmap(nested([0, 0], [null, 0]), { inAxes: [null, 0] })(a, b);
    for (let k = 0; k < 2; k++) {
      expect(values(all.slice(k))).toEqual(values(nested([0, 0], [null, 0])(a, b.slice(k))));
    }
  });

  test("what examples share has the sum of its cotangents", () => {
    const [a, b] = [noise(7, 3, ...images), noise(8, 3, 2, ...cotangents)];
    const c = noise(9, 3, 2, ...w);
    const [byImages, byCotangents] = [0, 1].map((argnums) =>
      nt.grad((x: NDArray, g: NDArray) => nested([0, 0], [null, 0])(x, g).mul(c).sum(), {
        argnums,
      })(a, b),
    ) as [NDArray, NDArray];
    // ⟨c, K(x, g)⟩ is linear in x and in g: both derivatives give it back, summed over what each has.
    const total = nested([0, 0], [null, 0])(a, b).mul(c).sum().item();
    const size = nested([0, 0], [null, 0])(nt.abs(a), nt.abs(b)).mul(nt.abs(c)).sum().item();
    const unit = dtype === "float64" ? 2 ** -53 : 2 ** -24;
    expect(byImages.shape).toEqual(a.shape);
    expect(byCotangents.shape).toEqual(b.shape);
    expect(Math.abs(byImages.mul(a).sum().item() - total)).toBeLessThan(16 * unit * size);
    expect(Math.abs(byCotangents.mul(b).sum().item() - total)).toBeLessThan(16 * unit * size);
  });
});
