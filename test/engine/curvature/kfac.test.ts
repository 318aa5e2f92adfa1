import { describe, expect, it } from "vitest";
import {
  add,
  array,
  conv,
  curvature,
  DomainError,
  einsum,
  exp,
  matmul,
  mul,
  random,
  take,
  tanh,
  type NDArray,
} from "../../../engine/index.js";

const numbers = (seed: number, shape: number[]) => random.normal(random.key(seed), shape);

/** A ⊗ G in the order of a row-major matrix [inputs, results]. */
function block({ inputs, cotangents }: curvature.KroneckerFactors): NDArray {
  if (inputs === null) return cotangents;
  const size = (inputs.shape[0] as number) * (cotangents.shape[0] as number);
  return einsum("ik,jl->ijkl", inputs, cotangents).reshape([size, size]);
}

/** The block of one array of the whole Fisher information, by differentiating that array alone. */
function exact<P extends Record<string, NDArray>>(
  f: (params: P, x: NDArray) => NDArray,
  params: P,
  { x, name, likelihood }: { x: NDArray; name: string; likelihood: curvature.Likelihood },
): NDArray {
  const of = (own: NDArray) => f({ ...params, [name]: own }, x);
  return curvature.fisher(of, params[name] as NDArray, likelihood);
}

function largest(a: NDArray, b: NDArray): number {
  return a.sub(b).abs().max().item() / b.abs().max().item();
}

describe("Kronecker factors of the Fisher information", () => {
  const params = { w: numbers(1, [3, 4]), b: numbers(2, [4]), v: numbers(3, [4, 3]) };
  const f = (p: typeof params, x: NDArray) => matmul(tanh(add(matmul(x, p.w), p.b)), p.v);

  it.each(["categorical", "gaussian"] as const)("are exact for one example, %s", (likelihood) => {
    const x = numbers(4, [1, 3]);
    for (const factors of curvature.kfac(f, params, x, likelihood)) {
      const name = factors.path.slice(1);
      expect(factors.inputs === null).toBe(name === "b");
      const wanted = exact(f, params, { x, name, likelihood });
      expect(largest(block(factors), wanted)).toBeLessThan(1e-12);
    }
  });

  it("are exact for linear networks and many examples", () => {
    const linear = (p: typeof params, x: NDArray) => matmul(matmul(x, p.w), p.v);
    const x = numbers(5, [6, 3]);
    const found = curvature.kfac(linear, params, x, "gaussian");
    expect(found.map(({ path }) => path)).toEqual([".v", ".w"]);
    for (const factors of found) {
      const name = factors.path.slice(1);
      const wanted = exact(linear, params, { x, name, likelihood: "gaussian" });
      expect(largest(block(factors), wanted)).toBeLessThan(1e-12);
    }
  });

  it("are the mean of inputs' and the sum of cotangents' squares", () => {
    const x = numbers(6, [5, 3]);
    const logits = (w: NDArray, y: NDArray) => matmul(y, w);
    const [{ inputs, cotangents } = expect.fail()] = curvature.kfac(
      logits,
      params.w,
      x,
      "categorical",
    );
    expect(largest(inputs as NDArray, matmul(x, x, { transposeA: true }).div(5))).toBeLessThan(
      1e-13,
    );
    const weights = exp(matmul(x, params.w));
    const p = weights.div(weights.sum(1, { keepdims: true }));
    const variance = mul(p, 1)
      .sum(0)
      .mul(
        array([
          [1, 0, 0, 0],
          [0, 1, 0, 0],
          [0, 0, 1, 0],
          [0, 0, 0, 1],
        ]),
      ) // prettier-ignore
      .sub(matmul(p, p, { transposeA: true }));
    expect(largest(cotangents, variance)).toBeLessThan(1e-12);
  });

  it("of a convolution are those of its windows, of an embedding those of its rows", () => {
    const image = numbers(7, [1, 2, 2, 2]);
    const convolution = (p: { w: NDArray }, x: NDArray) => conv(x, p.w).reshape([-1, 3]);
    const kernel = { w: numbers(8, [2, 2, 2, 3]) };
    const [ofConv = expect.fail()] = curvature.kfac(convolution, kernel, image, "categorical");
    const wanted = exact(convolution, kernel, { x: image, name: "w", likelihood: "categorical" });
    expect(largest(block(ofConv), wanted)).toBeLessThan(1e-12);

    const lookup = (p: { table: NDArray }, x: NDArray) => take(p.table, x);
    const table = { table: numbers(9, [4, 3]) };
    const word = array([2], { dtype: "int32" });
    const [ofRows = expect.fail()] = curvature.kfac(lookup, table, word, "gaussian");
    const rows = exact(lookup, table, { x: word, name: "table", likelihood: "gaussian" });
    expect(largest(block(ofRows), rows)).toBeLessThan(1e-12);
  });

  it("refuse large arrays without factors, by name", () => {
    const large = { scale: numbers(10, [5000]) };
    const scaled = (p: typeof large, x: NDArray) => mul(x, p.scale).sum(1, { keepdims: true });
    const run = () => curvature.kfac(scaled, large, numbers(11, [1, 5000]), "gaussian");
    expect(run).toThrow(DomainError);
    expect(run).toThrow("params.scale has no Kronecker factors");
    expect(() =>
      curvature.kfac(scaled, large, numbers(11, [1, 5000]), "poisson" as "gaussian"),
    ).toThrow('likelihood = "poisson"');
  });
});
