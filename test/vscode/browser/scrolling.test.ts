/** Fifty figures in one notebook: none changes its height after it is drawn, and nothing jumps while they are scrolled. */
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { findInFrames } from "../../host/workbench.mjs";
import { openVscode, type Opened } from "./open.js";

/** So high that the figures below are out of sight: they are drawn when they are watched. */
const HIGH = "\n".repeat(60);

const GIVEN = `import { empirical, gram, graphOf, matmul, random, show, spectrum, stax, tanh } from "ntkbook";
const x = random.normal(random.key(0), [60, 3]);
const w = random.normal(random.key(1), [3, 2]);
const K = gram(x);
const net = stax.serial(stax.dense(8), stax.relu(), stax.dense(2));
const { params } = net.init(random.key(0), [4, 3]);
show.table(w);${HIGH}`;

const FIGURES = [
  'show.kernel(K, { title: "a kernel", blocks: { train: 40, test: 20 } })',
  'show.chart({ title: "lines", series: [{ name: "a", x: [1, 2], y: [1, 3] }, { name: "b", x: [1, 2], y: [2, 1] }] })',
  "show.histogram(random.normal(random.key(2), [500]))",
  "graphOf((p: typeof w, at: typeof x) => tanh(matmul(at, p)).sum(), { backward: true })(w, x)",
  "show.network(net, [10, 3])",
  "spectrum.ofMatrix(K)",
  "empirical.jacobianOf((p: typeof params, at: typeof x) => net.apply(p, at))(params, x.slice([0, 4]))",
  'show.matrix({ NNGP: K, NTK: K.mul(2) }, { title: "side by side" })',
  "for (const step of show.progress([1, 2, 3])) step",
  "show.table(x)",
];

const cellOf = (source: string, index: number) => ({
  ...{ id: `cell${index}`, type: "code", language: "typescript" },
  ...{ source: source.split(/(?<=\n)/), outputs: [] },
});
const sources = [GIVEN, ...Array.from({ length: 50 }, (_, i) => FIGURES[i % FIGURES.length] ?? "")];
const TEXT = JSON.stringify({ ntkbook: 1, metadata: {}, cells: sources.map(cellOf) });

type Watching = Window & { heights?: Map<Element, number[]> };

/** Notes every height that a figure has from its first layout on. */
function watchHeights(): void {
  const heights = new Map<Element, number[]>();
  (window as Watching).heights = heights;
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const { height } = target.getBoundingClientRect();
      // Figures out of sight have none.
      if (height > 0 && heights.get(target)?.at(-1) !== height) heights.get(target)?.push(height);
    }
  });
  const find = () => {
    for (const figure of document.querySelectorAll(".ntkbook")) {
      if (heights.has(figure)) continue;
      heights.set(figure, []);
      resized.observe(figure, { box: "border-box" });
    }
  };
  new MutationObserver(find).observe(document, { subtree: true, childList: true });
  find();
}

const heightsIn = (frame: Frame) =>
  frame.evaluate(() => [
    ...((window as Watching).heights ?? new Map<Element, number[]>()).values(),
  ]);

/** Where the rows of the notebook stand, by their index. */
const rowsOf = async (page: Page) =>
  new Map(
    await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".notebookOverlay .code-cell-row")].map(
        (row): [number, number] => [Number(row.dataset["index"]), row.getBoundingClientRect().top],
      ),
    ),
  );

/** Pixels by which rows that stayed in sight have moved. */
function shiftsOf(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>) {
  return [...after].flatMap(([index, top]) => {
    const was = before.get(index);
    return was === undefined ? [] : [Math.round(top - was)];
  });
}

/** Turns the wheel to the end. @returns how unequally rows moved in each step, and the rows seen */
async function scrollToEnd(page: Page, turns: "down" | "up") {
  const seen = new Set<number>();
  const unequal: number[][] = [];
  for (let resting = 0; resting < 2;) {
    const before = await rowsOf(page);
    await page.mouse.wheel(0, turns === "down" ? 400 : -400);
    await page.waitForTimeout(150);
    const after = await rowsOf(page);
    for (const index of after.keys()) seen.add(index);
    const shifts = shiftsOf(before, after);
    if (new Set(shifts).size > 1) unequal.push(shifts);
    resting = shifts.every((shift) => shift === 0) ? resting + 1 : 0;
  }
  return { unequal, seen: seen.size };
}

let opened: Opened;
beforeAll(async () => {
  opened = await openVscode();
  return () => opened.close();
});

it("fifty figures of a stored notebook keep their heights and nothing jumps, scrolled down and up", async () => {
  const { page, vscode, workspace } = opened;
  await opened.open("fifty.ntkbook", { text: TEXT });
  await vscode.command("notebook.execute");
  const cells = await vscode.finished();
  expect(cells.filter(({ success }) => success !== true)).toEqual([]);
  await vscode.command("workbench.action.files.save");
  await vscode.command("workbench.action.closeAllEditors");
  await vscode.openNotebook(join(workspace, "fifty.ntkbook"));
  // A turn of the wheel by half a page.
  await vscode.setting("workbench.list.mouseWheelScrollSensitivity", 8);
  const { frame } = await findInFrames(page, ".ntkbook table");
  await frame.evaluate(watchHeights);
  const list = await page.locator(".notebookOverlay .cell-list-container").first().boundingBox();
  // At the edge, where no figure takes the wheel.
  await page.mouse.move((list?.x ?? 0) + 12, (list?.y ?? 0) + 300);
  for (const turns of ["down", "up"] as const)
    expect(await scrollToEnd(page, turns)).toEqual({ unequal: [], seen: sources.length });
  const heights = await heightsIn(frame);
  expect(heights.length).toBeGreaterThanOrEqual(sources.length);
  expect(heights.filter(({ length }) => length > 1)).toEqual([]);
});
