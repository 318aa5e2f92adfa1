import { describe, expect, test } from "vitest";
import { displaySymbol, type MimeBundle } from "../../../engine/display/display.js";
import { MIME } from "../../../engine/display/payload.js";
import { spectrum } from "../../../engine/index.js";

/** What a notebook shows for a cell whose value this is. */
function shown(value: object): MimeBundle {
  const show = (value as { readonly [displaySymbol]?: () => MimeBundle })[displaySymbol];
  if (show === undefined) throw new Error("the value does not show itself");
  return show();
}

const cube = spectrum.hypercube([0, 0.5, 0, 0.5], { dim: 6 });

const pictures = ["image/svg+xml", "image/png", "text/plain"];

describe("results that are a cell's last value", () => {
  test.each([
    ["a spectrum", cube, MIME.spectrum, "cube in 6 dimensions"],
    [
      "learnabilities",
      spectrum.eigenlearning(cube, { n: 5 }),
      MIME.chart,
      "What 5 samples learn: cube in 6 dimensions",
    ],
    [
      "a learning curve",
      spectrum.learningCurve(cube, [2, 4], { ridge: 0.1 }),
      MIME.chart,
      "Learning curve: cube in 6 dimensions",
    ],
    [
      "the spectrum of a matrix",
      spectrum.ofMatrix([
        [2, 1],
        [1, 2],
      ]),
      MIME.spectrum,
      "2 data points",
    ],
  ])("%s draw themselves, with pictures and a text", (_, value, mime, words) => {
    const bundle = shown(value);
    expect(Object.keys(bundle)).toEqual([mime, ...pictures]);
    expect(bundle["text/plain"]).toEqual(expect.stringContaining(words));
  });

  test("learnabilities are bars, points where there are too many levels for them", () => {
    const kindOf = (levels: number) => {
      const of = spectrum.sphere([0.5, 0.5, 0.1], { dim: 3, levels });
      return shown(spectrum.eigenlearning(of, { n: 2 }))[MIME.chart];
    };
    expect(kindOf(5)).toMatchObject({ series: [{ kind: "bars" }] });
    expect(kindOf(200)).toMatchObject({ series: [{ kind: "scatter" }] });
  });
});
