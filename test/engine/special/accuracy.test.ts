import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { array, grad, special, type NDArray } from "../../../engine/index.js";
import { mapInto } from "../../../engine/wasm/elementwise.js";
import type { ElementFunction } from "../../../engine/wasm/exports.js";

/** A value as high + low: more digits than a double has. */
type Value = readonly [x: number, high: number | string, low: number];
type Pair = readonly [a: number, b: number, high: number, low: number];
interface Document {
  readonly cases: readonly {
    readonly function: string;
    readonly values?: readonly Value[];
    readonly pairs?: readonly Pair[];
  }[];
}

const { cases } = JSON.parse(
  readFileSync(new URL("../../reference/special.json", import.meta.url), "utf8"),
) as Document;

const ofOne = cases.flatMap(({ function: name, values }) =>
  values ? [[name, values] as const] : [],
);
const pairsOf = (name: string): readonly Pair[] =>
  cases.flatMap(({ function: own, pairs }) => (own === name ? (pairs ?? []) : []));

const bits = new DataView(new ArrayBuffer(8));

/** One unit in the last place of a double. */
function ulp(x: number): number {
  bits.setFloat64(0, Math.abs(x));
  const up = bits.getBigUint64(0) + 1n;
  bits.setBigUint64(0, up);
  return bits.getFloat64(0) - Math.abs(x);
}

function ulpsApart(got: number, high: number, low: number): number {
  if (got === high) return Math.abs(low) / ulp(high);
  return Math.abs(got - high - low) / ulp(high);
}

const compiled =
  (name: ElementFunction) =>
  (x: readonly number[]): ArrayLike<number> => {
    const data = Float64Array.from(x);
    mapInto(data, name, data);
    return data;
  };

type Evaluate = (x: readonly number[]) => ArrayLike<number>;

/** How each function is called, and the ulps that its documentation promises. */
const functions: Readonly<Record<string, readonly [Evaluate, number]>> = {
  exp: [compiled("exp"), 1],
  expm1: [compiled("expm1"), 2],
  tanh: [compiled("tanh"), 2],
  expit: [compiled("sigmoid"), 2],
  softplus: [compiled("softplus"), 2],
  log: [compiled("log"), 1],
  log1p: [compiled("log1p"), 1],
  sin: [compiled("sin"), 2],
  cos: [compiled("cos"), 2],
  erf: [compiled("erf"), 2],
  erfc: [compiled("erfc"), 5],
  normalCdf: [compiled("normalCdf"), 5],
  erfinv: [(x) => special.erfinv(Float64Array.from(x)).data, 6],
  normalQuantile: [(x) => special.normalQuantile(Float64Array.from(x)).data, 6],
  gamma: [(x) => special.gamma(Float64Array.from(x)).data, 16],
  lgamma: [(x) => special.lgamma(Float64Array.from(x)).data, 6],
  digamma: [(x) => special.digamma(Float64Array.from(x)).data, 6],
  trigamma: [(x) => special.polygamma(1, Float64Array.from(x)).data, 8],
  polygamma3: [(x) => special.polygamma(3, Float64Array.from(x)).data, 8],
  i0e: [(x) => special.i0e(Float64Array.from(x)).data, 10],
  i1e: [(x) => special.i1e(Float64Array.from(x)).data, 10],
  logit: [(x) => special.logit(Float64Array.from(x)).data, 4],
};

