import { homedir } from "node:os";
import { dirname } from "node:path";
import { type NotebookDocument, workspace } from "vscode";
import { startSession } from "../session/session.js";
import type { StartSession } from "./kernel.js";

/** A session in the notebook's folder, on the Node.js of the settings or the editor's own. */
export const startNotebookSession: StartSession = (notebook, onEvent) =>
  startSession({ folder: folderOf(notebook), nodePath: nodePath(), onEvent });

/** The program that runs cells. */
export function nodePath(): string {
  const setting = workspace.getConfiguration("ntkbook").get<string>("nodePath", "").trim();
  return setting === "" ? process.execPath : setting;
}

/** Where relative imports begin: beside the notebook; for one not saved, the workspace. */
function folderOf({ uri }: NotebookDocument): string {
  if (uri.scheme === "file" || uri.scheme === "vscode-remote") return dirname(uri.fsPath);
  const root = workspace.workspaceFolders?.find((folder) => folder.uri.scheme === "file");
  return root?.uri.fsPath ?? homedir();
}
