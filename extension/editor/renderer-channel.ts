/** Answers what the renderers of the notebooks ask. */
import { Disposable, env, type ExtensionContext, type NotebookDocument, notebooks } from "vscode";
import type {
  LiveState,
  RendererAnswers,
  RendererQuestion,
  RendererReply,
  RendererRequest,
} from "../../engine/display/renderer-messages.js";
import type { StoreAnswer } from "../../engine/display/store-messages.js";
import { registerFigureCommands } from "./commands/figures.js";
import type { Kernels } from "./kernels.js";
import { OutputPanels } from "./output-panel.js";
import { registerVariables } from "./variables-view.js";
import { saveBytes } from "./save-bytes.js";

/** A renderer as package.json declares it. */
export interface DeclaredRenderer {
  readonly id: string;
  readonly entrypoint: string;
  readonly mimeTypes: readonly string[];
  readonly requiresMessaging?: "always" | "optional" | "never";
}

interface Manifest {
  readonly contributes: { readonly notebookRenderer: readonly DeclaredRenderer[] };
}

export function registerRendererChannel(
  kernels: Kernels,
  { extension }: ExtensionContext,
): Disposable {
  const { contributes } = extension.packageJSON as Manifest;
  const renderers = contributes.notebookRenderer;
  const panels: OutputPanels = new OutputPanels(
    extension.extensionUri,
    renderers,
    (question, notebook) => answer(question, { kernels, panels, notebook }),
  );
  const listening = renderers
    .filter(({ requiresMessaging }) => requiresMessaging !== "never")
    .flatMap(({ id, mimeTypes }) => {
      const messaging = notebooks.createRendererMessaging(id);
      const live = kernels.onDidPass(({ handle, mime, payload }) => {
        const state: LiveState = { type: "live", handle, mime, payload };
        if (mimeTypes.includes(mime)) void messaging.postMessage(state);
      });
      const asking = messaging.onDidReceiveMessage(({ editor, message }) => {
        const asked = { kernels, panels, notebook: editor.notebook };
        void answer(message as RendererQuestion, asked).then((reply) =>
          messaging.postMessage(reply, editor),
        );
      });
      return [live, asking];
    });
  return Disposable.from(
    panels,
    registerFigureCommands(panels),
    registerVariables(kernels, panels),
    ...listening,
  );
}

interface Asked {
  readonly kernels: Kernels;
  readonly panels: OutputPanels;
  readonly notebook: NotebookDocument;
}

async function answer({ ask, request }: RendererQuestion, asked: Asked): Promise<RendererReply> {
  try {
    return { ask, answer: await answerTo(request, asked) };
  } catch (error) {
    return { ask, failure: error instanceof Error ? error.message : String(error) };
  }
}

async function answerTo(
  request: RendererRequest,
  { kernels, panels, notebook }: Asked,
): Promise<RendererAnswers[RendererRequest["type"]]> {
  switch (request.type) {
    case "save":
      return saveBytes(request, notebook.uri);
    case "open":
      panels.open(request, notebook);
      return null;
    case "copy":
      await env.clipboard.writeText(request.text);
      return null;
    case "store":
      return kernels.get(notebook)?.ask(request.question) ?? NO_KERNEL;
  }
}

const NO_KERNEL: StoreAnswer = { is: "gone", reason: "The notebook has no kernel." };
