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

/** The first line of the notebook that is seen. */
const firstLine = (page: Page) =>
  page.locator(".notebookOverlay:visible .code-cell-row .view-line").first();

async function type(page: Page, text: string): Promise<void> {
  await firstLine(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text, { delay: 20 });
}

/** The editor draws blanks as no-break spaces. */
const expectLine = (page: Page, text: string) =>
  expect
    .poll(async () => (await firstLine(page).innerText()).replace(/\s/g, " "), {
      timeout: LIMIT_MS,
    })
    .toBe(text);

const RESTORED = [
  ["typed.ntkbook", "1 + 1 + 40"],
  ["Untitled", "6 * 7"],
] as const;

describe("a window that is closed and opened again", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openVscode({ guarded: true });
    return () => opened.close();
  });

  it(
    "has what was typed and not saved, in a file and in a notebook without one, and the file is as it was",
    { timeout: 3 * LIMIT_MS },
    async () => {
      const { page, workspace, vscode } = opened;
      await opened.open("typed.ntkbook", { text: TEXT });
      await type(page, " + 40");
      await expectLine(page, "1 + 1 + 40");
      await vscode.command("ntkbook.newNotebook");
      await page.locator(".tab.active", { hasText: "Untitled" }).waitFor();
      await type(page, "6 * 7");
      await expectLine(page, "6 * 7");

      await leaveOnceNothingIsLost(page, plainAddress(page));
      for (const [name, text] of RESTORED) {
        // Away from what shows a tooltip above the tabs.
        await page.mouse.move(640, 800);
        await page.locator(".tab.dirty", { hasText: name }).click({ timeout: LIMIT_MS });
        await expectLine(page, text);
      }
      expect(await readFile(join(workspace, "typed.ntkbook"), "utf8")).toBe(TEXT);
    },
  );
});
