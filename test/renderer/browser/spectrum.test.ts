import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { setDisplaySink, type Display } from "../../../engine/display/display.js";
import { MIME, type SpectrumPayload } from "../../../engine/display/payload.js";
import { gram, random, show } from "../../../engine/index.js";
import { faultsOf } from "./accessibility.js";
import { describeInBrowser, setTheme } from "./notebook-page.js";
import { THEMES, type ThemeName } from "./themes.js";

const themes = Object.keys(THEMES) as ThemeName[];

function payloadOf(): SpectrumPayload {
  const displays: Display[] = [];
  setDisplaySink((display) => displays.push(display));
  // Of full rank: beyond a kernel's rank more samples teach it nothing new.
  const x = random.normal(random.key(0), [30, 40]);
  show.spectrum(gram(x), { targets: x.slice([], 0), title: "K <b>", image: [5, 6] });
  setDisplaySink(() => undefined);
  return displays[0]?.bundle[MIME.spectrum] as SpectrumPayload;
}

describeInBrowser("the spectrum viewer", (draw) => {
  const payload = payloadOf();
  let page: Page;

  const readout = () => page.locator(".readout").first().innerText();

  it("leaves axe-core nothing to find in any theme, and words of the payload are words", async () => {
    page = await draw({ renderer: "spectrum", payload, theme: "light" });
    expect(await page.locator("h3").first().innerText()).toBe("K <b>");
    for (const theme of themes) {
      await setTheme(page, theme);
      expect(await faultsOf(page)).toEqual([]);
    }
  });

  it("is read with the keys, which are spoken, and keeps its height when the slider moves", async () => {
    page = await draw({ renderer: "spectrum", payload, theme: "dark" });
    const height = () => page.locator("#output").evaluate((element) => element.clientHeight);
    const before = await height();
    const line = () => page.locator(".curve.second").nth(1).getAttribute("d");
    const learnt = await line();
    await page.getByRole("slider").focus();
    await page.keyboard.press("ArrowRight");
    expect(await line()).not.toBe(learnt);
    await page.locator(".figure").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await readout()).toMatch(
      /^number 1: λ = .* of the trace · learnability .* of the targets$/,
    );
    expect(await page.locator(".spoken").last().textContent()).toBe(await readout());
    await page.keyboard.press("Escape");
    expect(await readout()).toMatch(/^κ = .* effective dimensions/);
    expect(await height()).toBe(before);
  });

  it("tells views of its kernel which point of an eigenvector is looked at, and looks where they do", async () => {
    page = await draw({ renderer: "spectrum", payload, theme: "light" });
    await page.evaluate((of) => {
      window.addEventListener("ntkbook-look", (event) => {
        const { key, entry } = (event as CustomEvent<{ key: string; entry: unknown }>).detail;
        if (key === of) document.title = JSON.stringify(entry);
      });
    }, payload.key);
    const sheet = page.locator("canvas.cells");
    const box = await sheet.boundingBox();
    // Row 2 and column 3 of the second of eight images beside each other, two rows of them.
    const [x, y] = [((6 + 3.5) / 48) * (box?.width ?? 0), (2.5 / 10) * (box?.height ?? 0)];
    await sheet.hover({ position: { x, y }, force: true });
    expect(await readout()).toMatch(/^number 1: /);
    expect(JSON.parse(await page.title())).toEqual({ row: 2 * 6 + 3, col: 2 * 6 + 3 });
    await page.evaluate((key) => {
      const detail = { key, entry: { row: 7, col: 0 }, from: {} };
      window.dispatchEvent(new CustomEvent("ntkbook-look", { detail }));
    }, payload.key);
    // Point 7 is row 1, column 1 of the same image.
    expect(await page.locator(".readout").last().innerText()).toMatch(/row 1, column 7/);
  });
});
