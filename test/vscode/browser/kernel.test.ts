import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../host/root.mjs";
import { findInFrames, runAllButton } from "../../host/workbench.mjs";
import { openVscode, type Opened } from "./open.js";
import { colorsOf } from "./pixels.js";

describe("the quickstart, as a person sees it", () => {
  let opened: Opened;

  beforeAll(async () => {
    opened = await openVscode();
    await opened.open("quickstart.ntkbook", { file: join(ROOT, "examples/quickstart.ntkbook") });
    await runAllButton(opened.page).click();
    const cells = await opened.vscode.finished();
    const failed = cells.filter(({ success }) => success === false);
    expect(failed.map(({ outputs }) => outputs)).toEqual([]);
  });

  afterAll(() => opened.close());

  it("paints the kernel as a heat map of many colours", async () => {
    const { element } = await findInFrames(opened.page, ".ntkbook canvas.cells");
    // A constant matrix, or a scale gone wrong, has a handful.
    expect(await colorsOf(element)).toBeGreaterThan(50);
  });

  it("reads out the entry under the pointer", async () => {
    const { frame, element } = await findInFrames(opened.page, ".ntkbook canvas.cells");
    await element.scrollIntoViewIfNeeded();
    await element.hover({ position: { x: 40, y: 60 } });
    const value = frame.locator(".ntkbook .readout strong").first();
    expect(Number((await value.textContent())?.replace("−", "-"))).not.toBeNaN();
  });

  it("draws the chart", async () => {
    const { element } = await findInFrames(opened.page, ".ntkbook .plot canvas");
    expect(await colorsOf(element)).toBeGreaterThan(3);
  });

  it("looks as it should to the person who opens the screenshot", async () => {
    await mkdir(join(ROOT, "test-results"), { recursive: true });
    const { element } = await findInFrames(opened.page, ".ntkbook canvas.cells");
    await element.scrollIntoViewIfNeeded();
    const picture = await opened.page.screenshot({
      path: join(ROOT, "test-results/browser-quickstart.png"),
    });
    expect(picture.byteLength).toBeGreaterThan(10_000);
  });
});
