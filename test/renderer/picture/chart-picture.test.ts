import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { chartPayload } from "../../../engine/display/chart.js";
import { chartPictures } from "../../../engine/display/picture/chart-picture.js";
import { textWidth } from "../../../engine/display/picture/font.js";
import { wrapped } from "../../../engine/display/drawing/wrapped.js";
import { pictureRoom } from "../../../engine/platform/pictures.js";

const { font } = pictureRoom();

describe("the picture of a chart", () => {
  it("stands on its own paper and shows the series where its axes say", () => {
    const payload = chartPayload("test", { series: [{ x: [0, 10], y: [0, 10] }] });
    const { data, width, height } = decode(chartPictures(payload, font).png);
    expect([width, height]).toEqual([1280, 768]);
    expect([...data.slice(0, 3)]).toEqual([255, 255, 255]);
    const places = [];
    for (let at = 0; at < data.length; at += 3) {
      const [r, g, b] = data.slice(at, at + 3);
      if (r === 0x00 && g === 0x72 && b === 0xb2)
        places.push({ x: (at / 3) % width, y: Math.floor(at / 3 / width) });
    }
    // A rising diagonal: the higher its pixels the further right they lie.
    const origin = { x: NaN, y: NaN };
    const [highest, lowest] = [places[0] ?? origin, places[places.length - 1] ?? origin];
    expect(highest.x - lowest.x).toBeGreaterThan(1000);
    expect(lowest.y - highest.y).toBeGreaterThan(500);
  });

  it("says the same in its SVG", () => {
    const input = { title: "Loss", xLabel: "step", series: [{ x: [0, 10], y: [0, 2e-7] }] };
    const { svg } = chartPictures(chartPayload("test", input), font);
    for (const text of ["<title>Loss</title>", ">step</text>", ">2.0×10⁻⁷</text>", ">10</text>"])
      expect(svg).toContain(text);
  });
});

describe("the letters", () => {
  it("are known for Latin, Greek and mathematics", () => {
    for (const letter of "Az09 é Θσλ ±×−∞√∂ ⁻³ ₀ → ℝ") {
      expect(font.glyphs[String(letter.codePointAt(0))]).toBeDefined();
    }
    expect(font.notice).toContain("Bitstream Vera");
  });

  it("become a box where the font has none", () => {
    expect(textWidth(font, "漢", 10)).toBeGreaterThan(0);
  });

  it("wrap between words only", () => {
    const lines = wrapped(
      (words, size) => textWidth(font, words, size),
      "the neural tangent kernel of an incomprehensibilities network",
      14,
      120,
    );
    expect(lines.join(" ")).toBe("the neural tangent kernel of an incomprehensibilities network");
    for (const line of lines) {
      if (line.includes(" ")) expect(textWidth(font, line, 14)).toBeLessThanOrEqual(120);
    }
  });
});
