/** @import { Frame, Locator, Page } from "playwright-core" */

/** The notebook's own Run All button. */
export function runAllButton(/** @type {Page} */ page) {
  return page.locator(".notebook-toolbar-container").getByText("Run All", { exact: true });
}

/** What this extension's renderers draw. */
export const FIGURE = ".ntkbook canvas";

/** Resolves when no cell runs (the button says Run All again) and no tooltip is in the way. */
export async function idle(/** @type {Page} */ page) {
  await page.mouse.move(0, 0);
  await runAllButton(page).waitFor();
}

/**
 * The first element matching `selector` in any frame: outputs live in frames inside frames, which
 * come and go.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {{ timeout?: number }} [options] milliseconds
 * @returns {Promise<{ frame: Frame, element: Locator }>}
 */
export async function findInFrames(page, selector, { timeout = 30_000 } = {}) {
  const deadline = Date.now() + timeout;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      const element = frame.locator(selector).first();
      if ((await element.count().catch(() => 0)) > 0) return { frame, element };
    }
    await page.waitForTimeout(50);
  }
  throw new Error(`no ${selector} in any frame after ${timeout} ms`);
}
