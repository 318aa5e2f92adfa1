import { Uri, window, workspace } from "vscode";

/** Asks for a file and writes the bytes there; false when the person changed their mind. */
export async function saveBytes(
  { name, base64 }: { readonly name: string; readonly base64: string },
  notebook: Uri,
): Promise<boolean> {
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(folderOf(notebook), name),
    filters: { [ending.toUpperCase()]: [ending] },
  });
  if (target === undefined) return false;
  await workspace.fs.writeFile(target, Buffer.from(base64, "base64"));
  return true;
}

/** Beside the notebook; for one not saved, the workspace. */
function folderOf(notebook: Uri): Uri {
  if (notebook.scheme !== "untitled") return Uri.joinPath(notebook, "..");
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.joinPath(notebook, "..");
}
