/** Outputs in editor tabs of their own, drawn by the same renderers. */
import { randomBytes } from "node:crypto";
import {
  type NotebookDocument,
  Uri,
  ViewColumn,
  type Webview,
  type WebviewPanel,
  window,
} from "vscode";
import type { RendererQuestion, RendererReply } from "../../engine/display/renderer-messages.js";
import type { Drawing } from "./figures.js";
import type { DeclaredRenderer } from "./renderer-channel.js";

type Answer = (question: RendererQuestion, notebook: NotebookDocument) => Promise<RendererReply>;

const VIEW_TYPE = "ntkbook.output";
const RENDERERS = "dist/renderer";

/** A tab and what it shows. */
interface Tab {
  readonly panel: WebviewPanel;
  readonly notebook: NotebookDocument;
  readonly origin: string | undefined;
  drawing: Drawing;
}

export class OutputPanels {
  readonly #extension: Uri;
  readonly #renderers: readonly DeclaredRenderer[];
  readonly #answer: Answer;
  readonly #tabs = new Set<Tab>();

  constructor(extension: Uri, renderers: readonly DeclaredRenderer[], answer: Answer) {
    this.#extension = extension;
    this.#renderers = renderers;
    this.#answer = answer;
  }

  /**
   * In the tab that shows the same already, when there is one.
   *
   * @param origin - what is drawn, whatever it looks like now (a variable, say): its tab is drawn anew
   * @throws when none of our renderers draws that type.
   */
  open(drawing: Drawing, notebook: NotebookDocument, origin?: string): void {
    const tab = [...this.#tabs].find((each) => isSame(each, { drawing, notebook, origin }));
    if (tab === undefined) return this.#add(drawing, notebook, origin);
    const changed = tab.drawing.payload !== drawing.payload;
    tab.drawing = drawing;
    if (changed) void tab.panel.webview.postMessage(shown(tab));
    tab.panel.reveal();
  }

  #add(drawing: Drawing, notebook: NotebookDocument, origin: string | undefined): void {
    const { title, mime } = drawing;
    const renderer = this.#renderers.find(({ mimeTypes }) => mimeTypes.includes(mime));
    if (renderer === undefined) throw new Error(`no renderer draws ${mime}`);
    const panel = window.createWebviewPanel(VIEW_TYPE, title, ViewColumn.Beside, {
      enableScripts: true,
      retainContextWhenHidden: true,
      localResourceRoots: [Uri.joinPath(this.#extension, RENDERERS)],
    });
    const tab: Tab = { panel, notebook, origin, drawing };
    this.#tabs.add(tab);
    panel.onDidDispose(() => this.#tabs.delete(tab));
    panel.webview.onDidReceiveMessage((message: RendererQuestion | "ready") => {
      if (message === "ready") return panel.webview.postMessage(shown(tab));
      return this.#answer(message, notebook).then((reply) => panel.webview.postMessage(reply));
    });
    const address = (path: string) =>
      panel.webview.asWebviewUri(Uri.joinPath(this.#extension, path)).toString();
    panel.webview.html = page(panel.webview, {
      script: address(`${RENDERERS}/panel.js`),
      renderer: address(renderer.entrypoint),
    });
  }

  dispose(): void {
    for (const { panel } of this.#tabs) panel.dispose();
  }
}

function isSame(tab: Tab, { drawing, notebook, origin }: Omit<Tab, "panel">): boolean {
  if (tab.notebook !== notebook || tab.origin !== origin) return false;
  if (tab.drawing.mime !== drawing.mime) return false;
  return origin !== undefined || tab.drawing.payload === drawing.payload;
}

/** What the tab's script waits for. */
const shown = ({ drawing: { mime, payload } }: Tab) => ({ mime, payload });

/** Nothing but our scripts runs, and nothing is fetched from anywhere. */
function page(
  { cspSource }: Webview,
  { script, renderer }: { readonly script: string; readonly renderer: string },
): string {
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'nonce-${nonce}' ${cspSource}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Output</title>
</head>
<body data-renderer="${renderer}">
<main id="output"></main>
<script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
