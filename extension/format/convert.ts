/** Between notebooks and the files of others: one table of what can be exported and imported. */
import {
  type ExportFormatName,
  IMPORTED_EXTENSIONS,
  type ImportedExtension,
  isImported,
} from "./exchange.js";
import { exportHtml } from "./export/html.js";
import { exportIpynb } from "./export/ipynb.js";
import { exportMarkdown } from "./export/markdown.js";
import { exportScript } from "./export/script.js";
import { importIpynb } from "./import/ipynb.js";
import { importMarkdown } from "./import/markdown.js";
import { importScript } from "./import/script.js";
import type { Notebook } from "./notebook.js";

export interface ExportContext {
  /** The file's name without its extension. */
  readonly name: string;
  /** The text of `dist/renderer/page.js`. */
  readonly pageScript: () => Promise<string>;
}

/** A file to write, and those that go beside it. */
export interface ExportedFiles {
  readonly text: string;
  readonly beside: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

type Exporter = (
  notebook: Notebook,
  context: ExportContext,
) => ExportedFiles | Promise<ExportedFiles>;

const alone = (text: string): ExportedFiles => ({ text, beside: [] });

const exporters: Readonly<Record<ExportFormatName, Exporter>> = {
  html: async (notebook, { name, pageScript }) =>
    alone(await exportHtml(notebook, { title: name, script: await pageScript() })),
  ipynb: (notebook) => alone(exportIpynb(notebook)),
  md: (notebook, { name }) => {
    const { text, pictures } = exportMarkdown(notebook, `${name}_files`);
    return { text, beside: pictures };
  },
  ts: (notebook) => alone(exportScript(notebook)),
};

export const exportAs = async (
  format: ExportFormatName,
  notebook: Notebook,
  context: ExportContext,
): Promise<ExportedFiles> => exporters[format](notebook, context);

const importers: Readonly<Record<ImportedExtension, (text: string) => Notebook>> = {
  ipynb: importIpynb,
  md: importMarkdown,
  markdown: importMarkdown,
  ts: (text) => importScript(text),
  mts: (text) => importScript(text),
  js: (text) => importScript(text, "javascript"),
  mjs: (text) => importScript(text, "javascript"),
};

/**
 * @param path - says by its extension what the text is
 * @throws {TypeError} for other files, with what to do, and for Jupyter notebooks that are none
 */
export function importFile(path: string, text: string): Notebook {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  if (isImported(extension)) return importers[extension](text);
  const known = IMPORTED_EXTENSIONS.map((each) => `.${each}`).join(", ");
  throw new TypeError(
    `Files of the kind ".${extension}" cannot be imported; give one of ${known}.`,
  );
}
