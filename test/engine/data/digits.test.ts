import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { array, zeros } from "../../../engine/array/index.js";
import * as data from "../../../engine/data/index.js";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import * as engine from "../../../engine/index.js";
import { checkDocument } from "../../reference/check.mjs";

describe("the digits", () => {
  test("are scikit-learn's, and regression on them has the reference accuracy and error", () => {
    const file = new URL("../../reference/digits.json", import.meta.url);
    const outcomes = checkDocument(engine, JSON.parse(readFileSync(file, "utf8")));
    expect(outcomes.map(({ status }) => status)).toEqual(["passed", "passed", "passed"]);
  });

  test("come in two disjoint parts, 1000 and the rest unless asked otherwise", () => {
    const { xTrain, yTrain, xTest, yTest } = data.digits();
    expect([xTrain, yTrain, xTest, yTest].map(({ shape }) => shape)).toEqual([
      [1000, 64],
      [1000],
      [797, 64],
      [797],
    ]);
    const small = data.digits({ train: 10, test: 5 });
    expect(small.xTest.toArray()).toEqual(xTrain.rows(10, 15).toArray());
    expect(small.yTest.toArray()).toEqual(yTrain.rows(10, 15).toArray());
  });

  test("pixels lie in [0, 1] in steps of 1/16, labels are the ten digits", () => {
    const { xTrain, yTrain } = data.digits({ train: 1797 });
    const steps = xTrain.mul(16);
    expect(steps.equal(steps.astype("int32")).all().item()).toBe(true);
    expect([xTrain.min().item(), xTrain.max().item()]).toEqual([0, 1]);
    expect(new Set(yTrain.data)).toEqual(new Set([...Array(10).keys()]));
  });

  test("take a dtype", () => {
    expect(data.digits({ train: 1, dtype: "float32" }).xTrain.dtype).toBe("float32");
  });

  test("a call does not see what another caller wrote", () => {
    data.digits().xTrain.data.fill(7);
    expect(data.digits().xTrain.max().item()).toBe(1);
  });

  test.each([{ train: 1798 }, { train: -1 }, { train: 1.5 }, { train: 1000, test: 798 }])(
    "%j is refused",
    (options) => {
      expect(() => data.digits(options)).toThrow(DomainError);
    },
  );
});

describe("labels", () => {
  test("become targets that sum to zero in every row", () => {
    const targets = data.oneHot([3, 0]);
    expect(targets.shape).toEqual([2, 10]);
    expect(targets.get(0, 3)).toBe(0.9);
    // 0.9 + 9·(−0.1) in doubles: a few roundings of size 1e-17.
    expect(targets.sum(1).abs().max().item()).toBeLessThan(1e-15);
  });

  test("a label that is no class is named with its row", () => {
    expect(() => data.oneHot([0, 10])).toThrow(
      new DomainError(
        "data.oneHot: label 10 in row 1 is none of the classes 0 to 9; set { classes }",
      ),
    );
    expect(() => data.oneHot([0.5])).toThrow(DomainError);
    expect(() => data.oneHot([[1]])).toThrow(ShapeError);
  });

  test("accuracy is the share of rows that put their label first", () => {
    const scores = array([
      [0.1, 0.9],
      [0.8, 0.2],
      [0.3, 0.7],
      [0.6, 0.4],
    ]);
    expect(data.accuracy(scores, [1, 0, 0, 0])).toBe(0.75);
    expect(data.accuracy(data.oneHot([4, 2]), [4, 2])).toBe(1);
  });

  test("predictions and labels of different lengths are refused", () => {
    expect(() => data.accuracy(zeros([2, 3]), [1])).toThrow(ShapeError);
    expect(() => data.accuracy(zeros([0, 3]), [])).toThrow(ShapeError);
  });
});
