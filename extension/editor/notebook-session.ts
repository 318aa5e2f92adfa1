import { homedir } from "node:os";
import { dirname } from "node:path";
import { type NotebookDocument, workspace } from "vscode";
import type { SessionEvent, SessionInfo } from "../session/protocol.js";
import { startSession } from "../session/session.js";
import type { StartSession } from "./kernel.js";

/** Sessions in the notebook's folder. `home` is the folder with the session's programs. */
export const notebookSessions =
  (home: string): StartSession =>
  (notebook, onEvent) =>
    startSession({
      home,
      folder: folderOf(notebook),
      nodePath: nodePath(),
      onEvent,
      ...memoryLimit(),
    });

/** What a session would run on: one is started and ended. Null when it could not be started. */
export const probeSession = (home: string): Promise<SessionInfo | null> =>
  new Promise((resolve) => {
    const onEvent = (event: SessionEvent) => {
      if (event.type !== "ready" && event.type !== "lost") return;
      resolve(event.type === "ready" ? event.info : null);
      session.dispose();
    };
    const session = startSession({ home, folder: homedir(), nodePath: nodePath(), onEvent });
  });

/** The program that runs cells: that of the settings, or the editor's own Node.js. */
export function nodePath(): string {
  const setting = workspace.getConfiguration("ntkbook").get<string>("nodePath", "").trim();
  return setting === "" ? process.execPath : setting;
}

/** The limit of the settings; without one the session chooses. */
function memoryLimit(): { readonly memoryMegabytes?: number } {
  const megabytes = workspace.getConfiguration("ntkbook").get<number>("memoryLimit", 0);
  return megabytes > 0 ? { memoryMegabytes: megabytes } : {};
}

/** Where relative imports begin: beside the notebook; for one not saved, the workspace. */
export function folderOf({ uri }: NotebookDocument): string {
  if (uri.scheme === "file") return dirname(uri.fsPath);
  const root = workspace.workspaceFolders?.find((folder) => folder.uri.scheme === "file");
  return root?.uri.fsPath ?? homedir();
}
