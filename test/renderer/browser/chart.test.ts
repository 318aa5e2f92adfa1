import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { bandChart } from "../../../engine/display/band.js";
import { chartPayload } from "../../../engine/display/chart.js";
import { describeInBrowser, setTheme } from "./notebook-page.js";
import { THEMES, type ThemeName } from "./themes.js";

const themes = Object.keys(THEMES) as ThemeName[];

const payload = chartPayload(
  "test",
  bandChart({
    x: [0, 1, 2, 3],
    mean: [0, 0, 0, 0],
    std: [1, 1, 1, 1],
    observations: { x: [1, 2], y: [0.5, -0.5] },
    title: "Posterior",
    xLabel: "x",
  }),
);

describeInBrowser("the chart renderer", (show) => {
  let page: Page;

  /** How many pixels of the chart are nearer to `color` than 12 of 255 in each channel. */
  const countOf = (color: readonly number[]) =>
    page.locator("canvas").evaluate((canvas, [r = 0, g = 0, b = 0]) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const data =
        (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ??
        [];
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        const near = [r, g, b].every((value, c) => Math.abs(value - (data[i + c] as number)) < 12);
        if (near && (data[i + 3] as number) > 40) count += 1;
      }
      return count;
    }, color);
  const BLUE = [0x00, 0x72, 0xb2];
  const SKY = [0x56, 0xb4, 0xe9];

  it.each(themes)("fills the band between its edges in the %s theme", async (theme) => {
    page = await show({ renderer: "chart", payload, theme });
    // The band covers over a quarter of some 700 × 280 pixels.
    expect(await countOf(theme === "light" ? BLUE : SKY)).toBeGreaterThan(50_000);
  });

  it("takes its height before it paints and keeps it", async () => {
    page = await show({ renderer: "chart", payload, theme: "light" });
    const before = await page.locator("#output").evaluate((element) => element.clientHeight);
    await page.locator("button", { hasText: "mean" }).click();
    expect(await page.locator("#output").evaluate((element) => element.clientHeight)).toBe(before);
    expect((await page.locator(".plot").boundingBox())?.height).toBe(340);
  });

  it("hides and shows a series by its button", async () => {
    page = await show({ renderer: "chart", payload, theme: "light" });
    const button = page.locator("button", { hasText: "mean ± 2σ" });
    const shown = await countOf(BLUE);
    await button.click();
    expect(await button.getAttribute("aria-pressed")).toBe("false");
    expect(await countOf(BLUE)).toBeLessThan(shown / 100);
    await button.click();
    expect(await countOf(BLUE)).toBe(shown);
  });

  it("is walked with the keys, which are spoken", async () => {
    page = await show({ renderer: "chart", payload, theme: "dark" });
    await page.locator(".plot").focus();
    const spoken = () => page.locator(".spoken").textContent();
    await page.keyboard.press("ArrowRight");
    expect(await spoken()).toBe("mean ± 2σ, point 1 of 4: x 0, 0, band −2 to 2");
    await page.keyboard.press("End");
    expect(await spoken()).toContain("point 4 of 4");
    await page.keyboard.press("ArrowDown");
    expect(await spoken()).toBe("observations, point 2 of 2: x 2, −0.5");
    await page.keyboard.press("Escape");
    expect(await spoken()).toBe("");
  });

  it("shows the values of the point nearest to the pointer", async () => {
    page = await show({ renderer: "chart", payload, theme: "light" });
    const before = await page.locator("canvas").screenshot();
    await page.locator("canvas").hover({ position: { x: 300, y: 150 } });
    await expect
      .poll(async () => before.equals(await page.locator("canvas").screenshot()))
      .toBe(false);
  });

  it("is drawn anew when the theme changes, with what was hidden still hidden", async () => {
    page = await show({ renderer: "chart", payload, theme: "light" });
    await page.locator("button", { hasText: "observations" }).click();
    await setTheme(page, "dark");
    await expect.poll(() => countOf(SKY)).toBeGreaterThan(50_000);
    const button = page.locator("button", { hasText: "observations" });
    expect(await button.getAttribute("aria-pressed")).toBe("false");
  });

  it("tells a screen reader what it shows", async () => {
    page = await show({ renderer: "chart", payload, theme: "light" });
    expect(await page.locator(".plot").getAttribute("aria-label")).toBe(
      "Posterior; x; mean ± 2σ: band of 4 points from 0 to 0; observations: scatter of 2 points from −0.5 to 0.5",
    );
    expect(await page.locator(".plot").getAttribute("aria-description")).toContain("arrow keys");
  });

  it("is walked past series without points and over gaps", async () => {
    const odd = chartPayload("test", {
      series: [
        { name: "empty", x: [], y: [] },
        { name: "gap", x: [1, 2], y: [NaN, 3] },
      ],
    });
    page = await show({ renderer: "chart", payload: odd, theme: "light" });
    const faults: Error[] = [];
    page.on("pageerror", (fault) => faults.push(fault));
    await page.locator(".plot").focus();
    const spoken = () => page.locator(".spoken").textContent();
    await page.keyboard.press("ArrowRight");
    expect(await spoken()).toBe("gap, point 1 of 2: x 1, NaN");
    await page.keyboard.press("ArrowUp");
    expect(await spoken()).toBe("gap, point 1 of 2: x 1, NaN");
    await page.keyboard.press("ArrowRight");
    expect(await spoken()).toBe("gap, point 2 of 2: x 2, 3");
    expect(faults).toEqual([]);
  });

  it("listens and watches no longer when the output is disposed", async () => {
    page = await show({ renderer: "chart", payload, theme: "light" });
    await page.locator(".plot").focus();
    const faults: Error[] = [];
    page.on("pageerror", (fault) => faults.push(fault));
    await page.evaluate(() => {
      const { renderer } = window as Window & { renderer?: { disposeOutputItem: () => void } };
      renderer?.disposeOutputItem();
    });
    await setTheme(page, "dark");
    await page.keyboard.press("ArrowRight");
    await page.locator(".plot").evaluate((plot) => (plot as HTMLElement).blur());
    await page.waitForTimeout(100);
    expect(faults).toEqual([]);
    expect(await countOf(SKY)).toBe(0);
  });

  it("says why and shows its text when the drawing itself fails", async () => {
    page = await show({ renderer: "chart", payload, theme: "light" });
    const faults: Error[] = [];
    page.on("pageerror", (fault) => faults.push(fault));
    await page.evaluate(() => {
      HTMLCanvasElement.prototype.getContext = () => {
        throw new TypeError("no canvas here");
      };
    });
    const call = ["/chart.js", JSON.stringify(payload), ""].map((text) => JSON.stringify(text));
    await page.evaluate(`renderOutput(${call.join()})`);
    expect(await page.locator("[role=alert]").innerText()).toContain("no canvas here");
    expect(await page.locator(".excerpt").innerText()).toContain("Posterior");
    expect(await page.locator("canvas").count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("says why it refuses what is no chart", async () => {
    page = await show({ renderer: "chart", payload: [], theme: "light" });
    expect(await page.locator("[role=alert]").innerText()).toContain(
      "the payload is not an object",
    );
  });
});
