import { afterEach, describe, expect, it } from "vitest";
import {
  valuesBehind,
  setDisplaySink,
  displaySymbol,
  type Display,
} from "../../../engine/display/display.js";
import { MIME } from "../../../engine/display/payload.js";
import { DomainError, gram, random, ShapeError, show, spectrum } from "../../../engine/index.js";
import type { SpectrumDisplayOptions } from "../../../engine/display/spectrum.js";
import { PayloadError } from "../../../renderer/payload/check.js";
import { parseSpectrum, type ReadSpectrum } from "../../../renderer/payload/spectrum.js";
import { entryOf, vectorPointAt } from "../../../renderer/spectrum/eigenvectors.js";
import {
  cumulativeShares,
  effectiveDimension,
  kappas,
  participationRatio,
} from "../../../renderer/spectrum/measures.js";
import { nearestCounted, steppedCount } from "../../../renderer/spectrum/nearest.js";
import { spectrumPlots } from "../../../renderer/spectrum/plots.js";
import { modeWords, spectrumFacts, spokenSpectrum } from "../../../renderer/spectrum/words.js";
import { linearAxis, logAxis } from "../../../renderer/plot/axis.js";

afterEach(() => setDisplaySink(() => undefined));

function shown(of: Parameters<typeof show.spectrum>[0], options?: SpectrumDisplayOptions): Display {
  const displays: Display[] = [];
  setDisplaySink((display) => displays.push(display));
  show.spectrum(of, options);
  const [display] = displays;
  if (display === undefined) throw new Error("nothing was shown");
  return display;
}

const read = ({ bundle }: Display): ReadSpectrum =>
  parseSpectrum(JSON.parse(JSON.stringify(bundle[MIME.spectrum])));

const x = random.normal(random.key(0), [12, 3]);
const kernel = gram(x);
const y = x.slice([], 0);

