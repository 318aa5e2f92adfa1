/** @import { Frame, Locator, Page } from "playwright-core" */

/** The notebook's own Run All button. */
export function runAllButton(/** @type {Page} */ page) {
  return page.locator(".notebook-toolbar-container").getByText("Run All", { exact: true });
}

/** Scroll the notebook to its beginning. */
export async function revealTop(/** @type {Page} */ page) {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Home");
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
