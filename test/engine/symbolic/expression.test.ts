import { describe, expect, test } from "vitest";
import { DomainError, symbolic } from "../../../engine/index.js";

describe("symbolic derivatives", () => {
  test.each([
    ["x^3", (x: number) => 3 * x * x],
    ["x^2 * sin(x)", (x: number) => 2 * x * Math.sin(x) + x * x * Math.cos(x)],
    ["exp(-x^2 / 2)", (x: number) => -x * Math.exp((-x * x) / 2)],
    ["log(1 + exp(x))", (x: number) => 1 / (1 + Math.exp(-x))],
    ["tanh(2 x) / x", (x: number) => 2 / x / Math.cosh(2 * x) ** 2 - Math.tanh(2 * x) / (x * x)],
    ["sqrt(1 + x^2)", (x: number) => x / Math.sqrt(1 + x * x)],
    ["atan(x) + cbrt(x)", (x: number) => 1 / (1 + x * x) + x ** (-2 / 3) / 3],
    ["x^x", (x: number) => x ** x * (Math.log(x) + 1)],
  ] as const)("of %s is what calculus says", async (text, wanted) => {
    const derivative = (await symbolic.expression(text)).derivative("x");
    for (const x of [0.3, 1.7]) expect(derivative.value({ x })).toBeCloseTo(wanted(x), 12);
  });

  test("know several variables and higher orders, and write TeX", async () => {
    const f = await symbolic.expression("exp(a * x) * y^2");
    expect(f.derivative("x").derivative("y").value({ a: 2, x: 0.5, y: 3 })).toBeCloseTo(
      12 * Math.E,
      12,
    );
    expect((await symbolic.expression("x^2")).derivative("x").text).toBe("2 * x");
    expect((await symbolic.expression("x / 2")).tex).toContain("\\frac");
  });

  test("refuse what is no formula, what has no value, and names that are none", async () => {
    await expect(symbolic.expression("x +* 2")).rejects.toThrow(DomainError);
    await expect(symbolic.expression(" ")).rejects.toThrow(/the formula is " "; give its text/);
    const f = await symbolic.expression("x * y");
    expect(() => f.value({ x: 1 })).toThrow(/the value of x \* y: .*y/);
    expect(() => f.derivative("1")).toThrow(DomainError);
    const strange = await symbolic.expression("mystery(x)");
    expect(() => strange.derivative("x")).toThrow(/mystery/);
  });
});
