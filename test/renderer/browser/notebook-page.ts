/** A page in a real browser that treats the renderers as VS Code's notebook does. */
import { createServer, type Server } from "node:http";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import type { RendererQuestion, RendererReply } from "../../../engine/display/renderer-messages.js";
import { launchBrowser } from "../../host/browser.mjs";
import { findBrowser } from "../../host/install-browser.mjs";
import { THEMES, type ThemeName } from "./themes.js";

/** The browser's program; null where there is none. `npm test` installs one before. */
export const browserPath = await findBrowser();

export type RendererName =
  "kernel" | "chart" | "graph" | "spectrum" | "jacobian" | "inert" | "progress" | "table";

interface Notebook {
  readonly browser: Browser;
  readonly server: Server;
  readonly address: string;
}

/** What VS Code does with an output item, in the page; the renderer stays at `window.renderer`. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>notebook</title>
<style>body { background: var(--vscode-editor-background); margin: 16px; }</style>
<div id="output"></div>
<script>
  async function renderOutput(script, json, mime, inTab) {
    const { activate } = await import(script);
    // An editor that answers, where the test gave one.
    const listeners = [];
    window.renderer = activate(!window.editor ? {} : {
      postMessage: (message) => window.editor(message).then((reply) => listeners.forEach((l) => l(reply))),
      onDidReceiveMessage: (listener) => listeners.push(listener),
      ...(inTab ? { inTab } : {}),
    });
    const item = { id: "a", mime, json: () => JSON.parse(json), text: () => json };
    window.renderer.renderOutputItem(item, document.querySelector("#output"));
  }
</script>`;

/** Builds the renderers as they ship and serves them beside an empty page. */
async function openNotebook(): Promise<Notebook> {
  const { outputFiles } = await build({
    entryPoints: {
      kernel: "renderer/matrix/main.ts",
      chart: "renderer/chart/main.ts",
      graph: "renderer/graph/main.ts",
      spectrum: "renderer/spectrum/main.ts",
      jacobian: "renderer/jacobian/main.ts",
      progress: "renderer/progress/main.ts",
      table: "renderer/table/main.ts",
      inert: "renderer/inert/main.ts",
    },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    outdir: "/",
  });
  const files = new Map(outputFiles.map(({ path, text }) => [path.replace(/^.*[\\/]/, "/"), text]));
  const server = createServer((request, response) => {
    const script = files.get(request.url ?? "");
    response.setHeader("content-type", script === undefined ? "text/html" : "text/javascript");
    response.end(script ?? PAGE);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const browser = await launchBrowser(browserPath ?? "");
  return { browser, server, address: `http://127.0.0.1:${port}/` };
}

async function closeNotebook({ browser, server }: Notebook): Promise<void> {
  await browser.close();
  await new Promise((closed) => server.close(closed));
}

export interface Output {
  readonly renderer: RendererName;
  readonly payload: unknown;
  readonly mime?: string;
  readonly theme: ThemeName;
  /** Width of the page, CSS pixels. */
  readonly width?: number;
  /** Device pixels for a CSS pixel. */
  readonly density?: number;
  /** Answers what the renderer asks; without it the renderer has nobody to ask. */
  readonly editor?: (question: RendererQuestion) => RendererReply | Promise<RendererReply>;
  /** Shown as in an editor tab of its own. */
  readonly inTab?: true;
}

async function showOutput(
  notebook: Notebook,
  { renderer, payload, mime = "", theme, width = 900, density = 1, editor, inTab }: Output,
): Promise<Page> {
  const viewport = { width, height: 760 };
  const page = await notebook.browser.newPage({ viewport, deviceScaleFactor: density });
  if (editor !== undefined) await page.exposeFunction("editor", editor);
  await page.goto(notebook.address);
  await setTheme(page, theme);
  const call = [`/${renderer}.js`, JSON.stringify(payload), mime, inTab ?? false];
  await page.evaluate(`renderOutput(${call.map((argument) => JSON.stringify(argument)).join()})`);
  return page;
}

/** Shows one output in a fresh page; the renderer is `window.renderer`. */
type Show = (output: Output) => Promise<Page>;

/** What `what` does in a browser; skipped where there is none. A test's pages are closed after it. */
export function describeInBrowser(what: string, suite: (show: Show) => void): void {
  const why = browserPath === null ? " (skipped: no browser; set CHROMIUM_PATH)" : "";
  describe.skipIf(browserPath === null)(`${what} in a browser${why}`, () => {
    let notebook: Notebook;
    const pages: Page[] = [];
    beforeAll(async () => {
      notebook = await openNotebook();
    }, 60_000);
    afterAll(() => closeNotebook(notebook));
    afterEach(async () => {
      await Promise.all(pages.splice(0).map((page) => page.close()));
    });
    suite(async (output) => {
      const page = await showOutput(notebook, output);
      pages.push(page);
      return page;
    });
  });
}

export async function setTheme(page: Page, name: ThemeName): Promise<void> {
  await page.evaluate(({ bodyClass, variables }) => {
    document.body.className = bodyClass;
    for (const [key, value] of Object.entries(variables))
      document.documentElement.style.setProperty(`--vscode-${key}`, value);
  }, THEMES[name]);
}
