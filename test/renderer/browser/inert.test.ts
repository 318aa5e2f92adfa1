import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInBrowser } from "./notebook-page.js";

/** Sets `window.ran` when anything of it is executed. */
const HOSTILE =
  "<svg xmlns='http://www.w3.org/2000/svg' onload='top.ran = 1'><script>top.ran = 1</script></svg>" +
  "<img src='none:' onerror='window.ran = 1'><script>window.ran = 1</script>";

describeInBrowser("the inert renderer", (show) => {
  let page: Page;

  async function shown(type: string, payload: unknown) {
    const mime = `application/vnd.ntkbook.inert.${type}`;
    page = await show({ renderer: "inert", payload, mime, theme: "light" });
    // Handlers of images that cannot be loaded run later.
    await page.waitForTimeout(100);
    expect(await page.evaluate("window.ran")).toBeUndefined();
    return page.locator(".ntkbook");
  }

  it.each(["text+html", "text+markdown", "application+json", "text+x-python"])(
    "shows %s as its source, and says that it was not executed",
    async (type) => {
      const text = await (await shown(type, HOSTILE)).innerText();
      expect(text).toContain(`Stored ${type.replace("+", "/")} output, not executed.`);
      expect(text).toContain("<img src='none:'");
    },
  );

  it("shows SVG as an image, in which no script runs", async () => {
    const output = await shown("image+svg+xml", HOSTILE);
    expect(await output.locator("img").getAttribute("src")).toMatch(/^data:image\/svg\+xml,/);
    expect(await output.locator("pre, script").count()).toBe(0);
  });

  it("shows an error's stack, whatever it says", async () => {
    const stack = `TypeError: no\n    at <a href='#'>${HOSTILE}</a>`;
    const output = await shown("application+vnd.code.notebook.error", { name: "E", stack });
    expect(await output.locator("pre").innerText()).toBe(stack);
    expect(await output.locator("a").count()).toBe(0);
  });

  it("shows of bytes only their type", async () => {
    const output = await shown("audio+wav", "\uFFFD");
    expect(await output.innerText()).toContain("audio/wav");
    expect(await output.locator("pre").count()).toBe(0);
  });
});
