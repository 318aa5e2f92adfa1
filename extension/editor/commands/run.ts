import {
  commands,
  NotebookCellKind,
  type NotebookDocument,
  type NotebookRange,
  window,
} from "vscode";
import type { Kernels } from "../kernels.js";
import { confirmed } from "./confirm-restart.js";
import { offerNewNotebook, type TargetArgument, targetCell, targetNotebook } from "../target.js";

/** What a command of a notebook does: it takes its address, or means the active one. */
export const onNotebook =
  (run: (notebook: NotebookDocument, index?: number) => unknown) =>
  async (target?: TargetArgument, index?: number): Promise<void> => {
    const notebook = targetNotebook(target);
    const place = typeof index === "number" ? index : targetCell(target);
    await (notebook === undefined ? offerNewNotebook() : run(notebook, place));
  };

/** Running, stopping and beginning again. */
export function runCommands(kernels: Kernels) {
  const run = runner(kernels);
  return {
    runAll: onNotebook((notebook) => run(notebook, [allOf(notebook)], NO_CODE)),
    runAbove: onNotebook((notebook, index) =>
      run(notebook, [{ start: 0, end: index ?? selectionOf(notebook).start }], NONE_ABOVE),
    ),
    runBelow: onNotebook((notebook, index) => {
      const start = index ?? selectionOf(notebook).start;
      return run(notebook, [{ start, end: notebook.cellCount }], NONE_BELOW);
    }),
    runSelection: onNotebook((notebook) => runSelection(notebook, kernels)),
    interrupt: onNotebook((notebook) => kernels.interrupt(notebook)),
    restart: confirmed(
      kernels,
      onNotebook((notebook) => kernels.get(notebook)?.restart()),
    ),
    restartAndRunAll: confirmed(
      kernels,
      onNotebook(async (notebook) => {
        kernels.get(notebook)?.restart();
        await run(notebook, [allOf(notebook)], `${RESTARTED} ${NO_CODE}`);
      }),
    ),
    restartAndRunAbove: confirmed(
      kernels,
      onNotebook(async (notebook, index) => {
        kernels.get(notebook)?.restart();
        const end = index ?? selectionOf(notebook).start;
        await run(notebook, [{ start: 0, end }], `${RESTARTED} ${NONE_ABOVE}`);
      }),
    ),
    clearOutputs: onNotebook(async (notebook) => {
      await window.showNotebookDocument(notebook);
      await commands.executeCommand("notebook.clearAllCellsOutputs");
    }),
  };
}

const NO_CODE = "The notebook has no code cell to run.";
const NONE_ABOVE = "There is no code cell above.";
const NONE_BELOW = "There is no code cell here or below.";
const NONE_SELECTED = "No code cell is selected.";
const RESTARTED = "The kernel was restarted.";

type Range = Pick<NotebookRange, "start" | "end">;

const allOf = ({ cellCount }: NotebookDocument): Range => ({ start: 0, end: cellCount });

/**
 * Through the editor, which chooses the kernel and asks for trust; resolves when all have run.
 *
 * @param none - what is said when there is no code in the ranges
 */
const runner =
  (kernels: Kernels) =>
  async (notebook: NotebookDocument, ranges: readonly Range[], none: string): Promise<void> => {
    const cells = ranges.flatMap(({ start, end }) => notebook.getCells().slice(start, end));
    if (cells.every(({ kind }) => kind !== NotebookCellKind.Code))
      return void window.showInformationMessage(none);
    const request = kernels.requests.begin(notebook);
    try {
      await window.showNotebookDocument(notebook, { preserveFocus: true });
      await commands.executeCommand("notebook.cell.execute", { ranges, document: notebook.uri });
    } finally {
      request.dispose();
    }
  };

const editorOf = (notebook: NotebookDocument) =>
  window.visibleNotebookEditors.find((editor) => editor.notebook === notebook);

const selectionOf = (notebook: NotebookDocument): Range =>
  editorOf(notebook)?.selection ?? { start: 0, end: 0 };

/** The text that is selected in a cell, in that cell's place; without one the selected cells. */
async function runSelection(notebook: NotebookDocument, kernels: Kernels): Promise<void> {
  const run = runner(kernels);
  const editor = window.activeTextEditor;
  const cell = notebook.getCells().find(({ document }) => document === editor?.document);
  if (editor === undefined || cell === undefined || editor.selection.isEmpty)
    return run(notebook, editorOf(notebook)?.selections ?? [], NONE_SELECTED);
  const part = kernels.setPart(cell, selectedText(editor));
  try {
    await run(notebook, [{ start: cell.index, end: cell.index + 1 }], NONE_SELECTED);
  } finally {
    part.dispose();
  }
}

/** With what stands before it as blanks, so that errors name the right line and column. */
function selectedText({
  document,
  selection,
}: NonNullable<typeof window.activeTextEditor>): string {
  const { line, character } = selection.start;
  return "\n".repeat(line) + " ".repeat(character) + document.getText(selection);
}
