import {
  type Disposable,
  type ExtensionContext,
  type NotebookCell,
  type NotebookController,
  type NotebookDocument,
  notebooks,
  NotebookControllerAffinity,
  workspace,
} from "vscode";
import type { StartSession } from "./kernel.js";
import { Kernels } from "./kernels.js";
import { offerRecovery } from "./recovery.js";
import { CELL_LANGUAGE, NOTEBOOK_TYPE } from "./notebook-data.js";
import { mayRun } from "./trust.js";

/** What the editor runs our notebooks with; everything it holds is added to `subscriptions`. */
export function registerController(
  start: StartSession,
  subscriptions: ExtensionContext["subscriptions"],
): Kernels {
  const controller = notebooks.createNotebookController(NOTEBOOK_TYPE, NOTEBOOK_TYPE, "NTKbook");
  controller.supportedLanguages = [CELL_LANGUAGE, "typescript", "javascript"];
  controller.supportsExecutionOrder = true;
  controller.description = "TypeScript, with the bundled engine";
  const kernels = new Kernels(controller, start);
  controller.executeHandler = (cells, notebook) => execute(kernels, cells, notebook);
  controller.interruptHandler = (notebook) => kernels.interrupt(notebook);
  const recovery = kernels.onDidLose(offerRecovery);
  subscriptions.push(controller, kernels, recovery, preferFor(controller));
  return kernels;
}

async function execute(
  kernels: Kernels,
  cells: readonly NotebookCell[],
  notebook: NotebookDocument,
): Promise<void> {
  if (mayRun()) await kernels.run(cells, notebook);
}

/** Ours is selected without asking. */
function preferFor(controller: NotebookController): Disposable {
  const prefer = (notebook: NotebookDocument) => {
    if (notebook.notebookType !== NOTEBOOK_TYPE) return;
    controller.updateNotebookAffinity(notebook, NotebookControllerAffinity.Preferred);
  };
  workspace.notebookDocuments.forEach(prefer);
  return workspace.onDidOpenNotebookDocument(prefer);
}
