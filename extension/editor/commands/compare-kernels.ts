import { commands, type NotebookDocument, window } from "vscode";
import { MIME } from "../../../engine/display/payload.js";
import { decodeBase64 } from "../../format/base64.js";
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
  return chosen?.length === 2 ? chosen.map(({ figure }) => figure) : undefined;
}

interface Place {
  readonly panels: OutputPanels;
  readonly notebook: NotebookDocument;
}

function compare(pair: readonly Figure[], { panels, notebook }: Place): string {
  for (const figure of pair) panels.open(figure, notebook);
  const [a, b] = pair.map(previewOf);
  const words = likeness(a ?? null, b ?? null);
  void window.showInformationMessage(`${pair.map(({ title }) => title).join(" and ")}: ${words}`);
  return words;
}

interface Preview {
  readonly shape: string;
  readonly entries: Float32Array;
}

/** What is read of a payload; in files of the first version the preview stands in it itself. */
interface Stored {
  readonly shape: readonly number[];
  readonly layers?: readonly { readonly preview: { readonly float32: string } }[];
  readonly preview?: { readonly float32: string };
}

/** Of several layers the first. */
function previewOf({ payload }: Figure): Preview | null {
  try {
    const { shape, layers, preview = layers?.[0]?.preview } = JSON.parse(payload) as Stored;
    if (preview === undefined) return null;
    const { buffer } = decodeBase64(preview.float32);
    return { shape: shape.join(" × "), entries: new Float32Array(buffer) };
  } catch {
    return null;
  }
}

function likeness(a: Preview | null, b: Preview | null): string {
  if (a === null || b === null) return "their numbers cannot be read.";
  if (a.shape !== b.shape) return `their shapes differ, ${a.shape} and ${b.shape}.`;
  return `alignment ${alignment(a.entries, b.entries).toFixed(4)}, measured on their previews.`;
}

/** ⟨A, B⟩ / (‖A‖ ‖B‖), in the Frobenius norm: 1 for matrices that are equal up to a factor. */
function alignment(a: Float32Array, b: Float32Array): number {
  let [inner, squareA, squareB] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    inner += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return inner / Math.sqrt(squareA * squareB);
}
