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

describe("results that are a cell's last value", () => {
  test.each([
    ["a spectrum", cube, "Eigenvalues: cube in 6 dimensions"],
    ["learnabilities", spectrum.eigenlearning(cube, { n: 5 }), "What 5 samples learn"],
    ["a learning curve", spectrum.learningCurve(cube, [2, 4], { ridge: 0.1 }), "Learning curve"],
    [
      "the spectrum of a matrix",
      spectrum.ofMatrix([
        [2, 1],
        [1, 2],
      ]),
      "2 data points",
    ],
  ])("%s draw themselves as a chart with a picture and a text", (_, value, words) => {
    const bundle = shown(value);
    expect(Object.keys(bundle)).toEqual([MIME.chart, "image/svg+xml", "image/png", "text/plain"]);
    expect(bundle["text/plain"]).toEqual(expect.stringContaining(words));
  });

  test("a spectrum leaves out levels that are 0, which have no logarithm", () => {
    const payload = shown(cube)[MIME.chart];
    expect(payload).toMatchObject({ series: [{ x: [1, 3] }] });
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
