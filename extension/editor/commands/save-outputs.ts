import { type NotebookDocument, NotebookEdit, window, workspace, WorkspaceEdit } from "vscode";
import {
  isSavedOutputs,
  type SavedOutputs,
  savedOutputs,
  withSavedOutputs,
} from "../../format/index.js";
import { notebookOfDocument } from "../notebook-data.js";
import { offerNewNotebook, type TargetArgument, targetNotebook } from "../target.js";

const CHOICES: readonly {
  readonly choice: SavedOutputs;
  readonly label: string;
  detail: string;
}[] = [
  {
    choice: "none",
    label: "None",
    detail:
      "The file holds text only: the smallest differences, and nothing to look at before a run.",
  },
  {
    choice: "preview",
    label: "Preview",
    detail: "Text, pictures, and large matrices as previews of at most 512 × 512.",
  },
  { choice: "full", label: "Full", detail: "Everything, large matrices to the last entry." },
];

/** Chooses what the notebook's file keeps of its outputs. The choice is part of the notebook. */
export async function saveOutputs(target?: TargetArgument, choice?: unknown): Promise<void> {
  const notebook = targetNotebook(target);
  if (notebook === undefined) return offerNewNotebook();
  const chosen = isSavedOutputs(choice) ? choice : await choose(notebook);
  if (chosen !== undefined) await setChoice(notebook, chosen);
}

async function choose(notebook: NotebookDocument): Promise<SavedOutputs | undefined> {
  const now = savedOutputs(notebookOfDocument(notebook).metadata);
  const items = CHOICES.map((each) => ({
    ...each,
    description: each.choice === now ? "now" : "",
  }));
  const title = "Save Outputs: what the notebook's file holds";
  return (await window.showQuickPick(items, { title }))?.choice;
}

async function setChoice(notebook: NotebookDocument, choice: SavedOutputs): Promise<void> {
  const { metadata } = notebookOfDocument(notebook);
  const edit = new WorkspaceEdit();
  const next = { ...notebook.metadata, metadata: withSavedOutputs(metadata, choice) };
  edit.set(notebook.uri, [NotebookEdit.updateNotebookMetadata(next)]);
  await workspace.applyEdit(edit);
}
