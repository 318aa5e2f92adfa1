import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import * as engine from "../../../engine/index.js";
import { array, grad, jit, vmap, type NDArray } from "../../../engine/index.js";

interface Case {
  readonly call: string;
  readonly wanted: unknown;
}

const { cases } = JSON.parse(readFileSync(new URL("numpy.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};

function evaluate(call: string): NDArray {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the calls stand in numpy.json
  const run = new Function(...Object.keys(engine), `return ${call};`) as (
    ...names: unknown[]
  ) => NDArray;
  return run(...Object.values(engine));
}

/** Shape, then numbers; JSON has no NaN and no infinities. */
function read(wanted: unknown): { readonly shape: number[]; readonly values: number[] } {
  const shape: number[] = [];
  for (let row = wanted; Array.isArray(row); row = row[0] as unknown) shape.push(row.length);
  const values = [wanted].flat(Infinity).map(Number);
  return { shape, values };
}

describe("functions that NumPy has, too, give its values", () => {
  test.each(cases)("$call", ({ call, wanted }) => {
    const { shape, values } = read(wanted);
    const found = evaluate(call);
    expect(found.shape).toEqual(shape);
    values.forEach((value, k) => {
      const got = found.data[k] as number;
      // Sums in another order and least squares by another method: some ulps of numbers near 1.
      const close = Math.abs(got - value) <= 1e-13 * Math.max(1, Math.abs(value));
      if (!Object.is(got, value) && got !== value && !close) expect(got).toBe(value);
    });
  });
});

describe("where NumPy's functions are applied in another way", () => {
  it("JS numbers do not widen, integers and truth values have floats where products are summed", () => {
    const whole = array([1, 2, 3], { dtype: "int32" });
    const single = array([1, 2, 3], { dtype: "float32" });
    expect(engine.append(whole, 4).dtype).toBe("int32");
    expect(engine.fullLike(single, 0.5).dtype).toBe("float32");
    expect(engine.dot(single, 2).dtype).toBe("float32");
    expect(engine.convolve(single, single).dtype).toBe("float32");
    expect(engine.dot(whole, whole).dtype).toBe("float64");
    expect(engine.cov(single).dtype).toBe("float32");
    expect(engine.nansum(whole).dtype).toBe("int32");
    expect(engine.nanmean(whole).item()).toBe(2);
    expect(engine.nanmax(whole).item()).toBe(3);
    expect(engine.nanmean(single).dtype).toBe("float32");
    expect(engine.nanvariance(single).dtype).toBe("float32");
    expect(engine.heaviside(whole, 0.5).dtype).toBe("float64");
    expect(engine.deg2rad(array([180], { dtype: "int32" })).item()).toBe(Math.PI);
    expect(engine.rad2deg(single).dtype).toBe("float32");
    expect(engine.isClose(array([2 ** 31 - 1], { dtype: "int32" }), [-(2 ** 31)]).item()).toBe(
      false,
    );
    expect(engine.nanToNum(array([Infinity], { dtype: "float32" })).item()).toBe(
      3.4028234663852886e38,
    );
  });

  it("what holds for all at once", () => {
    expect(engine.arrayEqual([1, NaN], [1, NaN])).toBe(false);
    expect(engine.arrayEqual([1, NaN], [1, NaN], { equalNan: true })).toBe(true);
    expect(engine.arrayEqual([1, 2], [1, 3])).toBe(false);
    expect(engine.arrayEqual([[1, 2]], [1, 2])).toBe(false);
    expect(engine.arrayEqual(array([1], { dtype: "int32" }), [1])).toBe(true);
    expect(engine.isIn([1, 2], []).toArray()).toEqual([false, false]);
  });

  it("methods do what the functions of their names do", () => {
    const x = array([[[1.26], [-3.14]]]);
    expect(x.ravel().toArray()).toEqual([1.26, -3.14]);
    expect(x.flatten().shape).toEqual([2]);
    expect(x.squeeze().shape).toEqual([2]);
    expect(x.squeeze(0).shape).toEqual([2, 1]);
    expect(x.swapAxes(1, 2).shape).toEqual([1, 1, 2]);
    expect(x.round(1).ravel().toArray()).toEqual([1.3, -3.1]);
    expect(x.repeat(2).toArray()).toEqual([1.26, 1.26, -3.14, -3.14]);
    expect(x.repeat(2, 1).shape).toEqual([1, 4, 1]);
    expect(x.ptp().item()).toBeCloseTo(4.4, 12);
    expect(
      array([[1, 2]])
        .dot(3)
        .toArray(),
    ).toEqual([[3, 6]]);
    expect(engine.atleast1d(3).shape).toEqual([1]);
    expect(engine.atleast2d([3, 4]).shape).toEqual([1, 2]);
  });

  it("gradients pass by what is NaN, and by infinities of logaddexp", () => {
    const x = array([1, NaN, 3]);
    expect(grad((y: NDArray) => engine.nanmean(y))(x).toArray()).toEqual([0.5, 0, 0.5]);
    expect(grad((y: NDArray) => engine.nanmax(y))(x).toArray()).toEqual([0, 0, 1]);
    expect(grad((y: NDArray) => engine.nanvariance(y))(x).toArray()).toEqual([-1, 0, 1]);
    expect(grad((y: NDArray) => engine.logaddexp(y, -Infinity))(-Infinity).item()).toBe(1);
    expect(grad((y: NDArray) => engine.logaddexp(y, 2))(-Infinity).item()).toBe(0);
  });

  it("under jit and vmap, too", () => {
    const rows = array([
      [3, 1, 2],
      [5, 5, 7],
    ]);
    const isIn = (x: NDArray) => engine.isIn(x, [1, 5]);
    const wanted = [
      [false, true, false],
      [true, true, false],
    ];
    expect(vmap(isIn)(rows).toArray()).toEqual(wanted);
    expect(jit(isIn)(rows).toArray()).toEqual(wanted);
    const place = (x: NDArray) => engine.unravelIndex(engine.argmax(x), [1, 3])[1] as NDArray;
    expect(vmap(place)(rows).toArray()).toEqual([0, 2]);
    expect(vmap((x: NDArray) => engine.countNonzero(x.sub(1)))(rows).toArray()).toEqual([2, 3]);
    expect(vmap(jit((x: NDArray) => engine.percentile(x, 50)))(rows).toArray()).toEqual([2, 5]);
  });

  test.each([
    ["dot([1, 2], [[1], [2], [3]])", /dot: x \[2\] and y \[3, 1\] .* length 2, axis 0 of y 3/],
    ["inner([1, 2], [1, 2, 3])", /inner: x \[2\] and y \[3\]/],
    ["vdot([1, 2], [1])", /vdot: x \[2\] and y \[1\] have 2 and 1 elements/],
    ["cross([1, 2], [1, 2])", /cross: x has the shape \[2\]; its axis -1 must hold 3/],
    ["convolve([], [1])", /convolve: x has the shape \[0\]; it must be a vector/],
    ["correlate([1], [1], 'circular')", /correlate: there is no mode "circular"; use full/],
    ["cov([1])", /cov: ddof 1 leaves nothing of 1 observations/],
    ["cov([[1, 2]], [1, 2, 3])", /cov: x has 2 observations, y 3/],
    ["corrcoef([[[1]]])", /corrcoef: x has the shape \[1, 1, 1\]/],
    ["corrcoef([1], null, { ddof: 1 })", /corrcoef: there is no option "ddof"/],
    ["percentile([1], 101)", /percentile: 101 is no percentage/],
    ["average([1, 2], null, { weights: [1] })", /average: weights have the shape \[1\] beside/],
    ["nanmean([1], 3)", /axis 3 does not exist/],
    ["nanvariance([1], null, { ddof: -1 })", /nanvariance: ddof = -1/],
    ["rot90([[1]], 0.5)", /rot90: k is 0.5/],
    ["rot90([[1]], 1, [0, 0])", /rot90: axes \[0, 0\] name one axis twice/],
    ["gradient([1])", /gradient: y \[1\] has 1 values along axis 0/],
    ["gradient([1, 2], { x: [1] })", /gradient: x has the shape \[1\]/],
    ["select([[true]], [])", /select: 1 conditions and 0 values/],
    ["geomspace(-1, 1)", /geomspace: there is no geometric sequence from -1 to 1/],
    ["vander([[1]])", /vander: x has the shape \[1, 1\]/],
    ["polyfit([1, 2], [1], 1)", /polyfit: y has the shape \[1\]; it must have 2 values/],
    ["polyval([], 1)", /polyval: p has the shape \[0\]/],
    ["unravelIndex(6, [2, 3])", /unravelIndex: 6 is no position .* \[2, 3\]; use 0 to 5/],
    ["fullLike(argmax([1]), 0.5)", /fullLike: 0.5 does not fit the array's dtype int32/],
    ["broadcastArrays([[1, 2], [1, 2, 3]])", /broadcastArrays: shapes \[2\] and \[3\]/],
  ] as const)("%s is refused", (call, message) => {
    expect(() => evaluate(call)).toThrow(message);
  });
});
