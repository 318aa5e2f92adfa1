import { commands, env, type NotebookDocument, Uri, window, workspace } from "vscode";
import { EXPORT_TITLES, type ExportFormatName, isExportFormat } from "../../format/exchange.js";
import { converters } from "../converters.js";
import { type Installation, packaged } from "../installation.js";
import { notebookOfDocument } from "../notebook-data.js";
import { offerNewNotebook, type TargetArgument, targetNotebook } from "../target.js";

/**
 * Writes a notebook as it is now, with its outputs, in another format.
 *
 * @returns the file, or undefined when the person changed their mind, or was told why it cannot be written
 */
export const exportNotebook =
  (installation: Installation) =>
  async (target?: TargetArgument, format?: unknown, file?: unknown): Promise<Uri | undefined> => {
    const notebook = await openOrTarget(target);
    if (notebook === undefined) {
      await offerNewNotebook();
      return undefined;
    }
    const chosen = isFormatName(format) ? format : await chooseFormat();
    if (chosen === undefined) return undefined;
    const uri = file instanceof Uri ? file : await chooseFile(notebook, chosen);
    if (uri === undefined) return undefined;
    try {
      await write(uri, { notebook, format: chosen, installation });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(`${fileName(uri)} was not written: ${reason}`);
      return undefined;
    }
    if (!(file instanceof Uri)) void offerToOpen(uri);
    return uri;
  };

const isFormatName = (value: unknown): value is ExportFormatName =>
  typeof value === "string" && isExportFormat(value);

/** The explorer's menu names a file that need not be open. */
async function openOrTarget(target: TargetArgument): Promise<NotebookDocument | undefined> {
  if (!(target instanceof Uri)) return targetNotebook(target);
  return targetNotebook(target) ?? (await workspace.openNotebookDocument(target));
}

async function chooseFormat(): Promise<ExportFormatName | undefined> {
  const items = Object.entries(EXPORT_TITLES).map(([name, title]) => ({
    label: title,
    description: `.${name}`,
    name: name as ExportFormatName,
  }));
  return (await window.showQuickPick(items, { title: "Export Notebook" }))?.name;
}

async function chooseFile(notebook: NotebookDocument, format: ExportFormatName) {
  const name = `${baseName(notebook.uri)}.${format}`;
  const folder = notebook.isUntitled ? workspace.workspaceFolders?.[0]?.uri : parent(notebook.uri);
  return window.showSaveDialog({
    title: "Export Notebook",
    filters: { [EXPORT_TITLES[format]]: [format] },
    ...(folder !== undefined && { defaultUri: Uri.joinPath(folder, name) }),
  });
}

interface Work {
  readonly notebook: NotebookDocument;
  readonly format: ExportFormatName;
  readonly installation: Installation;
}

/** Through the editor's file systems: the notebook may be on another machine. */
async function write(uri: Uri, { notebook, format, installation }: Work): Promise<void> {
  const { exportAs } = await converters();
  const { text, beside } = await exportAs(format, notebookOfDocument(notebook), {
    name: baseName(uri),
    pageScript: async () =>
      decode(await workspace.fs.readFile(packaged(installation, PAGE_SCRIPT))),
  });
  for (const { path, bytes } of beside)
    await workspace.fs.writeFile(Uri.joinPath(parent(uri), path), bytes);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

const PAGE_SCRIPT = "dist/renderer/page.js";
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const parent = (uri: Uri) => Uri.joinPath(uri, "..");
const fileName = ({ path }: Uri) => path.split("/").at(-1) ?? "";
const baseName = ({ path }: Uri) => /([^/]+?)(?:\.\w+)?$/.exec(path)?.[1] ?? "notebook";

async function offerToOpen(uri: Uri): Promise<void> {
  const open = "Open";
  const choice = await window.showInformationMessage(`Exported to ${fileName(uri)}.`, open);
  if (choice === open && uri.path.endsWith(".html")) await openPage(uri);
  else if (choice === open) await commands.executeCommand("vscode.open", uri);
}

/** A page belongs into a browser. */
const openPage = (uri: Uri) => env.openExternal(uri);
