/** What axe-core finds in an output; the page around it is the editor's. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** One line a violation: its rule and the elements that break it. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { run } = (window as Window & { axe?: typeof axe }).axe ?? axe;
    const { violations } = await run("#output");
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join()}`);
  });
}
