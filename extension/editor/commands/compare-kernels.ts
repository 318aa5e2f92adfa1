import { commands, type NotebookDocument, window } from "vscode";
import { MIME } from "../../../engine/display/payload.js";
import { likeness } from "../../format/index.js";
import { allFigures, type Figure } from "../figures.js";
import type { OutputPanels } from "../output-panel.js";
import { type TargetArgument, targetNotebook } from "../target.js";

/** Shows two kernels of the notebook side by side, in tabs, and says how alike they are. */
export const compareKernels =
  (panels: OutputPanels) =>
  async (target?: TargetArgument): Promise<string | undefined> => {
    const notebook = targetNotebook(target);
    const kernels = notebook === undefined ? [] : allFigures(notebook).filter(isMatrix);
    if (notebook === undefined || kernels.length < 2) {
      await offerTemplate();
      return undefined;
    }
    const pair = kernels.length === 2 ? kernels : await choosePair(kernels);
    return pair === undefined ? undefined : compare(pair, { panels, notebook });
  };

const isMatrix = ({ mime }: Figure) => mime === MIME.kernel || mime === MIME.matrix;

async function offerTemplate(): Promise<void> {
  const open = "Open Template";
  const choice = await window.showInformationMessage(
    "There are no two kernels to compare: run cells that show them with show.kernel.",
    open,
  );
  if (choice === open) await commands.executeCommand("ntkbook.newFromTemplate", "compare-kernels");
}

async function choosePair(kernels: readonly Figure[]): Promise<readonly Figure[] | undefined> {
  const items = kernels.map((figure) => ({
    label: figure.title,
    description: `cell ${figure.cell.index + 1}`,
    figure,
  }));
  const options = { title: "Compare Two Kernels", placeHolder: "Choose two" };
  const chosen = await window.showQuickPick(items, { ...options, canPickMany: true });
  if (chosen === undefined) return undefined;
  if (chosen.length === 2) return chosen.map(({ figure }) => figure);
  void window.showInformationMessage(`Two kernels are compared; ${chosen.length} were chosen.`);
  return undefined;
}

interface Place {
  readonly panels: OutputPanels;
  readonly notebook: NotebookDocument;
}

function compare(pair: readonly Figure[], { panels, notebook }: Place): string {
  const [first, second] = pair;
  if (first === undefined || second === undefined) return "";
  panels.open(first, notebook);
  // Two figures that look the same are two still, and are seen side by side.
  panels.open(second, notebook, first.payload === second.payload ? "second" : undefined);
  const words = likeness(first.payload, second.payload);
  void window.showInformationMessage(`${first.title} and ${second.title}: ${words}`);
  return words;
}
