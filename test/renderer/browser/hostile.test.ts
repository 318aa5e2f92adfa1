import { expect, it } from "vitest";
import { chartPayload } from "../../../engine/display/chart.js";
import { graphPayload } from "../../../engine/display/graph.js";
import { jacobianDisplay } from "../../../engine/display/jacobian/bundle.js";
import { jacobianMatrix } from "../../../engine/display/jacobian/matrix.js";
import { MIME } from "../../../engine/display/payload.js";
import { spectrumDisplay } from "../../../engine/display/spectrum/bundle.js";
import { tablePayload } from "../../../engine/display/table.js";
import { array, graphOf, namedScope, spectrum, tanh, type NDArray } from "../../../engine/index.js";
import { attack, SCRIPT } from "./attack.js";
import { describeInBrowser, type RendererName } from "./notebook-page.js";
import { kernelPayload } from "./payloads.js";

const K = array([
  [2, 1],
  [1, 2],
]);
const kernel = kernelPayload({ a: K, b: K }, { labels: ["x", "y"], blocks: { p: 1, q: 1 } });
const series = [{ name: "s", x: [1, 2], y: [1, 2] }];
const f = namedScope("part", (x: NDArray) => tanh(x.mul(2)));
const program = graphOf((x: NDArray) => f(x).sum(), { backward: true })(array([1, 2]));
const graph = graphPayload(program, {});
const spectrumOf = (eigenvalues: readonly number[]) =>
  spectrumDisplay("test", {
    ...{ domain: "points", key: "k", eigenvalues },
    ...{ multiplicities: eigenvalues.map(() => 1), power: eigenvalues },
    learning: [1, 2].map((n) => ({ n, kappa: 0.1, testMse: 1, trainMse: 0.5 })),
    eigenfunctions: spectrum.ofMatrix(K).eigenfunctions,
  }).bundle[MIME.spectrum];
const jacobian = jacobianDisplay("test", jacobianMatrix("test", { w: K }, { w: array([1, 2]) }), {})
  .bundle[MIME.jacobian] as object;
const names = { title: "T", columns: ["n", "s"], rows: ["p", "q"] };
const rows = [
  [1, "a"],
  [3, null],
];
const progress = { version: 1, title: "P", text: "", state: "running", seconds: 3 };

const PAYLOADS: readonly (readonly [string, RendererName, unknown])[] = [
  ["a matrix", "kernel", kernel],
  ["a chart", "chart", chartPayload("test", { title: "C", series })],
  ["a graph", "graph", graph],
  ["a spectrum", "spectrum", spectrumOf([2, 1])],
  ["a Jacobian", "jacobian", jacobian],
  ["a table", "table", tablePayload(rows, names)],
  ["a progress", "progress", { ...progress, done: 1, total: 2 }],
];

describeInBrowser("a stored payload", (show) => {
  it.each(PAYLOADS)(
    "of %s with anything at all in one place neither hangs nor injects nor fails",
    async (_, renderer, payload) => {
      const page = await show({ renderer, payload, theme: "light" });
      const { count, faults } = await attack(page, payload);
      expect(count).toBeGreaterThan(100);
      expect(faults).toEqual([]);
    },
    600_000,
  );

  const box = { name: "n", detail: "d", identity: "", tone: "forward", result: false, width: 60 };
  const boxes = (length: number, group: number | null = null) =>
    Array.from({ length }, () => ({ ...box, group }));
  const graphWith = (change: object) => ({ ...graph, groups: [], ...change });
  const all = (length: number) =>
    boxes(length).flatMap((_, a) => boxes(a).map((__, b): [number, number] => [a, b]));
  const nested = (depth: number) =>
    Array.from({ length: depth }, (_, k) => ({ ...box, parent: k === 0 ? null : k - 1 }));
  const huge = Array.from({ length: 1e6 }, (_, i) => (i < 3 ? SCRIPT : `l${i}`));
  const [layer] = kernel.layers;
  const labelled = {
    ...{ ...kernel, axes: [], layers: [layer], shape: [1e6, 1e6], rowLabels: huge },
    ...{ colLabels: huge, rowBlocks: null, colBlocks: null },
  };
  const parameter = { name: SCRIPT, shape: [2 ** 20], norm: 1, zeros: 0, rms: null };
  const wide = { ...labelled, shape: [2, 1e4 * 2 ** 20], rowLabels: null, colLabels: null };

  it.each<readonly [string, RendererName, unknown]>([
    ["links between all boxes", "graph", graphWith({ nodes: boxes(280), links: all(280) })],
    [
      "a long way around every box",
      "graph",
      graphWith({
        nodes: boxes(400),
        links: boxes(399).flatMap((_, k) => [
          [k, k + 1],
          [k, 399],
        ]),
      }),
    ],
    [
      "parts a thousand deep",
      "graph",
      graphWith({ nodes: boxes(2, 999), links: [[0, 1]], groups: nested(1000) }),
    ],
    [
      "boxes that read themselves and each other",
      "graph",
      graphWith({
        nodes: boxes(2),
        links: [
          [0, 1],
          [1, 0],
          [1, 1],
        ],
      }),
    ],
    ["a million labels", "kernel", labelled],
    [
      "thousands of eigenvalues of any size",
      "spectrum",
      spectrumOf(Array.from({ length: 8192 }, (_, k) => 10 ** ((308 * (4096 - k)) / 4096))),
    ],
    ["negative and no eigenvalues but one", "spectrum", spectrumOf([1e-300, 0, -1e300])],
    [
      "ten thousand parameters",
      "jacobian",
      {
        ...{ ...jacobian, matrix: wide, norms: { ...wide, shape: [2, 1e4] }, outputs: 1 },
        parameters: new Array(1e4).fill(parameter),
      },
    ],
    [
      "thousands of long texts",
      "table",
      tablePayload(new Array(1000).fill(new Array(100).fill(SCRIPT)), {}),
    ],
    ["a count beyond counting", "progress", { ...progress, done: 1e300, total: 1e-300 }],
  ])(
    "with %s is drawn or refused while one waits",
    async (_, renderer, payload) => {
      const page = await show({ renderer, payload, theme: "dark" });
      const painted = () =>
        page.evaluate(() => performance.getEntriesByName("ntkbook first paint")[0]?.duration);
      // On a busy machine.
      await expect.poll(painted, { timeout: 90_000 }).toBeLessThan(30_000);
      const text = await page.evaluate(() => {
        const { textContent = "" } = document.querySelector("#output") ?? {};
        return textContent.slice(0, 9000);
      });
      expect(text).not.toBe("");
      expect(text).not.toContain("error of its own");
      expect(await page.locator("#output img").count()).toBe(0);
      expect(await page.evaluate(() => "hurt" in window)).toBe(false);
    },
    120_000,
  );
});
