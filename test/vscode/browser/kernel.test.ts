import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { MIME } from "../../../engine/display/payload.js";
import { ROOT } from "../../host/root.mjs";
import { findInFrames, runAllButton } from "../../host/workbench.mjs";
import { openVscode, type Opened } from "./open.js";
import { colorsOf } from "./pixels.js";

const RESULTS = join(ROOT, "test-results");

/** Scroll to the cell that shows `mime`; outputs out of sight are not drawn. */
async function revealOutput({ vscode }: Opened, mime: string): Promise<void> {
  const cells = await vscode.cells();
  await vscode.reveal(
    cells.findIndex(({ outputs }) => outputs.some((o) => o.mimes.includes(mime))),
  );
}

describe("the quickstart, as a person sees it", () => {
  let opened: Opened;

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true });
    opened = await openVscode();
    return () => opened.close();
  });
  beforeAll(async () => {
    await opened.open("quickstart.ntkbook", { file: join(ROOT, "examples/quickstart.ntkbook") });
    await runAllButton(opened.page).click();
    const cells = await opened.vscode.finished();
    const failed = cells.filter(({ success }) => success === false);
    expect(failed.map(({ outputs }) => outputs)).toEqual([]);
  });

  it("shows the kernel as a heat map of many colours", async () => {
    await revealOutput(opened, MIME.kernel);
    const { element } = await findInFrames(opened.page, ".ntkbook canvas.cells");
    // A constant matrix, or a scale gone wrong, has a handful.
    expect(await colorsOf(element)).toBeGreaterThan(50);
    await opened.page.screenshot({ path: join(RESULTS, "browser-kernel.png") });
  });

  it("reads out the entry of the kernel under the pointer", async () => {
    await revealOutput(opened, MIME.kernel);
    const { frame, element } = await findInFrames(opened.page, ".ntkbook canvas.cells");
    const value = frame.locator(".ntkbook .readout strong").first();
    await element.hover({ position: { x: 40, y: 60 } });
    expect(await value.textContent()).toMatch(/^[−-]?\d/);
  });

  it("shows the chart with its lines and bands", async () => {
    await revealOutput(opened, MIME.chart);
    const { element } = await findInFrames(opened.page, ".ntkbook .plot canvas");
    // The ground, the grid, two lines and two bands, each with its blends at the edges.
    expect(await colorsOf(element)).toBeGreaterThan(10);
    await opened.page.screenshot({ path: join(RESULTS, "browser-chart.png") });
  });
});
