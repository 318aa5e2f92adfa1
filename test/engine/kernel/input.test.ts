import { describe, expect, it } from "vitest";
import { array } from "../../../engine/array/index.js";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import { dense, erf, relu, serial } from "../../../engine/stax/index.js";
import { hidden } from "./networks.js";

const { kernel } = hidden(1, relu);

describe("kernel refuses", () => {
  it("numbers of features that differ, naming both shapes", () => {
    const call = () => kernel([[1, 2, 3]], [[1, 2]], "ntk");
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(/x1 of shape \[1, 3\].*x2 of shape \[1, 2\]/);
  });

  it("what is no matrix, saying how to make one", () => {
    expect(() => kernel([1, 2, 3], null, "ntk")).toThrow(/shape \[3\].*x1\.reshape\(\[3, 1\]\)/);
  });

  it.each([NaN, Infinity, -Infinity])("%s, naming argument, row and column", (value) => {
    const call = () =>
      kernel(
        [[1, 2]],
        [
          [1, 2],
          [0, value],
        ],
        "ntk",
      );
    expect(call).toThrow(DomainError);
    expect(call).toThrow(`x2[1, 1] is ${value}`);
  });

  it("rows whose mean square is beyond the dtype", () => {
    expect(() => kernel([[1e200, 1]], null, "ntk")).toThrow(/row 0 of x1 is beyond float64/);
  });

  it("networks that leave the dtype's range, naming the layer", () => {
    const far = serial(dense(8, { wStd: 1e100 }), relu(), dense(1, { wStd: 1e100 }));
    expect(() => far.kernel([[1]], null, "ntk")).toThrow(/after dense\(1\) are beyond float64/);
    const single = array([[1]], { dtype: "float32" });
    expect(() => dense(8, { wStd: 1e20 }).kernel(single, null, "ntk")).toThrow(/beyond float32/);
    expect(() => dense(8, { wStd: 1e200 }).kernel([[0]], null, "ntk")).toThrow(DomainError);
  });

  it("an activation whose input is not Gaussian, naming both layers", () => {
    const twice = serial(dense(8), relu(), erf(), dense(1));
    expect(() => twice.kernel([[1]], null, "ntk")).toThrow(/erf \(layer 3 of 4\) follows relu/);
    expect(() => relu().kernel([[1]], null, "ntk")).toThrow(/follows the network's input/);
  });

  it("kernels it does not know", () => {
    expect(() => kernel([[1]], null, "ntkk" as "ntk")).toThrow(/get = "ntkk"/);
    expect(() => kernel([[1]], null, [])).toThrow(DomainError);
    const untyped = kernel as (...args: unknown[]) => unknown;
    expect(() => untyped([[1]], null)).toThrow(/get = undefined.*kernel\(x1, x2, "ntk"\)/);
    expect(() => untyped([[1]], "ntk")).toThrow(/x2 = null for x1 itself/);
  });
});

describe("kernel takes", () => {
  it("no rows at all", () => {
    const none = kernel([[1, 2]], [[3, 4]], "ntk").rows(0, 0);
    expect(kernel(none, null, "ntk").shape).toEqual([0, 0]);
  });
});
