// `node test/vscode/pictures.mjs`: takes the walkthrough's pictures anew in a real VS Code.
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensurePackage } from "../host/build.mjs";
import { openRemote } from "../host/remote.mjs";
import { ROOT } from "../host/root.mjs";
import { say } from "../host/say.mjs";
import { serverHost } from "../host/vscode.mjs";
import { findInFrames, idle } from "../host/workbench.mjs";
import { buildDriver } from "./build.mjs";

/** @import { Page } from "playwright-core" */

/** The bar on top says that this is a test. */
const TITLE_BAR = 35;
const SIZE = { width: 1000, height: 700 + TITLE_BAR };
const BELOW_TITLE = { x: 0, y: TITLE_BAR, width: 1000, height: 700 };
const FOLDER = join(ROOT, "extension/editor/walkthrough");

/** A fifth of a PNG: the pictures are in everybody's download. */
const QUALITY = 0.8;

async function shoot(/** @type {Page} */ page, /** @type {string} */ name, clip = BELOW_TITLE) {
  const png = (await page.screenshot({ clip })).toString("base64");
  const painter = await page.context().browser()?.newPage();
  if (painter === undefined) throw new Error("the page has a browser");
  const webp = await painter.evaluate(paint, { png, quality: QUALITY });
  await painter.close();
  const path = join(FOLDER, `${name}.webp`);
  await writeFile(path, Buffer.from(webp, "base64"));
  say(path);
}

/** A PNG as WebP, both in base64; runs in a page. */
async function paint(/** @type {{ png: string, quality: number }} */ { png, quality }) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).replace(/^.*,/, "");
}

/** The palette with what it finds for some words. */
async function searchPalette(/** @type {Page} */ page, /** @type {string} */ words) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().waitFor();
  await page.keyboard.type(words);
  await page.waitForTimeout(1000);
}

const workspace = await mkdtemp(join(tmpdir(), "ntkbook-pictures-"));
const vsix = await ensurePackage();
const { remote } = await buildDriver();
const vscode = await openRemote(await serverHost(), { vsix, workspace, driver: remote });
const { page } = vscode;
try {
  if (page === null) throw new Error("the server host has a page");
  await page.setViewportSize(SIZE);
  const notebook = join(workspace, "quickstart.ntkbook");
  await copyFile(join(ROOT, "examples/quickstart.ntkbook"), notebook);
  await vscode.openNotebook(notebook);
  // The notebook is what the pictures are about.
  await vscode.command("workbench.action.closeSidebar");
  const cells = await vscode.cells();
  const kernel = cells.findIndex(({ outputs }) => outputs.some(({ mimes }) => mimes.length > 2));
  await vscode.command("notebook.execute");
  await vscode.finished();
  await vscode.reveal(0);
  await idle(page);
  await shoot(page, "run");
  await vscode.reveal(Math.max(kernel, 0));
  await findInFrames(page, ".ntkbook canvas");
  await page.waitForTimeout(1000);
  await shoot(page, "kernel");
  await searchPalette(page, "NTKbook: ");
  await shoot(page, "commands", { ...BELOW_TITLE, y: 0 });
  await page.keyboard.press("Escape");
  const exported = join(workspace, "quickstart.html");
  await writeFile(exported, await exportedPage());
  await page.goto(`file://${exported}`);
  await page.waitForTimeout(1000);
  await page.evaluate(() => scrollTo(0, 820));
  await page.waitForTimeout(500);
  await shoot(page, "page");
} finally {
  await vscode.close();
  await rm(workspace, { recursive: true, force: true, maxRetries: 10 });
}

/** The quickstart as the command line exports it. */
async function exportedPage() {
  const { command } = await import("../host/command.mjs");
  const out = join(workspace, "page.html");
  const args = ["dist/cli/ntkbook.js", "export", "examples/quickstart.ntkbook", "--out", out];
  await command(process.execPath, args);
  return readFile(out);
}
