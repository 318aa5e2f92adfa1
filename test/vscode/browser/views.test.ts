/** What stands around a notebook: the variables view and the status bar. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { runAllButton } from "../../host/workbench.mjs";
import { openVscode, type Opened } from "./open.js";

const SOURCE = [
  'import { eye, stax } from "ntkbook";',
  "const { dense } = stax;",
  "const width = 3, K = eye(30), label = 'x', small = eye(2), layer = dense(width);",
];

const cell = { id: "a", type: "code", language: "typescript", source: SOURCE, outputs: [] };
const TEXT = JSON.stringify({ ntkbook: 1, metadata: {}, cells: [cell] });

/** The names in the variables view, from top to bottom. */
async function names(page: Page): Promise<string[]> {
  const rows = page.locator(".pane", { hasText: "Variables" }).locator(".monaco-list-row");
  const shown = await rows.evaluateAll((elements) =>
    elements.map((row) => [
      row.getBoundingClientRect().top,
      row.querySelector(".label-name")?.textContent ?? "",
    ]),
  );
  return shown.sort(([a], [b]) => Number(a) - Number(b)).map(([, name]) => String(name));
}

const poll = (page: Page) => expect.poll(() => names(page), { timeout: 20_000 });

describe("beside a notebook that has run", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openVscode();
    return () => opened.close();
  });
  beforeAll(async () => {
    await opened.open("views.ntkbook", { text: TEXT });
    await runAllButton(opened.page).click();
    const [ran] = await opened.vscode.finished();
    expect(ran).toMatchObject({ success: true });
    await opened.vscode.command("ntkbook.showVariables");
  });

  it("the view lists the person's variables, sorts them and finds some", async () => {
    const { page, vscode } = opened;
    await poll(page).toEqual(["width", "K", "label", "small", "layer"]);

    void vscode.command("ntkbook.sortVariables");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "By name" }).click();
    await poll(page).toEqual(["K", "label", "layer", "small", "width"]);
    void vscode.command("ntkbook.sortVariables");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "By memory" }).click();
    await poll(page).toEqual(["K", "small", "label", "layer", "width"]);

    void vscode.command("ntkbook.filterVariables");
    const filter = page.locator(".quick-input-widget input");
    await filter.fill("FLOAT64 [2");
    await poll(page).toEqual(["small"]);
    await filter.press("Escape");
    await poll(page).toEqual(["K", "small", "label", "layer", "width"]);
    void vscode.command("ntkbook.filterVariables");
    await filter.fill("la");
    await filter.press("Enter");
    await poll(page).toEqual(["label", "layer"]);
    await page.locator(".pane", { hasText: "2 of 5 variables have “la”." }).waitFor();
    void vscode.command("ntkbook.filterVariables");
    await filter.fill("");
    await filter.press("Enter");
    await poll(page).toEqual(["K", "small", "label", "layer", "width"]);
  });

  it("the status bar keeps the kernel while a variable's tab is in front", async () => {
    const { page } = opened;
    await page.locator(".pane .monaco-list-row", { hasText: "small" }).click();
    await page.locator(".tab.active", { hasText: "small" }).waitFor();
    await expect
      .poll(() => page.locator("#ntkbook\\.ntkbook\\.kernel, [id*='ntkbook.kernel']").innerText())
      .toMatch(/SIMD · \d+ threads?/);
  });
});
