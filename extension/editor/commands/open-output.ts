import { type NotebookCell, type NotebookDocument, window } from "vscode";
import { allFigures, type Figure, figuresOf } from "../figures.js";
import type { OutputPanels } from "../output-panel.js";
import { offerNewNotebook, type TargetArgument, targetCell, targetNotebook } from "../target.js";

/** Shows a figure of the selected cell, or of the notebook, in an editor tab of its own. */
export const openOutput =
  (panels: OutputPanels) =>
  async (target?: TargetArgument): Promise<void> => {
    const notebook = targetNotebook(target);
    if (notebook === undefined) return offerNewNotebook();
    const cell = selectedCell(notebook, targetCell(target));
    const own = cell === undefined ? [] : figuresOf(cell);
    const figure = await chooseFigure(own.length > 0 ? own : allFigures(notebook));
    if (figure !== undefined) panels.open(figure, notebook);
  };

function selectedCell(notebook: NotebookDocument, index?: number): NotebookCell | undefined {
  const editor = window.visibleNotebookEditors.find((each) => each.notebook === notebook);
  const at = index ?? editor?.selection.start;
  return at === undefined || at >= notebook.cellCount ? undefined : notebook.cellAt(at);
}

async function chooseFigure(figures: readonly Figure[]): Promise<Figure | undefined> {
  if (figures.length === 0) {
    void window.showInformationMessage("The notebook shows no figure yet. Run a cell that does.");
    return undefined;
  }
  if (figures.length === 1) return figures[0];
  const items = figures.map((figure) => ({
    label: figure.title,
    description: `cell ${figure.cell.index + 1}`,
    figure,
  }));
  return (await window.showQuickPick(items, { title: "Open Output in Tab" }))?.figure;
}
