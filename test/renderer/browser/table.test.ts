import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { ProgressPayload } from "../../../engine/display/payload.js";
import { tablePayload } from "../../../engine/display/table.js";
import { faultsOf } from "./accessibility.js";
import { describeInBrowser } from "./notebook-page.js";

describeInBrowser("tables and progress", (show) => {
  let page: Page;

  it("a table is sorted by its heads, says so, and leaves axe-core nothing to find", async () => {
    const payload = tablePayload(
      [
        [2, "<b>x</b>"],
        [NaN, "y"],
        [-1, "z"],
      ],
      { columns: ["n", "word"], title: "Runs" },
    );
    page = await show({ renderer: "table", payload, theme: "dark" });
    const column = () => page.locator("tbody td:nth-child(2)").allTextContents();
    expect(await column()).toEqual(["2", "NaN", "−1"]);
    await page.getByRole("button", { name: "n", exact: true }).press("Enter");
    expect(await column()).toEqual(["−1", "2", "NaN"]);
    expect(await page.locator("th[aria-sort=ascending]").textContent()).toBe("n");
    expect(await page.locator(".spoken").textContent()).toBe("Sorted by n, ascending.");
    expect(await page.locator("td.words").last().textContent()).toBe("y");
    expect(await page.locator("#output b").count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
  });

  it("a long table is drawn as far as it is scrolled, in any order, and whole on paper", async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => new Array<number>(50).fill(i));
    page = await show({ renderer: "table", payload: tablePayload(rows), theme: "light" });
    const drawn = () => page.locator("tbody tr").count();
    expect(await drawn()).toBe(100);
    const frame = page.locator(".table");
    await frame.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect.poll(drawn).toBe(200);
    const head = page.locator("button.sort").first();
    await head.press("Enter");
    await head.press("Enter");
    expect(await page.locator("tbody td").first().textContent()).toBe("999");
    expect(await drawn()).toBe(100);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await drawn()).toBe(1000);
  });

  it("a progress goes on in its place, and speaks of quarters", async () => {
    const at = (done: number): ProgressPayload => ({
      version: 1,
      title: "training",
      text: "training",
      state: done === 100 ? "done" : "running",
      done,
      total: 100,
      ...(done < 100 && { seconds: done / 10 }),
    });
    page = await show({
      renderer: "progress",
      payload: at(10),
      theme: "high contrast",
    });
    const go = (done: number) =>
      page.evaluate(
        `renderOutput("/progress.js", ${JSON.stringify(JSON.stringify(at(done)))}, "")`,
      );
    const bar = page.getByRole("progressbar", { name: "training" });
    expect(await bar.getAttribute("aria-valuetext")).toBe(
      "10 of 100 · 10 % · 10 a second · 9 s left",
    );
    expect(await faultsOf(page)).toEqual([]);
    await go(30);
    expect(await bar.evaluate((element) => (element as HTMLProgressElement).value)).toBe(30);
    await go(100);
    expect(await page.locator(".facts").textContent()).toBe("100 of 100");
  });
});
