import type { Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findInFrames } from "../../host/workbench.mjs";
import { openVscode, type Opened } from "./open.js";

/** A notebook of one cell. */
const notebookOf = (...lines: string[]) =>
  JSON.stringify({
    ntkbook: 1,
    metadata: {},
    cells: [
      {
        id: "aaaaaa",
        type: "code",
        language: "typescript",
        source: ['import { random, show } from "ntkbook";', ...lines],
        outputs: [],
      },
    ],
  });

describe("the matrix viewer in VS Code's notebook", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openVscode();
  });
  afterAll(() => opened.close());

  async function run(name: string, ...lines: string[]): Promise<Frame> {
    await opened.open(`${name}.ntkbook`, { text: notebookOf(...lines) });
    await opened.vscode.command("notebook.execute");
    const [cell] = await opened.vscode.finished();
    expect(cell).toMatchObject({ success: true });
    return (await findInFrames(opened.page, `.ntkbook:has(h3:text-is("${name}")) canvas.cells`))
      .frame;
  }

  it("paints a kernel of 2000 × 2000 at once, and says how fast", async () => {
    const frame = await run(
      "k2000",
      'const k = random.normal(random.key(0), [2000, 2000], { dtype: "float32" });',
      'show.kernel(k, { title: "k2000" });',
    );
    const paints = () =>
      frame.evaluate(() =>
        performance.getEntriesByName("ntkbook first paint").map(({ duration }) => duration),
      );
    await expect.poll(paints).not.toEqual([]);
    console.log(`first paint of a 2000² kernel: ${(await paints()).map(Math.round).join(", ")} ms`);
  });

  it("zooms into 4096 × 4096 entries by tiles of the session, and says how fast it moves", async () => {
    const frame = await run(
      "k4096",
      'const k = random.normal(random.key(0), [4096, 4096], { dtype: "float32" });',
      'show.matrix(k, { title: "k4096" });',
    );
    const output = frame.locator('.ntkbook:has(h3:text-is("k4096"))');
    await output.locator(".figure").focus();
    for (let press = 0; press < 8; press++) await opened.page.keyboard.press("+");
    await output.locator("canvas.cells").hover({ position: { x: 150, y: 150 }, force: true });
    const readout = output.locator(".readout");
    await expect
      .poll(() => readout.innerText(), { timeout: 20_000 })
      .toMatch(/row \d+, column \d+$/);
    const scripts = await frame.evaluate(scriptOfFrames);
    const sorted = scripts.sort((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
    console.log(
      `pan and zoom of 4096²: median ${at(0.5)} ms, 95 % ${at(0.95)} ms of script a frame`,
    );
  });

  it("opens an output in a tab of its own, with the values of the session", async () => {
    const frame = await run("tab", 'show.matrix([[1, 2], [3, 4]], { title: "tab" });');
    const output = frame.locator('.ntkbook:has(h3:text-is("tab"))');
    await output.getByRole("button", { name: "Open in tab" }).click();
    const { element } = await findInFrames(opened.page, "main#output canvas.cells");
    await element.hover({ position: { x: 60, y: 20 }, force: true });
    const readoutOf = () => findInFrames(opened.page, "main#output .readout strong");
    await expect.poll(async () => (await readoutOf()).element.innerText()).toBe("2");
    await opened.vscode.command("workbench.action.closeActiveEditor");
  });

  it("keeps the heights of fifty outputs while they are scrolled through", async () => {
    const frame = await run(
      "many",
      "for (let i = 0; i < 50; i++)",
      '  show.matrix(random.normal(random.key(i), [20 + i, 30]), { title: i === 0 ? "many" : `m${i}` });',
    );
    await frame.evaluate(watchHeights);
    const { page } = opened;
    await page.mouse.move(500, 600);
    for (let turn = 0; turn < 40; turn++) await page.mouse.wheel(0, 600);
    await page.waitForTimeout(500);
    const changes = await frame.evaluate(() => (window as Watched).heightChanges);
    expect(changes).toEqual([]);
  });
});

interface Watched extends Window {
  heightChanges?: string[];
}

/** Notes every output whose height changes after it was first laid out. */
function watchHeights(): void {
  const changes: string[] = [];
  (window as Watched).heightChanges = changes;
  const heights = new Map<Element, number>();
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const known = heights.get(target);
      const title = target.querySelector("h3")?.textContent ?? "";
      // Outputs that scroll out of sight are hidden, and come back.
      if (known !== undefined && contentRect.height > 0 && known !== contentRect.height)
        changes.push(`${title}: ${known} → ${contentRect.height}`);
      if (contentRect.height > 0) heights.set(target, contentRect.height);
    }
  });
  const observeAll = () =>
    document.querySelectorAll(".ntkbook").forEach((e) => observer.observe(e));
  new MutationObserver(observeAll).observe(document.body, { childList: true, subtree: true });
  observeAll();
}

/** Script of our frame callback, between one asked for before and one after it, while it zooms and pans. */
async function scriptOfFrames(): Promise<number[]> {
  const figures = [...document.querySelectorAll<HTMLElement>(".ntkbook .figure")];
  const figure = figures.find((each) => each.getAttribute("aria-label")?.startsWith("k4096"));
  const box = figure?.getBoundingClientRect();
  if (figure === undefined || box === undefined) throw new Error("no figure");
  const times: number[] = [];
  // The second half goes where the first went: its tiles are here and coloured.
  for (let step = 0; step < 160; step++) {
    const took = await new Promise<number>((done) => {
      let begin = 0;
      requestAnimationFrame(() => (begin = performance.now()));
      const at = { clientX: box.left + 200, clientY: box.top + 200 + (step % 60) };
      const deltaY = step % 40 < 20 ? 30 : -30;
      const dispatched = performance.now();
      figure.dispatchEvent(
        new WheelEvent("wheel", { ...at, deltaY, ctrlKey: true, cancelable: true }),
      );
      const handler = performance.now() - dispatched;
      requestAnimationFrame(() => done(handler + performance.now() - begin));
    });
    if (step >= 80) times.push(took);
  }
  return times;
}
