import { describe, expect, it } from "vitest";
import { colorize, colorTable, MARKS } from "../../../engine/display/drawing/colormap.js";

const rgbAt = (pixels: ArrayLike<number>, i: number) => Array.from(pixels).slice(4 * i, 4 * i + 4);

/** Relative luminance (WCAG 2, from linearised sRGB). */
function luminance(table: Uint8Array, entry: number): number {
  const linear = [0, 1, 2].map((c) => {
    const value = (table[3 * entry + c] as number) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

describe("the colour maps", () => {
  it("start and end as published: viridis #440154 to #fde725", () => {
    const table = colorTable("sequential");
    expect([...table.subarray(0, 3)]).toEqual([0x44, 0x01, 0x54]);
    expect([...table.subarray(-3)]).toEqual([0xfd, 0xe7, 0x25]);
  });

  it("rise in luminance from end to end, so that grey printing and every eye keep the order", () => {
    const table = colorTable("sequential");
    for (let entry = 4; entry < 256; entry += 4)
      expect(luminance(table, entry)).toBeGreaterThan(luminance(table, entry - 4));
  });

  it("diverge from a light middle to blue below and red above", () => {
    const table = colorTable("diverging");
    const [low, middle, high] = [0, 128, 255].map((entry) => [
      ...table.slice(3 * entry, 3 * entry + 3),
    ]);
    expect(low?.[2]).toBeGreaterThan(low?.[0] ?? 0);
    expect(high?.[0]).toBeGreaterThan(high?.[2] ?? 0);
    expect(Math.min(...(middle ?? []))).toBeGreaterThan(230);
  });

  it("mark NaN and both infinities with colours of neither map", () => {
    const pixels = colorize([NaN, Infinity, -Infinity, 0.25], "sequential", (value) => value);
    MARKS.forEach(({ color }, i) => expect(rgbAt(pixels, i)).toEqual([...color, 255]));
    expect(rgbAt(pixels, 3)).toEqual([
      ...colorTable("sequential").subarray(3 * 64, 3 * 64 + 3),
      255,
    ]);
    for (const map of ["sequential", "diverging"] as const) {
      const table = colorTable(map);
      for (const { color } of MARKS) {
        const distances = Array.from({ length: 256 }, (_, entry) =>
          Math.hypot(...color.map((value, c) => value - (table[3 * entry + c] as number))),
        );
        // 40 of 441: well above the step between neighbours on the bar (about 3).
        expect(Math.min(...distances)).toBeGreaterThan(40);
      }
    }
  });
});
