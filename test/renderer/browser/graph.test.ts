import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { graphBundle, graphPayload } from "../../../engine/display/graph.js";
import { MIME, type GraphPayload } from "../../../engine/display/payload.js";
import {
  array,
  graphOf,
  matmul,
  namedScope,
  random,
  stax,
  tanh,
  type NDArray,
} from "../../../engine/index.js";
import { faultsOf } from "./accessibility.js";
import { describeInBrowser } from "./notebook-page.js";
import { THEMES, type ThemeName } from "./themes.js";

const themes = Object.keys(THEMES) as ThemeName[];
const f = (x: NDArray, w: NDArray) => tanh(matmul(x, w)).sum();
const payload = graphPayload(
  graphOf(f, { backward: true })(array([[1, 2]]), array([[1], [2]])),
  {},
);

/** More than a hundred operations without parts to fold. */
const long = (x: NDArray): NDArray => {
  let y = x;
  for (let k = 0; k < 55; k++) y = tanh(y.mul(x));
  return y;
};
const longProgram = graphOf(long)(array([1, 2]));

describeInBrowser("the graph renderer", (show) => {
  let page: Page;

  it.each(themes)(
    "frames backward operations otherwise in the %s theme, and leaves axe-core nothing to find",
    async (theme) => {
      page = await show({ renderer: "graph", payload, theme });
      const stroke = (tone: string) =>
        page
          .locator(`.box.${tone} rect`)
          .first()
          .evaluate((box) => getComputedStyle(box).stroke);
      expect(await stroke("backward")).not.toBe(await stroke("forward"));
      expect(await page.locator(".box").count()).toBe(payload.nodes.length);
      expect(await faultsOf(page)).toEqual([]);
    },
  );

  it("tells the identity of a box that is clicked, and lets go of it", async () => {
    page = await show({ renderer: "graph", payload, theme: "light" });
    const box = page.locator(".box", { hasText: "matmul" }).first();
    await box.click();
    expect(await page.locator(".identity").innerText()).toContain("(%0, %1), 4 flops, 40 bytes");
    await box.click();
    expect(await page.locator(".identity").innerText()).toContain("Click a box");
  });

  it("is walked with the keys, which are spoken", async () => {
    page = await show({ renderer: "graph", payload, theme: "dark" });
    await page.locator(".plot").focus();
    await page.keyboard.press("ArrowDown");
    expect(await page.locator(".identity").innerText()).toContain("input 0 float64[1, 2]");
    await page.keyboard.press("ArrowDown");
    expect(await page.locator(".box.chosen .name").textContent()).toBe("matmul");
    expect(await page.locator(".identity").getAttribute("aria-live")).toBe("polite");
    await page.keyboard.press("Escape");
    expect(await page.locator(".box.chosen").count()).toBe(0);
  });

  it("folds and unfolds layers by keys and clicks, and keeps what was chosen", async () => {
    const net = stax.serial(stax.dense(3), stax.relu(), stax.dense(1));
    const { params } = net.init(random.key(0), [2, 4]);
    const program = graphOf((x: NDArray) => net.apply(params, x))(array([[1, 2, 3, 4]]));
    const layers = graphPayload(program);
    page = await show({ renderer: "graph", payload: layers, theme: "light" });
    const boxes = () => page.locator(".box .name").allTextContents();
    expect(await page.locator(".part-frame text").allTextContents()).toEqual([
      "dense(3)",
      "relu",
      "dense(1)",
    ]);
    await page.getByRole("button", { name: "Unfold all" }).focus();
    await page.getByRole("button", { name: "Fold all", exact: true }).click();
    expect(await boxes()).toEqual(expect.arrayContaining(["dense(3)", "relu", "dense(1)"]));
    const relu = page.locator(".box.folded", { hasText: "relu" });
    await relu.click();
    expect(await page.locator(".identity").innerText()).toMatch(/^relu .* unfolds it$/);
    await relu.click();
    // What is inside is a box of that name, too.
    expect(await relu.count()).toBe(0);
    await page.locator(".plot").focus();
    await page.keyboard.press("Backspace");
    expect(await page.locator(".box.chosen .name").textContent()).toBe("relu");
    await page.keyboard.press("Enter");
    expect(await page.locator(".part-frame text").allTextContents()).toEqual(["relu"]);
  });

  it("shows a large graph where its layout came along, and lays it out itself where none did", async () => {
    const { [MIME.graph]: large } = graphBundle(longProgram) as Record<string, GraphPayload>;
    const { places, ...alone } = large as GraphPayload;
    const tops = async (shown: GraphPayload) => {
      page = await show({ renderer: "graph", payload: shown, theme: "light" });
      const boxes = await page.locator(".box rect").all();
      return Promise.all(boxes.slice(0, 5).map((box) => box.getAttribute("y")));
    };
    const own = await tops(alone);
    expect(await tops(large as GraphPayload)).toEqual(own);
    const lower = places?.boxes.map((at, k) => (k % 2 === 1 ? at + 7 : at)) ?? [];
    const moved = { ...alone, places: { ...places, boxes: lower } } as GraphPayload;
    expect(await tops(moved)).toEqual(own.map((y) => String(Number(y) + 7)));
  });

  it("says what it is about before it lays out a large graph", async () => {
    const scoped = graphOf(namedScope("long", long))(array([1, 2]));
    page = await show({ renderer: "graph", payload: graphPayload(scoped), theme: "light" });
    expect(await page.locator(".box").count()).toBeLessThan(5);
    const said = await page.evaluate(() => {
      const button = [...document.querySelectorAll("button")].find(
        ({ textContent }) => textContent === "Unfold all",
      );
      button?.click();
      return document.querySelector(".identity")?.textContent;
    });
    expect(said).toMatch(/^Laying out 1\d\d boxes/);
    await page.locator(".box").nth(100).waitFor({ state: "attached" });
    expect(await page.locator(".identity").innerText()).toContain("Click a box");
  });

  it("shows words of a payload as words", async () => {
    const name = "<img src=x onerror=alert(1)>";
    const nodes = payload.nodes.map((box) => ({ ...box, name, identity: name }));
    const hostile = { ...payload, title: name, nodes };
    page = await show({ renderer: "graph", payload: hostile, theme: "light" });
    expect(await page.locator("h3").innerText()).toBe(name);
    expect(await page.locator("#output img").count()).toBe(0);
  });
});
