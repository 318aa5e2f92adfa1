import {
  commands,
  Disposable,
  NotebookCellData,
  NotebookCellKind,
  NotebookData,
  type NotebookDocument,
  type Uri,
  window,
  workspace,
} from "vscode";
import { newCellId } from "../format/index.js";
import { environment, type Installation, showEnvironment } from "./environment.js";
import type { Kernels } from "./kernels.js";
import { CELL_LANGUAGE, NOTEBOOK_TYPE } from "./notebook-data.js";
import { offerNewNotebook, targetNotebook } from "./target.js";

/** Every command of the palette; those about a notebook take its address, or mean the active one. */
export function registerCommands(kernels: Kernels, installation: Installation): Disposable {
  const table = {
    newNotebook,
    runAll: onNotebook((notebook) => runCells(notebook, notebook.cellCount)),
    interrupt: onNotebook((notebook) => kernels.get(notebook)?.interrupt()),
    restart: onNotebook((notebook) => kernels.get(notebook)?.restart()),
    restartAndRunAll: onNotebook(async (notebook) => {
      kernels.get(notebook)?.restart();
      await runCells(notebook, notebook.cellCount);
    }),
    restartAndRunAbove: onNotebook(async (notebook, index?: number) => {
      kernels.get(notebook)?.restart();
      await runCells(notebook, index ?? selectedIndex(notebook));
    }),
    clearOutputs: onNotebook(async (notebook) => {
      await window.showNotebookDocument(notebook);
      await commands.executeCommand("notebook.clearAllCellsOutputs");
    }),
    reportEnvironment: async () => {
      const notebook = targetNotebook();
      const running = notebook && kernels.get(notebook)?.info;
      const report = await environment(installation, running ?? null);
      await showEnvironment(report);
      return report;
    },
  };
  return Disposable.from(
    ...Object.entries(table).map(([name, run]) => commands.registerCommand(`ntkbook.${name}`, run)),
  );
}

const onNotebook =
  (run: (notebook: NotebookDocument, index?: number) => unknown) =>
  async (target?: Uri, index?: number): Promise<void> => {
    const notebook = targetNotebook(target);
    await (notebook === undefined ? offerNewNotebook() : run(notebook, index));
  };

/** A notebook with one empty cell, not saved anywhere yet. */
async function newNotebook(): Promise<void> {
  const cell = new NotebookCellData(NotebookCellKind.Code, "", CELL_LANGUAGE);
  cell.metadata = { id: newCellId(new Set()) };
  const data = new NotebookData([cell]);
  await window.showNotebookDocument(await workspace.openNotebookDocument(NOTEBOOK_TYPE, data));
}

/** Through the editor, which chooses the kernel and asks for trust; resolves when all have run. */
async function runCells(notebook: NotebookDocument, end: number): Promise<void> {
  await window.showNotebookDocument(notebook, { preserveFocus: true });
  const ranges = [{ start: 0, end }];
  await commands.executeCommand("notebook.cell.execute", { ranges, document: notebook.uri });
}

const selectedIndex = (notebook: NotebookDocument) =>
  window.visibleNotebookEditors.find((editor) => editor.notebook === notebook)?.selection.start ??
  0;
