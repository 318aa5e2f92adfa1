import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { chartPayload, type ChartInput } from "../../../engine/display/chart.js";
import type { RendererQuestion } from "../../../engine/display/renderer-messages.js";
import { faultsOf } from "./accessibility.js";
import { describeInBrowser, type Output } from "./notebook-page.js";
import { THEMES, type ThemeName } from "./themes.js";

const themes = Object.keys(THEMES) as ThemeName[];

const steps = Array.from({ length: 100 }, (_, i) => i + 1);
const loss = { name: "loss", x: steps, y: steps.map((step) => 1 / step) };
const all: ChartInput = {
  title: "<script>document.title='injected'</script>",
  yLabel: "value",
  series: [
    loss,
    {
      kind: "band",
      name: "mean ± 2σ",
      x: [1, 50, 100],
      y: [0.5, 0.4, 0.3],
      lower: [0.4, 0.3, 0.2],
      upper: [0.6, 0.5, 0.4],
    },
    { kind: "scatter", name: "seen", x: [10, 20], y: [0.1, 0.2] },
    { kind: "histogram", name: "<img src=x onerror=alert(1)>", values: steps, height: "density" },
    { kind: "density", name: "points", x: steps, y: steps.map((step) => step / 100) },
  ],
};
const payload = (input: ChartInput) => chartPayload("test", input);

