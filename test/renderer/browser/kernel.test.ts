import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { NDArray } from "../../../engine/array/ndarray.js";
import { colorTable } from "../../../engine/display/drawing/colormap.js";
import { describeInBrowser, setTheme } from "./notebook-page.js";
import { kernelPayload } from "./payloads.js";
import { THEMES, type ThemeName } from "./themes.js";

const themes = Object.keys(THEMES) as ThemeName[];

const matrix = (rows: number, cols: number, data: number[]) =>
  new NDArray(Float64Array.from(data), [rows, cols], "float64");
const payload = kernelPayload(matrix(3, 3, [0, 1, 2, 1, 3, 4, 2, 4, 5]), {
  title: "K",
  labels: ["a", "b", "c"],
});

describeInBrowser("the kernel renderer", (show) => {
  let page: Page;

  const readout = () => page.locator(".readout").innerText();
  const spoken = () => page.locator(".spoken").textContent();

  /** The colour on the screen at the middle of a cell. */
  async function screenColor(row: number, col: number): Promise<number[]> {
    const box = await page.locator("canvas.cells").boundingBox();
    if (box === null) throw new Error("no heat map");
    const side = box.width / 3;
    const clip = {
      x: box.x + (col + 0.5) * side,
      y: box.y + (row + 0.3) * side,
      width: 1,
      height: 1,
    };
    const png = await page.screenshot({ clip });
    return page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const context = new OffscreenCanvas(1, 1).getContext("2d");
      context?.drawImage(image, 0, 0);
      return Array.from(context?.getImageData(0, 0, 1, 1).data ?? []).slice(0, 3);
    }, png.toString("base64"));
  }

  it.each(themes)("paints the same colours in the %s theme", async (theme) => {
    page = await show({ renderer: "kernel", payload, theme });
    const table = colorTable("sequential");
    expect(await screenColor(0, 0)).toEqual([...table.slice(0, 3)]);
    expect(await screenColor(2, 2)).toEqual([...table.slice(-3)]);
    expect(await screenColor(1, 1)).toEqual([...table.slice(3 * 153, 3 * 154)]);
  });

  it.each([1, 2])("keeps cells crisp at %d device pixels for one", async (density) => {
    page = await show({ renderer: "kernel", payload, theme: "dark", density });
    const box = await page.locator("canvas.cells").boundingBox();
    expect([box?.width, box?.height]).toEqual([132, 132]);
  });

  it("knows its height before it paints and keeps it", async () => {
    page = await show({ renderer: "kernel", payload, theme: "light" });
    const height = () => page.locator("#output").evaluate((element) => element.clientHeight);
    const before = await height();
    await page.locator("canvas.cells").hover();
    await page.getByLabel("colours").selectOption("symlog");
    expect(await height()).toBe(before);
  });

  it("reads out the cell under the pointer with its labels, and the pinned one after it left", async () => {
    page = await show({ renderer: "kernel", payload, theme: "light" });
    const cells = page.locator("canvas.cells");
    await cells.hover({ position: { x: 110, y: 66 }, force: true });
    expect(await readout()).toMatch(/^4\s+row 1, column 2 · labels b and c$/);
    await page.mouse.down();
    await page.mouse.up();
    await page.mouse.move(5, 5);
    expect(await readout()).toMatch(/^4\s+row 1, column 2/);
    expect(await page.locator(".mark").count()).toBe(1);
  });

  it("looks where another view of the same matrix looks, and tells where it looks itself", async () => {
    page = await show({ renderer: "kernel", payload, theme: "light" });
    const key = payload.layers[0]?.key ?? "";
    await page.evaluate((key) => {
      const from = {};
      const look = { key, entry: { row: 2, col: 1 }, from };
      const others = { key: "another", entry: { row: 0, col: 0 }, from };
      window.dispatchEvent(new CustomEvent("ntkbook-look", { detail: look }));
      window.dispatchEvent(new CustomEvent("ntkbook-look", { detail: others }));
      window.addEventListener("ntkbook-look", (event) => {
        document.title = JSON.stringify((event as CustomEvent<typeof look>).detail.entry);
      });
    }, key);
    expect(await readout()).toMatch(/^4\s+row 2, column 1/);
    await page.locator("canvas.cells").hover({ position: { x: 110, y: 66 }, force: true });
    expect(JSON.parse(await page.title())).toEqual({ row: 1, col: 2 });
  });

  it("is walked with the keys, which are spoken, and left with Escape", async () => {
    page = await show({ renderer: "kernel", payload, theme: "dark" });
    const figure = page.locator(".figure");
    await figure.focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "End"])
      await page.keyboard.press(key);
    expect(await spoken()).toMatch(/^4\s+row 1, column 2/);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Home");
    expect(await readout()).toMatch(/^1\s+row 1, column 0/);
    await page.keyboard.press("Escape");
    expect(await readout()).toContain("Hover or use the arrow keys");
  });

  it("leaves to the editor the keys that leave the output or run its cell, and the right button", async () => {
    page = await show({ renderer: "kernel", payload, theme: "dark" });
    await page.locator("canvas.cells").click({ button: "right", force: true });
    await page.mouse.move(5, 5);
    expect(await page.locator(".mark").count()).toBe(0);
    await page.evaluate(() => {
      window.addEventListener("keydown", ({ key, defaultPrevented }) => {
        if (!defaultPrevented) document.title += ` ${key}`;
      });
    });
    await page.locator(".figure").focus();
    for (const chord of ["Control+ArrowUp", "Shift+Enter", "ArrowDown", "Tab"])
      await page.keyboard.press(chord);
    expect(await page.title()).toBe("notebook Control ArrowUp Shift Enter Tab");
    expect(await page.locator(".figure").evaluate((f) => f === document.activeElement)).toBe(false);
  });

  it("tells a screen reader what a glance shows", async () => {
    page = await show({ renderer: "kernel", payload, theme: "light" });
    const figure = page.locator(".figure");
    expect(await figure.getAttribute("role")).toBe("application");
    expect(await figure.getAttribute("aria-label")).toMatch(
      /^K: heat map of 3 by 3 values; symmetric/,
    );
    expect(await figure.getAttribute("aria-description")).toContain("arrow keys");
    expect(await page.locator(".spoken").getAttribute("aria-live")).toBe("polite");
  });

  it("follows a change of theme without being drawn again", async () => {
    page = await show({ renderer: "kernel", payload, theme: "light" });
    const ink = () => page.locator("h3").evaluate((title) => getComputedStyle(title).color);
    expect(await ink()).toBe("rgb(59, 59, 59)");
    await setTheme(page, "high contrast");
    expect(await ink()).toBe("rgb(255, 255, 255)");
  });

  it("shrinks to a narrow output", async () => {
    const wide = kernelPayload(
      matrix(
        100,
        100,
        Array.from({ length: 10_000 }, (_, i) => i),
      ),
      {},
    );
    page = await show({ renderer: "kernel", payload: wide, theme: "light" });
    expect((await page.locator("canvas.cells").boundingBox())?.width).toBe(500);
    await page.setViewportSize({ width: 400, height: 700 });
    await expect
      .poll(async () => (await page.locator("canvas.cells").boundingBox())?.width)
      .toBe(200);
  });

  it("marks NaN and infinities and explains the marks", async () => {
    const odd = kernelPayload(matrix(1, 3, [NaN, 1, Infinity]), {});
    page = await show({ renderer: "kernel", payload: odd, theme: "light" });
    expect(await page.locator(".marks").innerText()).toMatch(/NaN\s*\+∞/);
    expect(await page.locator(".caption").innerText()).toContain("2 NaN or infinite");
  });

  it("shows markup in titles and labels as text", async () => {
    const script = `<img src=x onerror="window.hurt=1">`;
    const hostile = kernelPayload(matrix(2, 2, [1, 2, 2, 1]), {
      title: script,
      labels: [script, script],
    });
    page = await show({ renderer: "kernel", payload: hostile, theme: "light" });
    await page.locator("canvas.cells").hover({ force: true });
    expect(await page.locator("h3").innerText()).toBe(script);
    expect(await page.locator("#output img").count()).toBe(0);
    expect(await page.evaluate(() => "hurt" in window)).toBe(false);
  });

  it("shows the text of a newer payload and says why", async () => {
    page = await show({
      renderer: "kernel",
      payload: { version: 3, title: "new", text: "what it said" },
      theme: "dark",
    });
    expect(await page.locator("[role=alert]").innerText()).toContain("update the extension");
    expect(await page.locator("pre").innerText()).toBe("what it said");
  });
});
