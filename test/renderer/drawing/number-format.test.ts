import { describe, expect, it } from "vitest";
import {
  formatNumber,
  logTickLabels,
  tickLabels,
} from "../../../engine/display/drawing/number-format.js";

describe("numbers as a person reads them", () => {
  it.each([
    [0.53214, "0.5321"],
    [-12, "−12"],
    [1234567, "1.235e6"],
    [1.2346e-7, "1.235e−7"],
    [0, "0"],
    [NaN, "NaN"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ])("%d reads %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it("ticks have equally many decimals", () => {
    expect(tickLabels([0, 0.1, 0.2, 0.30000000000000004]).labels).toEqual([
      "0.0",
      "0.1",
      "0.2",
      "0.3",
    ]);
  });

  it("ticks give their power of ten away once for all", () => {
    expect(tickLabels([0, 2e-7, 4e-7])).toEqual({ labels: ["0", "2", "4"], factor: "×10⁻⁷" });
    expect(tickLabels([-1.5e8, 0, 1.5e8])).toEqual({
      labels: ["−1.5", "0.0", "1.5"],
      factor: "×10⁸",
    });
  });

  it("ticks of a logarithmic bar are powers when all are", () => {
    expect(logTickLabels([-1e4, -1, 0, 1e-3, 100]).labels).toEqual([
      "−10⁴",
      "−1",
      "0",
      "10⁻³",
      "100",
    ]);
    expect(logTickLabels([1.5, 2]).labels).toEqual(["1.5", "2.0"]);
  });
});
