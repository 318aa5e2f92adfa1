import type { Page } from "playwright-core";
import { beforeEach, expect, it } from "vitest";
import { NDArray } from "../../../engine/array/ndarray.js";
import { decodeBase64 } from "../../../engine/display/drawing/encoding.js";
import type { RendererQuestion, RendererReply } from "../../../engine/display/renderer-messages.js";
import type { ShelfQuestion } from "../../../engine/display/store-messages.js";
import { Shelf } from "../../../extension/session/store/shelf.js";
import { faultsOf } from "./accessibility.js";
import { describeInBrowser } from "./notebook-page.js";
import { kernelPayload } from "./payloads.js";
import { THEMES, type ThemeName } from "./themes.js";

const themes = Object.keys(THEMES) as ThemeName[];

/** On a busy machine. */
const PATIENT = { timeout: 10_000 };

const N = 640;
const large = new NDArray(
  Float64Array.from({ length: N * N }, (_, at) => Math.floor(at / N) + (at % N) / 10_000),
  [N, N],
  "float64",
);
const largePayload = kernelPayload(large, { title: "Large" });
const small = new NDArray(Float64Array.of(2, 1, 1, 3), [2, 2], "float64");

describeInBrowser("the matrix viewer", (show) => {
  let page: Page;
  let asked: RendererQuestion["request"][] = [];
  beforeEach(() => void (asked = []));

  /** An editor whose session holds the large matrix. */
  function editor({ ask, request }: RendererQuestion): RendererReply {
    asked.push(request);
    const shelf = new Shelf();
    const key = largePayload.layers[0]?.key ?? "";
    shelf.hold(key, { rows: N, cols: N, data: large.data }, { symmetric: false });
    if (request.type === "store")
      return { ask, answer: shelf.answer(request.question as ShelfQuestion) };
    return { ask, answer: request.type === "save" ? true : null };
  }
  const readout = () => page.locator(".readout").innerText();
  const status = () => page.locator(".status").textContent();
  const focused = () => page.locator(":focus").textContent();

  it.each([1e-60, 1e200])("shows entries of %d as they are", async (size) => {
    const payload = kernelPayload(
      new NDArray(
        small.data.map((x) => x * size),
        [2, 2],
        "float64",
      ),
    );
    page = await show({ renderer: "kernel", payload, theme: "light" });
    expect(await page.locator("header").innerText()).toContain(
      "positive definite · rank 2 · condition 2.618",
    );
    const cells = page.locator("canvas.cells");
    // The lower right of four squares.
    await cells.hover({ position: { x: 60, y: 60 }, force: true });
    expect(await readout()).toBe(`${size === 1e200 ? "3e200" : "3e−60"} row 1, column 1`);
    const colors = await cells.evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const context = (canvas as HTMLCanvasElement).getContext("2d");
      return new Set(new Uint32Array(context?.getImageData(0, 0, width, height).data.buffer ?? []))
        .size;
    });
    expect(colors).toBe(3);
  });

  it.each(themes)(
    "separates blocks by dark lines with light edges in the %s theme",
    async (theme) => {
      const payload = kernelPayload(small, { blocks: { train: 1, test: 1 } });
      page = await show({ renderer: "kernel", payload, theme });
      const strokes = await page
        .locator(".separator")
        .evaluateAll((lines) => lines.map((line) => getComputedStyle(line).stroke));
      // Cells of the lightest and of the darkest colour lie beside one of the two.
      const [light, dark] = ["rgb(255, 255, 255)", "rgb(0, 0, 0)"];
      expect(strokes).toEqual([light, dark, light, dark]);
    },
  );

  it("reads single entries of a matrix far larger than its preview when zoomed in", async () => {
    page = await show({
      renderer: "kernel",
      payload: largePayload,
      theme: "light",
      editor,
    });
    const cells = page.locator("canvas.cells");
    await cells.hover({ position: { x: 100, y: 200 }, force: true });
    expect(await readout()).toContain("mean of rows");
    await page.locator(".figure").focus();
    for (let press = 0; press < 12; press++) await page.keyboard.press("+");
    await cells.hover({ position: { x: 110, y: 210 }, force: true });
    await expect.poll(readout, PATIENT).toMatch(/^[\d.]+\s+row \d+, column \d+$/);
    const [, value, row] = /^([\d.]+)\s+row (\d+)/.exec(await readout()) ?? [];
    expect(Math.abs(Number(value) - Number(row))).toBeLessThan(0.5);
    await page.keyboard.press("0");
    await expect.poll(readout, PATIENT).toContain("mean of rows");
  });

  it("shows its preview, and says so, when the session holds it no longer", async () => {
    const gone = ({ ask }: RendererQuestion): RendererReply => ({
      ask,
      answer: { is: "gone", reason: "The kernel is not running." },
    });
    page = await show({
      renderer: "kernel",
      payload: largePayload,
      theme: "dark",
      editor: gone,
    });
    await page.locator(".figure").focus();
    for (let press = 0; press < 12; press++) await page.keyboard.press("+");
    await page.locator("canvas.cells").hover({ position: { x: 110, y: 210 }, force: true });
    await expect.poll(readout, PATIENT).toMatch(/^[\d.]+\s+mean of rows/);
  });

  it("copies all entries with all digits while the session holds them, otherwise what it has", async () => {
    page = await show({
      renderer: "kernel",
      payload: largePayload,
      theme: "light",
      editor,
    });
    await page.getByRole("button", { name: "Data" }).click();
    await page.getByRole("menuitem", { name: "Save as .npy" }).click();
    await expect.poll(status, PATIENT).toBe("Saved large.npy.");
    const save = asked.find((request) => request.type === "save");
    const bytes = decodeBase64(save?.type === "save" ? save.base64 : "");
    const values = new Float64Array(bytes.slice(bytes.length - 8 * N * N).buffer);
    expect([values[1], values[N]]).toEqual([large.data[1], large.data[N]]);
  });

  it("gives its data and picture by the toolbar, which is one stop of the Tab key", async () => {
    const payload = kernelPayload(small, { title: "Small" });
    page = await show({ renderer: "kernel", payload, theme: "light", editor });
    await page.getByRole("button", { name: "Data" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(focused, PATIENT).toBe("Copy as CSV");
    await page.keyboard.press("ArrowDown");
    await expect.poll(focused, PATIENT).not.toBe("Copy as CSV");
    await page.keyboard.press("ArrowUp");
    await expect.poll(focused, PATIENT).toBe("Copy as CSV");
    await page.keyboard.press("Enter");
    await expect.poll(status, PATIENT).toBe("Copied as CSV.");
    expect(asked.at(-1)).toEqual({ type: "copy", text: "2,1\n1,3\n" });
    await page.getByRole("button", { name: "Data" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByLabel("format").selectOption("svg");
    await page.getByRole("button", { name: "Save picture" }).click();
    await expect.poll(status, PATIENT).toBe("Saved small.svg.");
    const save = asked.at(-1);
    const svg = new TextDecoder().decode(decodeBase64(save?.type === "save" ? save.base64 : ""));
    expect(svg).toMatch(/^<svg [^>]*width="800"/);
    expect(svg.match(/<image /g)).toHaveLength(2);
  });

  it("saves a PNG of the width and density chosen", async () => {
    const payload = kernelPayload(small, { title: "Small" });
    page = await show({ renderer: "kernel", payload, theme: "dark", editor });
    await page.getByRole("button", { name: "Picture" }).click();
    await page.getByLabel("width in pixels").fill("300");
    await page.getByLabel("density").selectOption("3");
    await page.getByRole("button", { name: "Save picture" }).click();
    await expect.poll(status, PATIENT).toBe("Saved small.png.");
    const save = asked.at(-1);
    const png = decodeBase64(save?.type === "save" ? save.base64 : "");
    expect(new DataView(png.buffer).getUint32(16)).toBe(900);
  });

  it("opens in a tab with its own payload", async () => {
    const payload = kernelPayload(small, { title: "Small" });
    page = await show({ renderer: "kernel", payload, theme: "dark", editor });
    await page.getByRole("button", { name: "Open in tab" }).click();
    await expect.poll(status, PATIENT).toBe("Opened in a tab.");
    expect(asked).toEqual([
      { type: "open", title: "small", mime: "", payload: JSON.stringify(payload) },
    ]);
  });

  it("offers no tab in one, and all else as in a notebook", async () => {
    const payload = kernelPayload(small, { title: "Small" });
    page = await show({ renderer: "kernel", payload, theme: "dark", editor, inTab: true });
    expect(await page.getByRole("button", { name: "Picture" }).count()).toBe(1);
    expect(await page.getByRole("button", { name: "Open in tab" }).count()).toBe(0);
  });

  it("offers nothing that needs an editor where there is none", async () => {
    page = await show({ renderer: "kernel", payload: largePayload, theme: "dark" });
    expect(await page.getByRole("button", { name: "Open in tab" }).count()).toBe(0);
    expect(await page.getByLabel("order").count()).toBe(0);
  });

  it("links the panels: one cursor, one camera, a value of each", async () => {
    const doubled = small.mul(2);
    const payload = kernelPayload({ nngp: small, ntk: doubled }, { difference: true });
    page = await show({ renderer: "kernel", payload, theme: "light", editor });
    expect(await page.locator("canvas.cells").count()).toBe(3);
    await page
      .locator("canvas.cells")
      .nth(1)
      .hover({ position: { x: 10, y: 60 }, force: true });
    expect(await readout()).toMatch(/^nngp 1 · ntk 2 · ntk − nngp 1\s+row 1, column 0$/);
  });

  it("goes along a stack by its slider, which is spoken, in the same colours and height", async () => {
    const stack = new NDArray(Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7), [2, 2, 2], "float64");
    const payload = kernelPayload(stack, { slider: { name: "depth", entries: [1, 10] } });
    page = await show({ renderer: "kernel", payload, theme: "light", editor });
    const height = () => page.locator("#output").evaluate((element) => element.clientHeight);
    const before = await height();
    const slider = page.getByRole("slider");
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    expect(await slider.getAttribute("aria-valuetext")).toBe("10");
    await page.locator("canvas.cells").hover({ position: { x: 10, y: 10 }, force: true });
    expect(await readout()).toMatch(/^4\s+row 0, column 0/);
    expect(await height()).toBe(before);
  });

  it("puts rows in the order of their labels without asking anybody", async () => {
    const payload = kernelPayload(small, { labels: ["b", "a"] });
    page = await show({ renderer: "kernel", payload, theme: "light" });
    await page.getByLabel("order").selectOption("labels");
    await page.locator("canvas.cells").hover({ position: { x: 10, y: 10 }, force: true });
    await expect.poll(readout, PATIENT).toMatch(/^3\s+row 1, column 1 · labels a and a$/);
  });

  it("zooms by the wheel only with Ctrl or with the focus, and drags what is zoomed", async () => {
    page = await show({
      renderer: "kernel",
      payload: largePayload,
      theme: "light",
      editor,
    });
    const box = await page.locator("canvas.cells").boundingBox();
    const ticks = () => page.locator(".figure svg text").allTextContents();
    const whole = await ticks();
    await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
    await page.mouse.wheel(0, -300);
    expect(await ticks()).toEqual(whole);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -600);
    await page.keyboard.up("Control");
    await expect.poll(ticks, PATIENT).not.toEqual(whole);
    const zoomed = await ticks();
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 120, { steps: 4 });
    await page.mouse.up();
    await expect.poll(ticks, PATIENT).not.toEqual(zoomed);
    expect(await page.locator(".mark").count()).toBeLessThan(2);
  });

  it.each(themes)("leaves axe-core nothing to find in the %s theme", async (theme) => {
    const stack = new NDArray(Float64Array.of(0, 1, 2, -3, 4, 5, 6, 7), [2, 2, 2], "float64");
    const payload = kernelPayload(stack, { title: "Depth", labels: ["a", "b"] });
    page = await show({ renderer: "kernel", payload, theme, editor });
    await page.getByRole("button", { name: "Picture" }).click();
    expect(await faultsOf(page)).toEqual([]);
  });
});