describe("show.spectrum", () => {
  it("has the eigenvalues of K/n, the largest first, and what lies along each eigenvector", () => {
    const { eigenvalues, power, zero, eigenvectors, key } = read(shown(kernel, { targets: y }));
    const expected = spectrum.ofMatrix(kernel, y);
    expect(eigenvalues).toEqual([...expected.eigenvalues.data]);
    expect(power).toEqual([...expected.targetPower.data]);
    // A linear kernel of three features.
    expect(eigenvalues.filter((value) => value > zero)).toHaveLength(3);
    expect(eigenvectors?.matrix.payload.shape).toEqual([12, 12]);
    expect(key).toMatch(/^12x12-/);
  });

  it("predicts learning up to all samples, by spectrum.eigenlearning", () => {
    const { learning } = read(shown(kernel, { targets: y, ridge: 0.5 }));
    expect([learning[0]?.n, learning.at(-1)?.n]).toEqual([1, 12]);
    const found = spectrum.ofMatrix(kernel, y);
    for (const { n, kappa, testMse, trainMse } of learning) {
      const one = spectrum.eigenlearning(found, { n, ridge: 0.5, targetPower: found.targetPower });
      expect([kappa, testMse, trainMse]).toEqual([one.kappa, one.testMse, one.trainMse]);
    }
  });

  it("shows eigenvectors as images where the points make one, on a sheet", () => {
    const { eigenvectors } = read(shown(kernel, { image: [3, 4], vectors: 10 }));
    expect(eigenvectors).toMatchObject({ count: 10, across: 8, image: [3, 4] });
    expect(eigenvectors?.matrix.payload.shape).toEqual([6, 32]);
    const { eigenfunctions } = spectrum.ofMatrix(kernel);
    // Row 2, column 1 of the image of number 9, the second in the second row of the sheet.
    const at = (3 + 2) * 32 + 4 + 1;
    const value = eigenvectors?.matrix.layers[0]?.preview.values[at];
    expect(value).toBeCloseTo(eigenfunctions.data[(2 * 4 + 1) * 12 + 9] ?? NaN, 6);
  });

  it("comes with a picture and a text, and by itself as a cell's value", () => {
    const { bundle, values } = shown(kernel, { title: "Linear" });
    expect(bundle["text/plain"]).toMatch(/^Linear\n12 eigenvalues, 3 of them not zero\n/);
    expect(bundle["image/png"]).toBeInstanceOf(Uint8Array);
    expect(values).toHaveLength(1);
    const levels = spectrum.hypercube([0, 0.5, 0.25, 0.25], { dim: 8 });
    const own = Reflect.get(levels, displaySymbol) as () => Display["bundle"];
    expect(Object.keys(own())).toContain(MIME.spectrum);
    expect(valuesBehind(own())).toEqual([]);
  });

  it("shows a spectrum of a domain level by level, with learning where samples are given", () => {
    const levels = spectrum.hypercube([0, 0.5, 0.25, 0.25], { dim: 8 });
    const targetPower = [0, 1, 0, 0, 0, 0, 0, 0, 0];
    const { multiplicities, learning, eigenvectors } = read(
      shown(levels, { samples: [4, 16], targetPower }),
    );
    expect(multiplicities).toEqual([...levels.multiplicities.data]);
    expect(learning.map(({ n }) => n)).toEqual([4, 16]);
    expect(eigenvectors).toBeNull();
  });

  it.each([
    ["an image of other size", { image: [3, 5] as const }, ShapeError, /has 15 pixels/],
    ["targets of other length", { targets: [1, 2] }, ShapeError, /give 12 numbers/],
    ["an option that is none", { title: "", ...{ target: y } }, DomainError, /no option "target"/],
  ])("refuses %s and says why", (_, options, kind, why) => {
    expect(() => shown(kernel, options)).toThrow(kind);
    expect(() => shown(kernel, options)).toThrow(why);
  });

  it("refuses targets at points that a spectrum does not have", () => {
    const levels = spectrum.hypercube([0, 0.5], { dim: 3 });
    expect(() => shown(levels, { targets: [1] })).toThrow(/targets need a kernel matrix/);
  });
});

describe("what the renderer reads off a spectrum", () => {
  const levels = { eigenvalues: [4, 1, 0.25], multiplicities: [1, 1, 1] };

  it("is what the engine says", () => {
    expect(effectiveDimension(levels, 1)).toBe(spectrum.effectiveDimension([4, 1, 0.25], 1));
    const ratio = spectrum.participationRatio([4, 1, 0.25]);
    expect(participationRatio(levels)).toBeCloseTo(ratio, 14);
    const twice = { eigenvalues: [4, 1], multiplicities: [2, 3] };
    expect(participationRatio(twice)).toBeCloseTo(spectrum.participationRatio([4, 4, 1, 1, 1]), 14);
    expect(cumulativeShares(twice)).toEqual([8 / 11, 1]);
  });

  it("has thresholds from above the largest to below the least that is not zero", () => {
    const steps = kappas({ eigenvalues: [10, 1e-3, 1e-20], zero: 1e-15 });
    expect(steps[0]).toBeCloseTo(100, 9);
    expect(steps.at(-1)).toBeCloseTo(1e-4, 12);
    expect(kappas({ eigenvalues: [0, -1], zero: 0 })).toEqual([]);
  });

  it("is told in words", () => {
    const spectrumOf = read(shown(kernel, { targets: y, title: "K" }));
    expect(spectrumFacts(spectrumOf).join()).toMatch(/^12 eigenvalues,(\d negative,)?rank 3,/);
    expect(spokenSpectrum(spectrumOf)).toMatch(/^K: spectrum; .* hold 90 % of the trace/);
    const words = modeWords(spectrumOf, 0, spectrumOf.eigenvalues[0] ?? NaN).join();
    expect(words).toContain("learnability 0.5");
    expect(words).toMatch(/% of the targets$/);
  });

  it("finds the nearest eigenvalue, on both axes", () => {
    const spectrumOf = read(shown(kernel));
    for (const numbers of ["linear", "log"] as const) {
      const standing = { numbers, kappa: null, samples: null, chosen: null };
      const { counted } = spectrumPlots(spectrumOf, standing, 700);
      const [plot] = counted;
      if (plot === undefined) throw new Error("no plot");
      const { box, x: axis } = plot;
      for (const k of [0, 5, 11]) {
        const at = [box.left + axis.position(k) * box.width, box.top + 1] as const;
        expect(nearestCounted(counted, 12, at)).toBe(k);
      }
      expect(nearestCounted(counted, 12, [0, 0])).toBeNull();
    }
    expect(steppedCount(null, "ArrowRight", 12)).toBe(0);
    expect(steppedCount(11, "ArrowRight", 12)).toBe(11);
    expect(steppedCount(3, "x", 12)).toBeNull();
  });

  it("knows each pixel of a sheet of images by its eigenvector and point", () => {
    const sheet = { image: [3, 4] as const, across: 8, count: 10 };
    for (const at of [
      { k: 0, point: 0 },
      { k: 9, point: 11 },
      { k: 7, point: 5 },
    ])
      expect(vectorPointAt(sheet, entryOf(sheet, at))).toEqual(at);
    expect(vectorPointAt(sheet, { row: 3, col: 8 })).toBeNull();
  });
});

