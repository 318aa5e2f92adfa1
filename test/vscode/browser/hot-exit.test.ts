/** VS Code as people have it: what is not saved survives a window that goes away. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { openVscode, type Opened } from "./open.js";

const cell = { id: "a", type: "code", language: "typescript", source: ["1 + 1"], outputs: [] };
const TEXT = `${JSON.stringify({ ntkbook: 1, metadata: {}, cells: [cell] }, null, 2)}\n`;

/** Generous: the machine may be busy with other things. */
const LIMIT_MS = 90_000;

/** The same folder in a window as a person opens it: that of the driver ends with its connection. */
function plainAddress(page: Page): string {
  const address = new URL(page.url());
  address.searchParams.delete("payload");
  return address.href;
}

/** VS Code asks whether to leave, as long as it has not kept what was typed. */
async function leaveOnceNothingIsLost(page: Page, address: string): Promise<void> {
  page.on("dialog", (dialog) => void dialog.dismiss());
  const leaves = () =>
    page.goto(address).then(
      () => true,
      () => false,
    );
  await expect.poll(leaves, { timeout: LIMIT_MS, interval: 500 }).toBe(true);
}

describe("a window that is closed and opened again", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openVscode({ guarded: true });
    return () => opened.close();
  });

  it(
    "has what was typed and not saved, and the file is as it was",
    { timeout: 3 * LIMIT_MS },
    async () => {
      const { page, workspace } = opened;
      await opened.open("typed.ntkbook", { text: TEXT });
      const line = page.locator(".notebookOverlay .code-cell-row .view-line").first();
      await line.click();
      await page.keyboard.press("Control+End");
      await page.keyboard.type(" + 40", { delay: 20 });
      await expect.poll(() => line.innerText()).toMatch(/^1\s\+\s1\s\+\s40$/);

      await leaveOnceNothingIsLost(page, plainAddress(page));
      await line.waitFor({ timeout: LIMIT_MS });
      await expect
        .poll(() => line.innerText(), { timeout: LIMIT_MS })
        .toMatch(/^1\s\+\s1\s\+\s40$/);
      await page.locator(".tab.dirty", { hasText: "typed.ntkbook" }).waitFor();
      expect(await readFile(join(workspace, "typed.ntkbook"), "utf8")).toBe(TEXT);
    },
  );
});
