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
import type {
  RendererQuestion,
  RendererReply,
  RendererRequest,
} from "../../engine/display/renderer-messages.js";
import type { DeclaredRenderer } from "./renderer-channel.js";

type OpenRequest = Extract<RendererRequest, { type: "open" }>;
type Answer = (question: RendererQuestion, notebook: NotebookDocument) => Promise<RendererReply>;

const VIEW_TYPE = "ntkbook.output";
const RENDERERS = "dist/renderer";

export class OutputPanels {
  readonly #extension: Uri;
  readonly #renderers: readonly DeclaredRenderer[];
  readonly #answer: Answer;
  readonly #panels = new Set<WebviewPanel>();

  constructor(extension: Uri, renderers: readonly DeclaredRenderer[], answer: Answer) {
    this.#extension = extension;
    this.#renderers = renderers;
    this.#answer = answer;
  }

  /** @throws when none of our renderers draws that type. */
  open({ title, mime, payload }: Omit<OpenRequest, "type">, notebook: NotebookDocument): void {
    const renderer = this.#renderers.find(({ mimeTypes }) => mimeTypes.includes(mime));
    if (renderer === undefined) throw new Error(`no renderer draws ${mime}`);
    const panel = window.createWebviewPanel(VIEW_TYPE, title, ViewColumn.Beside, {
      enableScripts: true,
      retainContextWhenHidden: true,
      localResourceRoots: [Uri.joinPath(this.#extension, RENDERERS)],
    });
    this.#panels.add(panel);
    panel.onDidDispose(() => this.#panels.delete(panel));
    panel.webview.onDidReceiveMessage((message: RendererQuestion | "ready") => {
      if (message === "ready") return panel.webview.postMessage({ mime, payload });
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
    for (const panel of this.#panels) panel.dispose();
  }
}

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
