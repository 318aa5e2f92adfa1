// The pictures that notebooks are saved with, beside reviewed ones in golden/. UPDATE_GOLDEN=1 draws them anew:
// look at each before it is committed.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { decode } from "fast-png";
import { afterEach, expect, it } from "vitest";
import { setDisplaySink, type Display } from "../../../engine/display/display.js";
import { array, graphOf, matmul, show, spectrum, stax, tanh } from "../../../engine/index.js";
import { displaySymbol } from "../../../engine/display/display.js";

afterEach(() => setDisplaySink(() => undefined));

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const waves = count(12).map((i) =>
  count(12).map((j) => Math.cos(i - j) * Math.exp(-Math.abs(i - j) / 4)),
);
const t = count(40).map((i) => i / 6);
const points = count(60).map((i) => Math.sin(i * i));

const drawings: Readonly<Record<string, () => unknown>> = {
  kernel: () =>
    show.kernel(
      waves.map((row, i) => row.map((v, j) => (i === 2 && j === 9 ? NaN : v))),
      {
        title: "Signs, and one that is missing",
      },
    ),
  chart: () =>
    show.chart({
      ...{ title: "A band, lines and points", xLabel: "t", yLabel: "f(t)" },
      series: [
        ...[{ kind: "band" as const, name: "two deviations", x: t, y: t.map(Math.sin) }].map(
          (band) => ({
            ...band,
            lower: band.y.map((v) => v - 0.3),
            upper: band.y.map((v) => v + 0.3),
          }),
        ),
        { name: "cos", x: t, y: t.map(Math.cos) },
        { kind: "scatter", name: "data", x: t.slice(0, 9), y: t.slice(0, 9) },
      ],
    }),
  logarithmic: () =>
    show.chart({
      ...{ title: "Powers", xLabel: "n", yLabel: "error", xScale: "log", yScale: "log" },
      series: [{ name: "n⁻²", x: [1, 10, 100, 1000], y: [1, 1e-2, 1e-4, 1e-6] }],
    }),
  histogram: () => show.histogram(points, { title: "Values of sin n²", bins: 8 }),
  bars: () =>
    show.bars(["relu", "erf"], { train: [0.99, 0.98], test: [0.91, 0.93] }, { yLabel: "accuracy" }),
  graph: () =>
    graphOf((w, x) => tanh(matmul(x, w)).sum(), { backward: true })(
      array([[1], [2]]),
      array([[1, 2]]),
    ),
  network: () => {
    const block = stax.serial(stax.relu(), stax.dense(8));
    const branches = stax.parallel(block, stax.identity());
    show.network(stax.serial(stax.dense(8), stax.fanOut(2), branches, stax.fanInSum()), [10, 4]);
  },
  spectrum: () => spectrum.sphere([0, 0.6, 0.3, 0.1], { dim: 6, levels: 4 }),
};

/** The picture of what is shown, or of what the value shows itself as. */
function pictureOf(draw: () => unknown): Uint8Array {
  const displays: Display[] = [];
  setDisplaySink((display) => displays.push(display));
  const value = draw() as { readonly [displaySymbol]: () => Display["bundle"] } | undefined;
  const bundle = displays[0]?.bundle ?? value?.[displaySymbol]();
  const png = bundle?.["image/png"];
  if (png instanceof Uint8Array) return png;
  throw new Error("there is no picture");
}

it.each(Object.entries(drawings))("%s looks as it was reviewed", (name, draw) => {
  const file = fileURLToPath(new URL(`golden/${name}.png`, import.meta.url));
  const png = pictureOf(draw);
  if (process.env["UPDATE_GOLDEN"] !== undefined) writeFileSync(file, png);
  expect(existsSync(file), `${file} is missing`).toBe(true);
  const [found, wanted] = [decode(png), decode(readFileSync(file))];
  expect([found.width, found.height]).toEqual([wanted.width, wanted.height]);
  const differing = found.data.filter(
    (value, i) => Math.abs(value - (wanted.data[i] ?? 0)) > 2,
  ).length;
  // The last digits of a value, which differ between processors, may move the edge of a line by a shade.
  expect(differing / found.data.length).toBeLessThan(1e-4);
});
