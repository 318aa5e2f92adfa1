import { ThemeIcon, window } from "vscode";
import { fromTemplate, newCellId, type Notebook } from "../../format/index.js";
import { type Installation, type ShippedNotebook, shippedNotebooks } from "../installation.js";
import { openUntitled } from "./open-notebook.js";

/** A notebook with one empty cell. */
export const newNotebook = () => openUntitled(empty());

function empty(): Notebook {
  const id = newCellId(new Set());
  const cell = { id, type: "code", language: "typescript", source: "", outputs: [] } as const;
  return { metadata: {}, cells: [cell] };
}

/** @param name - of the template; without one the person chooses */
export const newFromTemplate = (installation: Installation) => async (name?: unknown) => {
  const shelf = { folder: TEMPLATES, first: "empty", only: given(name) };
  const templates = await shippedNotebooks(installation, shelf);
  const template = await choose(templates, { name, title: "New Notebook from Template" });
  if (template !== undefined) await openUntitled(fromTemplate(template.notebook));
};

/** A copy with its stored outputs: the example itself stays as it is. */
export const openExample = (installation: Installation) => async (name?: unknown) => {
  const shelf = { folder: EXAMPLES, first: "quickstart", only: given(name) };
  const examples = await shippedNotebooks(installation, shelf);
  const example = await choose(examples, { name, title: "Open Example" });
  if (example !== undefined) await openUntitled(example.notebook);
};

const TEMPLATES = "examples/templates";
const EXAMPLES = "examples";

const given = (name: unknown) => (typeof name === "string" ? name : undefined);

async function choose(
  notebooks: readonly ShippedNotebook[],
  { name, title }: { name: unknown; title: string },
): Promise<ShippedNotebook | undefined> {
  if (typeof name === "string") return notebooks.find((each) => each.name === name);
  const items = notebooks.map((each) => ({
    label: each.title,
    // Not in the label, where it would be read out first.
    iconPath: new ThemeIcon("notebook"),
    detail: each.summary,
    notebook: each,
  }));
  const options = { title, placeHolder: "What to begin with", matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.notebook;
}
