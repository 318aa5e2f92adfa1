import { Uri, window, workspace } from "vscode";
import { decodeUtf8 } from "../../format/index.js";
import { IMPORTED_EXTENSIONS } from "../../format/exchange.js";
import { converters } from "../converters.js";
import { openUntitled } from "./open-notebook.js";

/** Opens a Jupyter notebook, Markdown or a script as a notebook that is not saved anywhere yet. */
export async function importNotebook(file?: unknown): Promise<void> {
  const uri = file instanceof Uri ? file : await chooseFile();
  if (uri === undefined) return;
  try {
    const text = decodeUtf8(await workspace.fs.readFile(uri));
    const { importFile } = await converters();
    await openUntitled(importFile(uri.path, text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`${uri.path.split("/").at(-1) ?? ""} was not imported: ${reason}`);
  }
}

async function chooseFile(): Promise<Uri | undefined> {
  const files = await window.showOpenDialog({
    title: "Import as Notebook",
    openLabel: "Import",
    filters: { "Notebooks, Markdown and scripts": [...IMPORTED_EXTENSIONS] },
  });
  return files?.[0];
}
