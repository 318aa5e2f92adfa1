import { describe, expect, test } from "vitest";
import { compare, compareEach, toleranceOf } from "./compare.mjs";

const vector = (...data: number[]) => ({ shape: [data.length], data });

describe("a comparison", () => {
  test("is the largest difference in units of atol + rtol·max|want|", () => {
    const got = compare("x", vector(1, 100.5), vector(1.1, 100), { rtol: 0.01, atol: 1 });
    expect(got.error).toBeCloseTo(0.5 / 2, 14);
  });

  test("element by element allows each element its own share", () => {
    const tolerance = { rtol: 0.01, atol: 0 };
    expect(compare("x", vector(1.1, 100), vector(1, 100), tolerance).error).toBeCloseTo(0.1, 14);
    expect(compareEach("x", vector(1.1, 100), vector(1, 100), tolerance).error).toBeCloseTo(10, 12);
  });

  test("equal values are no error, even where nothing is allowed", () => {
    const exactly = { rtol: 0, atol: 0 };
    expect(compare("x", 3, 3, exactly).error).toBe(0);
    expect(compare("x", vector(1, 2), vector(1, 2), exactly).error).toBe(0);
    expect(compareEach("x", vector(1, 2), vector(1, 2.5), exactly).error).toBe(Infinity);
  });

  test.each([
    ["NaN", vector(NaN, 1)],
    ["infinity", vector(Infinity, 1)],
    ["a missing element", vector(1)],
    ["another shape of as many elements", { shape: [2, 1], data: [1, 1] }],
    ["a number", 1],
  ])("%s for a vector never passes", (_, got) => {
    expect(compare("x", got, vector(1, 1), { rtol: 1, atol: 1 }).error).toBe(Infinity);
  });

  test("the most specific tolerance holds", () => {
    expect(toleranceOf({ rtol: 1e-7 }, { rtol: 1e-9, atol: 1e-12 })).toEqual({
      rtol: 1e-7,
      atol: 1e-12,
    });
    expect(toleranceOf({})).toEqual({ rtol: 0, atol: 0 });
  });
});
