import { Uri, workspace } from "vscode";
import { type Notebook, readNotebook, summaryOf, titleOf } from "../format/index.js";

/** What this copy of the extension is, and where its files are. */
export interface Installation {
  readonly version: string;
  readonly home: Uri;
  /** The folder with the programs of a session. */
  readonly sessionHome: string;
}

/** A file of the package. */
export const packaged = ({ home }: Installation, path: string): Uri => Uri.joinPath(home, path);

/** A notebook that ships with the extension. */
export interface ShippedNotebook {
  /** Its file's name without the extension. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly notebook: Notebook;
}

interface Shelf {
  readonly folder: string;
  /** The name of the notebook that is offered first. */
  readonly first: string;
  /** When it is known which one is wanted, no other is read: together they are megabytes. */
  readonly only: string | undefined;
}

/** Notebooks in a folder of the package. */
export async function shippedNotebooks(
  installation: Installation,
  { folder, first, only }: Shelf,
): Promise<ShippedNotebook[]> {
  const directory = packaged(installation, folder);
  const names = (await workspace.fs.readDirectory(directory))
    .map(([file]) => /^(.+)\.ntkbook$/.exec(file)?.[1] ?? "")
    .filter((name) => name !== "" && name === (only ?? name))
    .sort((a, b) => Number(b === first) - Number(a === first) || a.localeCompare(b));
  return Promise.all(names.map((name) => shippedNotebook(directory, name)));
}

async function shippedNotebook(directory: Uri, name: string): Promise<ShippedNotebook> {
  const file = await workspace.fs.readFile(Uri.joinPath(directory, `${name}.ntkbook`));
  const notebook = readNotebook(file);
  return {
    name,
    title: titleOf(notebook) ?? "Empty notebook",
    summary: summaryOf(notebook),
    notebook,
  };
}
