import { describe, expect, it } from "vitest";
import {
  densitiesAt,
  LOGISTIC,
  TANH_SOFTPLUS,
  WIDTHS,
} from "../../../engine/dual/sigmoid-mixture.js";
import { erf } from "../../../engine/special/error-functions.js";

const STEP = 0.09;
const widths = Array.from(
  { length: Math.ceil(Math.log(WIDTHS.most / WIDTHS.least) / STEP) },
  (_, k) => WIDTHS.least * Math.exp(STEP * k),
);

describe("sigmoid functions are sums of error functions and bells of all widths", () => {
  it.each([
    ["the logistic function", LOGISTIC, (x: number) => 1 / (1 + Math.exp(-x))],
    ["tanh log(1 + eˣ)", TANH_SOFTPLUS, (x: number) => Math.tanh(Math.log1p(Math.exp(x)))],
  ])("%s, to rounding", (_, poles, value) => {
    for (const x of [-30, -4, -1, -0.1, 0, 0.3, 2, 7]) {
      const sum = widths.reduce((total, width) => {
        const { even, odd } = densitiesAt(poles, width);
        const bell = Math.exp((-x * x) / (2 * width * width));
        const step = erf(x / (width * Math.SQRT2)).item() / 2;
        return total + STEP * (odd * step + even * bell);
      }, 0.5);
      expect(Math.abs(sum - value(x))).toBeLessThan(2e-15);
    }
  });
});
