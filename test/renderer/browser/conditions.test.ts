// What every renderer owes people whose browser is set up otherwise: forced colours, text from right to left, less
// motion, paper.
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { setDisplaySink, type Display } from "../../../engine/display/display.js";
import { MIME } from "../../../engine/display/payload.js";
import {
  empirical,
  gram,
  graphOf,
  matmul,
  random,
  show,
  spectrum,
  stax,
} from "../../../engine/index.js";
import { displaySymbol } from "../../../engine/display/display.js";
import { faultsOf } from "./accessibility.js";
import { describeInBrowser, type Output, type RendererName } from "./notebook-page.js";

const x = random.normal(random.key(0), [12, 3]);
const w = random.normal(random.key(1), [3, 2]);
const f = (p: typeof w, at: typeof x) => matmul(at, p);

interface Case {
  readonly renderer: RendererName;
  readonly mime: string;
  readonly draw: () => unknown;
}

const cases: Readonly<Record<string, Case>> = {
  kernel: { renderer: "kernel", mime: MIME.kernel, draw: () => show.kernel(gram(x)) },
  chart: {
    ...{ renderer: "chart", mime: MIME.chart },
    draw: () =>
      show.chart({ title: "A line", series: [{ name: "a", x: [0, 1, 2], y: [1, 3, 2] }] }),
  },
  graph: { renderer: "graph", mime: MIME.graph, draw: () => graphOf(f)(w, x) },
  network: {
    ...{ renderer: "graph", mime: MIME.network },
    draw: () => show.network(stax.serial(stax.dense(4), stax.relu(), stax.dense(1)), [10, 3]),
  },
  spectrum: { renderer: "spectrum", mime: MIME.spectrum, draw: () => spectrum.ofMatrix(gram(x)) },
  jacobian: {
    renderer: "jacobian",
    mime: MIME.jacobian,
    draw: () => empirical.jacobianOf(f)(w, x),
  },
  table: { renderer: "table", mime: MIME.table, draw: () => show.table(w) },
};

function outputOf({ renderer, mime, draw }: Case): Output {
  const displays: Display[] = [];
  setDisplaySink((display) => displays.push(display));
  const value = draw() as { readonly [displaySymbol]: () => Display["bundle"] } | undefined;
  setDisplaySink(() => undefined);
  const payload = (displays[0]?.bundle ?? value?.[displaySymbol]())?.[mime];
  if (payload === undefined) throw new Error(`nothing of ${mime} was shown`);
  return { renderer, mime, payload, theme: "light", width: 600 };
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const leftEdge = (output: Locator) =>
  output
    .locator(".ntkbook header > *")
    .first()
    .evaluate((element) => element.getBoundingClientRect().left);

describeInBrowser("whatever the browser is set to", (open) => {
  describe.each(Object.entries(cases))("%s", (_, given) => {
    it("keeps to the page from right to left, in forced colours, with less motion and on paper", async () => {
      const page = await open(outputOf(given));
      const output = page.locator("#output");
      await output.locator(".ntkbook").first().waitFor();
      const height = () => output.evaluate((element) => element.clientHeight);
      const before = await height();
      const edge = await leftEdge(output);
      expect(await output.locator(".tools:visible").count()).toBeGreaterThan(0);
      await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
      expect(await faultsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
      await page.emulateMedia({ forcedColors: "none", reducedMotion: "no-preference" });
      await page.evaluate(() => (document.documentElement.dir = "rtl"));
      // What is read from left to right stays so: "3 × 2" and "−1" are other numbers the other way.
      expect(await leftEdge(output)).toBe(edge);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await faultsOf(page)).toEqual([]);
      expect(await height()).toBe(before);
      await page.evaluate(() => (document.documentElement.dir = "ltr"));
      await page.emulateMedia({ media: "print" });
      expect(await output.locator(".tools:visible").count()).toBe(0);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  });
});