describeInBrowser("charts of all kinds", (open) => {
  let page: Page;

  const show = (input: ChartInput, more: Partial<Output> = {}) =>
    open({ renderer: "chart", payload: payload(input), theme: "light", ...more });
  const spoken = () => page.locator(".spoken").textContent();
  const press = async (...keys: string[]) => {
    await page.locator(".plot").focus();
    for (const key of keys) await page.keyboard.press(key);
  };
  const picture = () => page.locator("canvas").screenshot();

  it.each(themes)(
    "leave axe-core nothing to find in the %s theme, and inject nothing",
    async (theme) => {
      page = await show(all, { theme });
      expect(await faultsOf(page)).toEqual([]);
      expect(await page.title()).toBe("notebook");
      expect(await page.locator("#output :is(script, img)").count()).toBe(0);
    },
  );

  it("are walked with the keys, each unit in its own words", async () => {
    page = await show(all);
    await press("ArrowRight", "ArrowUp");
    expect(await spoken()).toMatch(
      /^points, cell 1 of \d+: x 1 to 2\.\d+, value 0\.01 to 0\.0\d+, \d points?$/,
    );
    await press("ArrowUp");
    expect(await spoken()).toMatch(
      /^<img src=x onerror=alert\(1\)>, bar 1 of \d+: x 0 to 10, 0\.00\d+$/,
    );
    await page.keyboard.press("Escape");
    expect(await spoken()).toBe("");
  });

  it("are zoomed and moved by keys; 0 shows all again", async () => {
    page = await show({ series: [loss] });
    const whole = await picture();
    const reset = page.locator("button", { hasText: "Show all" });
    expect(await reset.isVisible()).toBe(false);
    await press("+", "Alt+ArrowLeft");
    expect(await reset.isVisible()).toBe(true);
    expect(whole.equals(await picture())).toBe(false);
    await page.keyboard.press("0");
    expect(await reset.isVisible()).toBe(false);
    await expect.poll(async () => whole.equals(await picture())).toBe(true);
  });

  it("leave the wheel to the notebook until they have the focus", async () => {
    page = await show({ series: [loss] });
    const whole = await picture();
    const turn = async () => {
      await page.mouse.move(400, 250);
      await page.mouse.wheel(0, -200);
      await page.waitForTimeout(200);
    };
    await turn();
    await page.mouse.move(0, 0);
    await expect.poll(async () => whole.equals(await picture())).toBe(true);
    await page.locator(".plot").focus();
    await turn();
    expect(await page.locator("button", { hasText: "Show all" }).isVisible()).toBe(true);
  });

  it("change to logarithmic axes where everything is positive", async () => {
    page = await show({ series: [loss] });
    const linear = await picture();
    const button = page.locator("button", { hasText: "log y" });
    await button.click();
    expect(await button.getAttribute("aria-pressed")).toBe("true");
    expect(await page.locator(".plot").getAttribute("aria-label")).toContain("y logarithmic");
    expect(linear.equals(await picture())).toBe(false);
    page = await show({ series: [{ x: [1, 2], y: [0, 1] }] });
    expect(await page.locator("button", { hasText: "log y" }).count()).toBe(0);
  });

  it("keep zoom, hidden series and the focus when a later state arrives", async () => {
    page = await show({ series: [loss, { name: "other", x: [1, 100], y: [0, 1] }] });
    await page.locator("button", { hasText: "other" }).click();
    await press("+");
    const next = payload({
      title: "later",
      series: [loss, { name: "other", x: [1, 100], y: [1, 0] }],
    });
    const before = await picture();
    const took = await page.evaluate((json) => {
      const { renderer } = window as Window & {
        renderer?: { renderOutputItem: (item: object, element: Element | null) => void };
      };
      const canvas = document.querySelector("canvas");
      const item = { id: "a", mime: "", json: () => JSON.parse(json) as unknown, text: () => json };
      const start = performance.now();
      for (let i = 0; i < 10; i++)
        renderer?.renderOutputItem(item, document.querySelector("#output"));
      const each = (performance.now() - start) / 10;
      return { each, same: canvas === document.querySelector("canvas") };
    }, JSON.stringify(next));
    expect(took.same).toBe(true);
    // Some milliseconds on a quiet machine; twenty a second leave 50.
    expect(took.each).toBeLessThan(500);
    expect(await page.locator("h3").textContent()).toBe("later");
    expect(await page.locator("button", { hasText: "other" }).getAttribute("aria-pressed")).toBe(
      "false",
    );
    expect(await page.locator("button", { hasText: "Show all" }).isVisible()).toBe(true);
    expect(before.equals(await picture())).toBe(true);
  });

  it("give away their numbers and a picture of vectors through the editor", async () => {
    const asked: RendererQuestion["request"][] = [];
    const editor = ({ ask, request }: RendererQuestion) => {
      asked.push(request);
      return { ask, answer: request.type === "save" ? true : null };
    };
    page = await show(
      {
        title: "Two",
        xLabel: "n",
        series: [
          { name: "a", x: [1, 2], y: [3, NaN] },
          { name: "b", x: [1, 2], y: [5, 6] },
        ],
      },
      { editor },
    );
    const choose = async (menu: string, item: string) => {
      await page.locator("button.tool", { hasText: menu }).click();
      await page.locator(".menu:popover-open button", { hasText: item }).click();
      await expect.poll(() => page.locator(".status").textContent()).not.toBe("");
    };
    await choose("Data", "Copy as CSV");
    await expect.poll(() => asked[0]).toEqual({ type: "copy", text: "n,a,b\n1,3,5\n2,,6\n" });
    await page.locator("button.tool", { hasText: "Picture" }).click();
    await page.locator(".menu:popover-open select").first().selectOption("svg");
    await page.locator(".menu:popover-open button").click();
    await expect.poll(() => asked.length).toBe(2);
    const saved = asked[1];
    if (saved?.type !== "save") throw new Error("nothing was saved");
    const svg = Buffer.from(saved.base64, "base64").toString();
    expect(saved.name).toBe("two.svg");
    expect(svg).toMatch(/^<svg [^>]*width="800" height="480"/);
    expect(svg).toContain(">Two</text>");
    expect(svg).not.toContain("<image");
    await page.locator("button.tool", { hasText: "Open in tab" }).click();
    await expect.poll(() => asked[2]?.type).toBe("open");
  });

  it("of very many points are drawn by the extremes of what is seen, and points keep their numbers", async () => {
    const x = Array.from({ length: 60_000 }, (_, i) => i);
    page = await show({ series: [{ name: "long", x, y: x.map((i) => Math.sin(i / 1e4)) }] });
    await press("ArrowRight", "End");
    expect(await spoken()).toContain("point 60000 of 60000: x 60000");
    await press("+", "+", "Home", "Shift+ArrowRight");
    expect(await spoken()).toMatch(/^long, point 1\d{4} of 60000: /);
  });
});
