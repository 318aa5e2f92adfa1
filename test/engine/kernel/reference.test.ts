import { describe, expect, it } from "vitest";
import { kernelCases, networkOf, relativeError, stored } from "./networks.js";

describe("kernels of fully connected networks", () => {
  it("are compared for every reference network whose layers there are", () => {
    expect(kernelCases().length).toBeGreaterThanOrEqual(16);
  });

  it.each(kernelCases().map((reference) => [reference.name, reference] as const))(
    "have the reference values: %s",
    (_name, { net, x1, x2, rtol, ...want }) => {
      const { kernel } = networkOf(net);
      const own = kernel(stored(x1), null, ["nngp", "ntk"]);
      const cross = kernel(stored(x1), stored(x2), ["nngp", "ntk"]);
      expect(relativeError(own.nngp, want.nngp11.data)).toBeLessThan(rtol);
      expect(relativeError(own.ntk, want.ntk11.data)).toBeLessThan(rtol);
      expect(relativeError(cross.nngp, want.nngp12.data)).toBeLessThan(rtol);
      expect(relativeError(cross.ntk, want.ntk12.data)).toBeLessThan(rtol);
    },
  );

  it.each(kernelCases().map((reference) => [reference.name, reference] as const))(
    "keep float32's precision when the inputs are float32: %s",
    (_name, { net, x1, ...want }) => {
      const own = networkOf(net).kernel(stored(x1).astype("float32"), null, ["nngp", "ntk"]);
      expect(own.ntk.dtype).toBe("float32");
      // 2e-6 covers the rounding of the inputs (6e-8 each) through ten layers.
      expect(relativeError(own.nngp, want.nngp11.data)).toBeLessThan(2e-6);
      expect(relativeError(own.ntk, want.ntk11.data)).toBeLessThan(2e-6);
    },
  );
});
