import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { jacobianDisplay } from "../../../engine/display/jacobian/bundle.js";
import { jacobianMatrix } from "../../../engine/display/jacobian/matrix.js";
import { MIME } from "../../../engine/display/payload.js";
import { array, jacobian, random, stax } from "../../../engine/index.js";
import { faultsOf } from "./accessibility.js";
import { describeInBrowser, setTheme } from "./notebook-page.js";
import { THEMES, type ThemeName } from "./themes.js";

const themes = Object.keys(THEMES) as ThemeName[];

const net = stax.serial(stax.conv(3, [2, 2]), stax.relu(), stax.flatten(), stax.dense(2));
const { params } = net.init(random.key(0), [2, 4, 4, 1]);
const x = random.normal(random.key(1), [2, 4, 4, 1]);
const derivatives = jacobian((p: typeof params) => net.apply(p, x))(params);
const payload = jacobianDisplay("test", jacobianMatrix("test", derivatives, params), {
  title: "J <b>",
}).bundle[MIME.jacobian];

describeInBrowser("the Jacobian viewer", (show) => {
  let page: Page;

  it("shows a block in its weight's shape by pinning it or by its button, for axe-core in any theme", async () => {
    page = await show({
      renderer: "jacobian",
      payload,
      theme: "light",
      width: 1000,
    });
    const titles = () => page.locator("h3").allInnerTexts();
    expect(await titles()).toEqual(["J <b>", "Norms of blocks"]);
    const norms = page.locator("canvas.cells").nth(1);
    // The second example, the first parameter: a kernel (2, 2, 1, 3).
    await norms.click({ position: { x: 10, y: 60 }, force: true });
    await expect.poll(titles).toContain("∂ output / ∂ [0].w, example 1");
    const kernel = page.locator("canvas.cells").nth(2);
    await kernel.hover({ position: { x: 4, y: 4 }, force: true });
    expect(await page.locator(".readout").last().innerText()).toContain(
      "labels in 0, y 0 and out 0, x 0",
    );
    await page.getByRole("button", { name: "[3].w" }).click();
    await expect.poll(titles).toContain("∂ output / ∂ [3].w, example 1");
    for (const theme of themes) {
      await setTheme(page, theme);
      expect(await faultsOf(page)).toEqual([]);
    }
  }, 90_000);

  it("counts singular values as zero by the rounding of its numbers", async () => {
    const of = async (dtype: "float64" | "float32") => {
      const J = array([1, 0, 0, 1e-9], { shape: [2, 2], dtype });
      const matrix = jacobianMatrix("test", { w: J }, { w: array([1, 2]) });
      const { bundle } = jacobianDisplay("test", matrix, {});
      page = await show({ renderer: "jacobian", payload: bundle[MIME.jacobian], theme: "light" });
      return page.locator(".caption", { hasText: "σ from" }).innerText();
    };
    expect(await of("float64")).toContain("rank 2 of 2");
    expect(await of("float32")).toContain("rank 1 of 2");
  });
});
