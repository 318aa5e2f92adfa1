import { describe, expect, it } from "vitest";
import { ShapeError } from "../../../engine/errors.js";
import { array, empirical, jacobian, matmul, zeros, type NDArray } from "../../../engine/index.js";
import {
  blockNorms,
  rootMeanSquares,
  shareOfZeros,
} from "../../../engine/display/jacobian/measures.js";
import { displaySymbol } from "../../../engine/display/display.js";
import { blockedMatrix, jacobianMatrix } from "../../../engine/display/jacobian/matrix.js";

const x = [
  [1, 0],
  [0, 3],
];
const params = {
  w: array([
    [1, 2, 3],
    [4, 5, 6],
  ]),
  b: array([0, 0, 0]),
};

describe("show.jacobian", () => {
  it("lays outputs against parameters, block by block, as the derivatives of x w + b are", () => {
    const f = ({ w, b }: { w: NDArray; b: NDArray }) => matmul(x, w).add(b);
    const { matrix, parameters, examples } = jacobianMatrix("test", jacobian(f)(params), params);
    expect(matrix.shape).toEqual([6, 9]);
    // ∂f_no/∂b_k = δ_ok and ∂f_no/∂w_ik = x_ni δ_ok; keys in JAX's order, b before w.
    const expected = Array.from({ length: 6 }, (_, row) => {
      const [n, o] = [Math.floor(row / 3), row % 3];
      const byBias = [0, 1, 2].map((k) => (k === o ? 1 : 0));
      const byWeight = [0, 1, 2, 3, 4, 5].map((at) =>
        at % 3 === o ? (x[n]?.[Math.floor(at / 3)] ?? NaN) : 0,
      );
      return [...byBias, ...byWeight];
    });
    expect([...matrix.data]).toEqual(expected.flat());
    expect(parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ["b", [3]],
      ["w", [2, 3]],
    ]);
    const parts = parameters.map(({ part }) => part);
    // √6 of the identities, √(3·1² + 3·3²) of the weights: 3 each of the examples, and 3·1 and 3·9.
    expect(blockNorms(parts, [6])).toEqual([[Math.sqrt(6), Math.sqrt(30)]]);
    expect(blockNorms(parts, [3, 3])).toEqual([
      [Math.sqrt(3), Math.sqrt(3)],
      [Math.sqrt(3), Math.sqrt(27)],
    ]);
    expect(parts.map(shareOfZeros)).toEqual([2 / 3, 5 / 6]);
    // Two of six outputs have b_k; of w_ik, one, with x_0 = 1 or x_1 = 3.
    expect([...rootMeanSquares(parts[0] ?? matrix)]).toEqual(Array(3).fill(Math.sqrt(2 / 6)));
    const [one, three] = [Math.sqrt(1 / 6), Math.sqrt(9 / 6)];
    expect([...rootMeanSquares(parts[1] ?? matrix)]).toEqual([one, one, one, three, three, three]);
    expect(examples).toEqual({ "example 0": 3, "example 1": 3 });
  });

  it("takes what empirical.jacobianOf gives, which draws itself unless it is large", () => {
    const f = ({ w, b }: typeof params, at: NDArray) => matmul(at, w).add(b);
    const blocked = empirical.jacobianOf(f)(params, array(x));
    const known = jacobianMatrix(
      "test",
      jacobian((p: typeof params) => f(p, array(x)))(params),
      params,
    );
    const found = blockedMatrix(blocked);
    expect(found.matrix.toArray()).toEqual(known.matrix.toArray());
    expect(found.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ["b", [3]],
      ["w", [2, 3]],
    ]);
    expect(found.examples).toEqual(known.examples);
    expect(displaySymbol in blocked).toBe(true);
    const large = empirical.jacobianOf((w: NDArray, at: NDArray) => matmul(at, w));
    expect(displaySymbol in large(zeros([2500, 1]), zeros([2000, 2500]))).toBe(false);
  });

  it("takes the gradient of one number as one row", () => {
    const f = (w: NDArray) => w.mul(w).sum();
    const { matrix, examples } = jacobianMatrix("test", jacobian(f)(array([1, 2])), [1, 2]);
    expect(matrix.shape).toEqual([1, 2]);
    expect([...matrix.data]).toEqual([2, 4]);
    expect(examples).toBeNull();
  });

  it.each([
    ["parameters of another shape", { w: [1, 2] }, { w: [1, 2, 3] }, /by w has the shape \[2\]/],
    ["another tree", { w: [1, 2] }, { v: [1, 2] }, /give the parameters it was taken at/],
    ["two functions", { a: [1, 2], b: [[1], [2]] }, { a: [1, 2], b: [1] }, /of one function/],
    ["nothing", {}, {}, /the Jacobian has 0 arrays/],
  ])("refuses %s and says what it got", (_, derivatives, at, why) => {
    const build = () => jacobianMatrix("show.jacobian", derivatives, at);
    expect(build).toThrow(ShapeError);
    expect(build).toThrow(why);
  });
});
