import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { chartPayload } from "../../../engine/display/chart.js";
import { array } from "../../../engine/index.js";
import { describeInBrowser } from "./notebook-page.js";
import { kernelPayload } from "./payloads.js";

const payload = kernelPayload(
  array([
    [2, 1],
    [1, 2],
  ]),
  { title: "K" },
);
const chart = chartPayload("test", { title: "C", series: [{ name: "s", x: [1, 2], y: [1, 2] }] });

describeInBrowser("an error after an output was drawn", (show) => {
  const alarms = (page: Page) => page.locator("[role=alert]").allInnerTexts();
  const told: unknown = expect.stringMatching(
    /error of its own \(broken <b>\): what is drawn here may be/,
  );

  /** From now on a method of the browser's fails. */
  const broken = (page: Page, where: "Element" | "Document", method: string) =>
    page.evaluate(
      ([where, method]) => {
        const prototype = window[where].prototype as object;
        Object.defineProperty(prototype, method, {
          get: () => {
            throw new Error("broken <b>");
          },
        });
      },
      [where, method] as const,
    );

  it("of a pointer shows the output's text and the reason, once", async () => {
    const page = await show({ renderer: "kernel", payload, theme: "light" });
    await broken(page, "Element", "replaceChildren");
    for (const x of [10, 20, 30])
      await page.locator("canvas.cells").hover({ position: { x, y: 20 }, force: true });
    expect(await alarms(page)).toEqual([told]);
    expect(await page.locator("pre.excerpt").innerText()).toBe(payload.text);
    expect(await page.locator("#output b").count()).toBe(0);
  });

  it("of a key does, too", async () => {
    const page = await show({ renderer: "kernel", payload, theme: "light" });
    await page.locator(".figure").focus();
    await broken(page, "Element", "replaceChildren");
    await page.keyboard.press("ArrowRight");
    expect(await alarms(page)).toEqual([told]);
  });

  it("of what a button asks for does, too", async () => {
    const page = await show({ renderer: "kernel", payload, theme: "light" });
    await broken(page, "Document", "createElementNS");
    await page.getByLabel("colours").selectOption("log");
    await expect.poll(() => alarms(page)).toEqual([told]);
  });

  it("of a chart's button does, too", async () => {
    const page = await show({ renderer: "chart", payload: chart, theme: "dark" });
    await broken(page, "Element", "setAttribute");
    await page.getByRole("button", { name: "log" }).first().click();
    await expect.poll(() => alarms(page)).toEqual([told]);
  });

  it("is none of ours when it comes from other scripts of the page", async () => {
    const page = await show({ renderer: "kernel", payload, theme: "light" });
    await page.locator("canvas.cells").hover({ force: true });
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error("theirs");
      });
      void Promise.reject(new Error("theirs, too"));
    });
    await page.waitForTimeout(200);
    expect(await alarms(page)).toEqual([]);
  });
});
