import type { Frame } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { findInFrames, runAllButton } from "../../host/workbench.mjs";
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
  beforeEach(async () => {
    opened = await openVscode();
    return () => opened.close();
  });

  async function run(name: string, ...lines: string[]): Promise<Frame> {
    await opened.open(`${name}.ntkbook`, { text: notebookOf(...lines) });
    await runAllButton(opened.page).click();
    const [cell] = await opened.vscode.finished();
    expect(cell).toMatchObject({ success: true });
    return (await findInFrames(opened.page, `.ntkbook:has(h3:text-is("${name}")) canvas.cells`))
      .frame;
  }

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

  it("says how long the first paint of a kernel of 2000 × 2000 takes", async () => {
    const frame = await run(
      "k2000",
      "const x = random.normal(random.key(0), [2000, 20]);",
      'show.kernel(x.matmul(x.T), { title: "k2000" });',
    );
    const paints = () =>
      frame.evaluate(() =>
        performance.getEntriesByName("ntkbook first paint").map(({ duration }) => duration),
      );
    await expect.poll(async () => (await paints()).length, { timeout: 20_000 }).toBeGreaterThan(0);
    const latest = (await paints()).at(-1) ?? NaN;
    console.log(`first paint of a 2000² kernel: ${latest.toFixed(0)} ms after the output arrived`);
  });
});

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