describe("special functions against 70-digit arithmetic", () => {
  it.each(ofOne)("%s", (name, values) => {
    const [evaluate, bound] = functions[name] ?? [() => [], 0];
    const got = evaluate(values.map(([x]) => x));
    const worst = values
      .map(([x, high, low], i) => ({ x, ulps: ulpsApart(got[i] as number, Number(high), low) }))
      .reduce((a, b) => (b.ulps > a.ulps || Number.isNaN(b.ulps) ? b : a));
    expect(worst.ulps, `at ${worst.x}`).toBeLessThanOrEqual(bound);
  });

  it("betaln, also where one argument is much larger than the other", () => {
    for (const [a, b, high, low] of pairsOf("betaln")) {
      const got = special.betaln(a, b).item();
      // Below 10 it is a difference of three logarithms, the largest of which sets the error.
      const terms = Math.max(a, b) < 10 ? [a, b, a + b].map((x) => special.lgamma(x).item()) : [];
      const largest = Math.max(Math.abs(high), ...terms.map(Math.abs));
      expect(Math.abs(got - high - low), `at ${a}, ${b}`).toBeLessThanOrEqual(10 * ulp(largest));
    }
  });

  it.each(["gammainc", "gammaincc"] as const)("%s, in both tails", (name) => {
    for (const [a, x, high, low] of pairsOf(name)) {
      const error = Math.abs(special[name](a, x).item() - high - low) / high;
      // The exponent of xᵃe⁻ˣ has a relative error of some ulps; sums near x = a have thousands of terms.
      expect(error, `at ${a}, ${x}`).toBeLessThan(1e-15 * (10 + Math.abs(Math.log(high))));
    }
  });

  it("gammainc's derivative in a", () => {
    for (const [a, x, wanted] of pairsOf("gammaincSlope")) {
      const slope = Number(grad((at: NDArray) => special.gammainc(at, x))(array(a)).item());
      expect(Math.abs(slope - wanted), `at ${a}, ${x}`).toBeLessThan(5e-15);
    }
    const second = grad(grad((at: NDArray) => special.gammainc(at, 2)));
    expect(() => second(array(1))).toThrow("second derivative in a");
  });

  it("float32 results are the rounded double ones where the function is scalar", () => {
    const x = Float32Array.from([0.1, 0.7, 3.3, 11.5]);
    for (const f of [special.gamma, special.lgamma, special.digamma, special.i0e]) {
      expect([...f(x).data]).toEqual([...f(Float64Array.from(x)).data].map(Math.fround));
      expect(f(x).dtype).toBe("float32");
    }
  });
});

describe("at their poles and limits special functions give what the limit is", () => {
  const values = (x: { data: ArrayLike<number> }) => Array.from(x.data);
  it("gamma, lgamma, digamma, trigamma", () => {
    expect(values(special.gamma([0, -0, -1, 171.7, Infinity, -Infinity, NaN]))).toEqual([
      ...[Infinity, -Infinity, NaN, Infinity, Infinity, NaN, NaN],
    ]);
    expect(values(special.lgamma([0, -3, Infinity, -Infinity, NaN, 1, 2]))).toEqual([
      ...[Infinity, Infinity, Infinity, Infinity, NaN, 0, 0],
    ]);
    expect(values(special.digamma([0, -1, Infinity, NaN]))).toEqual([NaN, NaN, Infinity, NaN]);
    expect(values(special.polygamma(1, [0, -1, Infinity, NaN]))).toEqual([
      ...[Infinity, Infinity, 0, NaN],
    ]);
    // ψ′(½) = π²/2, ψ″(1) = −2ζ(3), and the reflection of ψ″ (6.4.7).
    expect(special.polygamma(1, 0.5).item()).toBeCloseTo(Math.PI ** 2 / 2, 14);
    expect(special.polygamma(2, 1).item()).toBeCloseTo(-2 * 1.2020569031595942, 14);
    expect(special.polygamma(2, -0.25).item() - special.polygamma(2, 1.25).item()).toBeCloseTo(
      (-2 * Math.PI ** 3 * Math.cos(-Math.PI / 4)) / Math.sin(-Math.PI / 4) ** 3,
      10,
    );
    expect(() => special.polygamma(-1, 1)).toThrow(/order is -1/);
  });
  it("gammainc, gammaincc and their derivatives at 0", () => {
    const [a, x] = [
      [0, 0, 1, -1, 2, 3, Infinity],
      [0, 1, 0, 1, -1, Infinity, 2],
    ];
    expect(values(special.gammainc(a, x))).toEqual([NaN, 1, 0, NaN, NaN, 1, 0]);
    expect(values(special.gammaincc(a, x))).toEqual([NaN, 0, 1, NaN, NaN, 0, 1]);
    const p = (at: NDArray) => special.gammainc(2, at);
    expect([grad(p), grad(grad(p))].map((f) => f(array(0)).item())).toEqual([0, 1]);
  });

  it("erfinv, normalQuantile, logit, xlogy, betaln", () => {
    expect(values(special.erfinv([-1, 1, 0, 2, NaN]))).toEqual([-Infinity, Infinity, 0, NaN, NaN]);
    expect(values(special.normalQuantile([0, 1, 0.5, -1, NaN]))).toEqual([
      ...[-Infinity, Infinity, 0, NaN, NaN],
    ]);
    expect(values(special.logit([0, 1, 0.5, 2]))).toEqual([-Infinity, Infinity, 0, NaN]);
    expect(values(special.xlogy([0, 0, 2], [0, NaN, 0]))).toEqual([0, NaN, -Infinity]);
    expect(values(special.xlog1py([0, 0], [-1, NaN]))).toEqual([0, NaN]);
    expect(values(special.betaln([0, 1, -1], [1, Infinity, 1]))).toEqual([
      Infinity,
      -Infinity,
      NaN,
    ]);
  });
});
