/** The script of an output in an editor tab of its own: gets the payload and lets the renderer draw it. */
import type { NotebookRenderer, RendererContext } from "../notebook.js";

interface Editor {
  postMessage(message: unknown): void;
}

declare const acquireVsCodeApi: () => Editor;

interface Renderer {
  readonly activate: (context: RendererContext) => NotebookRenderer;
}

const editor = acquireVsCodeApi();
const output = document.querySelector<HTMLElement>("#output");
const { activate } = (await import(document.body.dataset["renderer"] ?? "")) as Renderer;
const renderer = activate({
  postMessage: (message) => editor.postMessage(message),
  onDidReceiveMessage: (listener) =>
    addEventListener("message", ({ data }) => {
      if (!isOutput(data)) listener(data);
    }),
  inTab: true,
});

addEventListener("message", ({ data }) => {
  if (!isOutput(data) || output === null) return;
  const { mime, payload } = data;
  const json = () => JSON.parse(payload) as unknown;
  renderer.renderOutputItem({ id: "panel", mime, json, text: () => payload }, output);
});
editor.postMessage("ready");

function isOutput(data: unknown): data is { readonly mime: string; readonly payload: string } {
  return typeof data === "object" && data !== null && "mime" in data && "payload" in data;
}
