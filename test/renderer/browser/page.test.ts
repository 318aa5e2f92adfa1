import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import { MIME } from "../../../engine/display/payload.js";
import { exportHtml } from "../../../extension/format/export/html.js";
import type { CodeCell, Output } from "../../../extension/format/index.js";
import { launchBrowser } from "../../host/browser.mjs";
import { browserPath } from "./notebook-page.js";

const why = browserPath === null ? " (skipped: no browser; set CHROMIUM_PATH)" : "";

const CHART = {
  version: 1,
  title: "A line",
  xLabel: "x",
  yLabel: "y",
  series: [{ kind: "line", name: "a", x: [0, 1, 2], y: [1, 3, 2] }],
};

/** Sets `window.ran` when anything of it is executed. */
const HOSTILE =
  "<script>top.ran = 1</script><img src='none:' onerror='top.ran = 1'>" +
  "<a href='javascript:top.ran = 1'>a</a><svg onload='top.ran = 1'></svg>";

describe.skipIf(browserPath === null)(`an exported page in a browser${why}`, () => {
  let browser: Browser;
  let script: string;
  let folder: string;
  let opened: Page | null = null;
  let hits = 0;
  const elsewhere = createServer((_, response) => {
    hits++;
    response.end();
  });
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ntkbook-page-"));
    const entryPoints = ["renderer/page/main.ts"];
    const options = { bundle: true, minify: true, format: "iife", write: false } as const;
    script = (await build({ entryPoints, ...options })).outputFiles[0]?.text ?? "";
    await new Promise<void>((listening) => elsewhere.listen(0, "127.0.0.1", listening));
    browser = await launchBrowser(browserPath ?? "");
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    elsewhere.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  async function open(...outputs: Output[]): Promise<Page> {
    const cell: CodeCell = { id: "a", type: "code", language: "typescript", source: "1", outputs };
    const prose = { id: "p", type: "markdown", source: HOSTILE } as const;
    const text = await exportHtml({ metadata: {}, cells: [prose, cell] }, { title: "t", script });
    const path = join(folder, "page.html");
    await writeFile(path, text);
    const page = (opened = await browser.newPage());
    complaints.length = 0;
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(path).href);
    // Handlers of images that cannot be loaded run later.
    await page.waitForTimeout(100);
    return page;
  }

  const outputOf = (mime: string, text: string): Output => ({ items: [{ mime, text }] });

  it("draws its figures alive, by its own script", async () => {
    const page = await open(outputOf(MIME.chart, JSON.stringify(CHART)));
    await page.locator(".ntkbook .plot canvas").waitFor();
    expect(await page.locator(".ntkbook h3").innerText()).toBe("A line");
    expect(complaints).toEqual([]);
  });

  it("asks for nothing but itself, and runs nothing that the notebook brought along", async () => {
    const { port } = elsewhere.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/`;
    const far = `<img src="${address}"><link rel="stylesheet" href="${address}">`;
    const page = await open(
      outputOf("text/html", HOSTILE + far),
      outputOf("text/plain", HOSTILE),
      outputOf("image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg">${HOSTILE}</svg>`),
      outputOf("application/javascript", "top.ran = 1"),
      outputOf("text/markdown", `${HOSTILE} ![](${address})`),
    );
    expect(await page.evaluate("window.ran")).toBeUndefined();
    expect(hits).toBe(0);
  });

  it("is readable on paper, where it is light, and follows the reader's scheme on the screen", async () => {
    const page = await open(outputOf("text/plain", "x"));
    const background = () =>
      page.evaluate(() => [
        getComputedStyle(document.body).backgroundColor,
        document.body.className.trim(),
      ]);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(background).toEqual(["rgb(27, 30, 36)", "vscode-dark"]);
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    await expect.poll(async () => (await background())[0]).toBe("rgb(255, 255, 255)");
    await page.emulateMedia({ colorScheme: "light", media: "screen" });
    await expect.poll(background).toEqual(["rgb(255, 255, 255)", "vscode-light"]);
  });

  it("knows every figure that the notebook has a renderer for", () => {
    const drawn = manifest.contributes.notebookRenderer
      .flatMap(({ mimeTypes }) => mimeTypes)
      .filter((mime) => !mime.includes("inert"));
    expect(drawn.filter((mime) => !script.includes(mime))).toEqual([]);
  });
});
