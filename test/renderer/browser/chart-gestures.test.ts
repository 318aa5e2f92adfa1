import type { Page } from "playwright-core";
import { beforeEach, expect, it } from "vitest";
import { chartPayload } from "../../../engine/display/chart.js";
import { describeInBrowser } from "./notebook-page.js";

const BLUE = [0x00, 0x72, 0xb2] as const;
const RED = [0xd5, 0x5e, 0x00] as const;

/** One point in each colour, and two that hold the axes apart. */
const payload = chartPayload("test", {
  series: [
    { kind: "scatter", name: "one", x: [4], y: [6] },
    { kind: "scatter", name: "other", x: [6], y: [4] },
    { kind: "scatter", name: "corners", x: [0, 10], y: [0, 10] },
  ],
});

/** Pixels: places are middles of discs that are drawn on a grid. */
const NEAR = 1.5;

interface At {
  readonly x: number;
  readonly y: number;
}

const between = (a: At, b: At) => Math.hypot(a.x - b.x, a.y - b.y);

describeInBrowser("a chart under the hand", (show) => {
  let page: Page;
  let corner: At;

  beforeEach(async () => {
    page = await show({ renderer: "chart", payload, theme: "light" });
    const box = await page.locator("canvas").boundingBox();
    corner = { x: box?.x ?? 0, y: box?.y ?? 0 };
  });

  /** The middle of what has a colour, CSS pixels of the page, when the pointer has left: its tip has colours, too. */
  async function middleOf(color: readonly number[]): Promise<At> {
    await page.mouse.move(0, 0);
    const { x, y } = await page.locator("canvas").evaluate((canvas, [r = 0, g = 0, b = 0]) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const context = (canvas as HTMLCanvasElement).getContext("2d");
      const data = context?.getImageData(0, 0, width, height).data ?? [];
      let [x, y, count] = [0, 0, 0];
      for (let i = 0; i < data.length; i += 4) {
        const near = [r, g, b].every((value, c) => Math.abs(value - (data[i + c] as number)) < 12);
        if (!near || (data[i + 3] as number) < 200) continue;
        x += (i / 4) % width;
        y += Math.floor(i / 4 / width);
        count += 1;
      }
      return { x: x / count, y: y / count };
    }, color);
    return { x: corner.x + x, y: corner.y + y };
  }

  const isZoomed = () => page.locator("button", { hasText: "Show all" }).isVisible();

  it("goes along with a drag: what was grabbed stays under the pointer", async () => {
    const before = await middleOf(BLUE);
    await page.mouse.move(before.x, before.y);
    await page.mouse.down();
    await page.mouse.move(before.x + 30, before.y + 10);
    await page.mouse.move(before.x + 90, before.y + 40);
    await page.mouse.up();
    const after = await middleOf(BLUE);
    expect(between(after, { x: before.x + 90, y: before.y + 40 })).toBeLessThan(2);
    await page.locator("button", { hasText: "Show all" }).click();
    expect(between(await middleOf(BLUE), before)).toBeLessThan(1);
  });

  it("is not moved by a click, nor by the right button", async () => {
    const before = await middleOf(BLUE);
    await page.mouse.click(before.x + 20, before.y);
    await page.mouse.move(before.x, before.y);
    await page.mouse.down({ button: "right" });
    await page.mouse.move(before.x + 60, before.y);
    await page.mouse.up({ button: "right" });
    expect(await isZoomed()).toBe(false);
  });

  it("is zoomed by the wheel about the pointer, in and out", async () => {
    const [one, other] = [await middleOf(BLUE), await middleOf(RED)];
    await page.locator(".plot").focus();
    await page.mouse.move(one.x, one.y);
    await page.mouse.wheel(0, -200);
    await expect.poll(isZoomed).toBe(true);
    // e^(200 · 0.002)
    const factor = async () => {
      const [a, b] = [await middleOf(BLUE), await middleOf(RED)];
      expect(between(a, one)).toBeLessThan(NEAR);
      return between(a, b) / between(one, other);
    };
    await expect.poll(factor).toBeCloseTo(Math.exp(0.4), 1);
    await page.mouse.move(one.x, one.y);
    await page.mouse.wheel(0, 200);
    await expect.poll(factor).toBeCloseTo(1, 1);
  });

  it("is zoomed by a pinch of a touchpad without the focus, and the page is not", async () => {
    const one = await middleOf(BLUE);
    await page.mouse.move(one.x, one.y);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await expect.poll(isZoomed).toBe(true);
    expect(between(await middleOf(BLUE), one)).toBeLessThan(NEAR);
    expect(await page.evaluate(() => window.visualViewport?.scale)).toBe(1);
  });

  it("is zoomed by two fingers about their middle", async () => {
    const [one, other] = [await middleOf(BLUE), await middleOf(RED)];
    const middle = { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
    const client = await page.context().newCDPSession(page);
    await client.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 2 });
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...apart: number[]) =>
      client.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: apart.map((x, id) => ({ x: middle.x + x, y: middle.y, id })),
      });
    await touch("touchStart", -40, 40);
    for (const apart of [50, 60, 70, 80]) await touch("touchMove", -apart, apart);
    await touch("touchEnd");
    await expect.poll(isZoomed).toBe(true);
    const [a, b] = [await middleOf(BLUE), await middleOf(RED)];
    expect(between(a, b) / between(one, other)).toBeCloseTo(2, 0);
    expect(between({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, middle)).toBeLessThan(12);
  });
});