describe("axes of small plots", () => {
  it("put values where they belong and ticks at round ones", () => {
    const linear = linearAxis("x", 0, 4);
    expect([linear.position(0), linear.position(1), linear.position(4)]).toEqual([0, 0.25, 1]);
    const log = logAxis("x", 1e-4, 1);
    expect(log.position(1e-2)).toBeCloseTo(0.5, 14);
    expect(log.position(0)).toBe(-Infinity);
    expect(log.ticks.map(({ text }) => text)).toEqual(["10⁻⁴", "10⁻³", "0.01", "0.1", "1"]);
  });

  it("have two ends where all values are one, and few ticks over many decades", () => {
    expect(linearAxis("", 2, 2).position(2)).toBe(0.5);
    expect(logAxis("", 3, 3).position(3)).toBeCloseTo(0.5, 14);
    expect(logAxis("", 1e-300, 1e300).ticks.length).toBeLessThan(8);
    // Both ends of a short range have a tick near them.
    expect(logAxis("", 0.13, 3.9).ticks.map(({ text }) => text)).toEqual([
      "0.2",
      "0.5",
      "1.0",
      "2.0",
    ]);
  });
});

describe("a spectrum from anybody", () => {
  const good = JSON.parse(JSON.stringify(shown(kernel).bundle[MIME.spectrum])) as object;

  it.each([
    ["a newer version", { version: 2 }, /update the extension/],
    ["a million eigenvalues", { eigenvalues: new Array(1e6).fill(1) }, /more than 8192/],
    ["eigenvalues of script", { eigenvalues: ["<script>"] }, /is not a finite number/],
    ["too few multiplicities", { multiplicities: [1] }, /multiplicities has 1 entries for 12/],
    ["an eigenvector matrix of nobody", { eigenvectors: { matrix: 3 } }, /is not an object/],
    ["samples that are none", { learning: [{ n: null }] }, /learning\[0\].n/],
  ])("with %s is refused and says why", (_, change, why) => {
    const parse = () => parseSpectrum({ ...good, ...change });
    expect(parse).toThrow(PayloadError);
    expect(parse).toThrow(why);
  });

  it("with eigenvectors of another size than it says is refused", () => {
    const { eigenvectors } = good as { eigenvectors: object };
    const parse = () => parseSpectrum({ ...good, eigenvectors: { ...eigenvectors, count: 3 } });
    expect(parse).toThrow(/eigenvectors.matrix is 12 × 12, not 3 × 12/);
  });
});
