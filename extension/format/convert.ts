/** Between notebooks and the files of others: one table of what can be exported and imported. */
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

interface ExportFormat {
  /** For a list to choose from. */
  readonly title: string;
  readonly export: (notebook: Notebook, context: ExportContext) => Promise<ExportedFiles>;
}

const alone = (text: string): ExportedFiles => ({ text, beside: [] });

/** By file extension. */
export const EXPORT_FORMATS = {
  html: {
    title: "Web page, with figures that stay interactive",
    export: async (notebook, { name, pageScript }) =>
      alone(await exportHtml(notebook, { title: name, script: await pageScript() })),
  },
  ipynb: {
    title: "Jupyter notebook",
    export: (notebook) => Promise.resolve(alone(exportIpynb(notebook))),
  },
  md: {
    title: "Markdown, with pictures beside it",
    export: (notebook, { name }) => {
      const { text, pictures } = exportMarkdown(notebook, `${name}_files`);
      return Promise.resolve({ text, beside: pictures });
    },
  },
  ts: {
    title: "TypeScript, one file",
    export: (notebook) => Promise.resolve(alone(exportScript(notebook))),
  },
} as const satisfies Readonly<Record<string, ExportFormat>>;

export type ExportFormatName = keyof typeof EXPORT_FORMATS;

export const isExportFormat = (name: string): name is ExportFormatName => name in EXPORT_FORMATS;

/** By file extension. */
const importers: Readonly<Record<string, (text: string) => Notebook>> = {
  ipynb: importIpynb,
  md: importMarkdown,
  markdown: importMarkdown,
  ts: (text) => importScript(text),
  mts: (text) => importScript(text),
  js: (text) => importScript(text, "javascript"),
  mjs: (text) => importScript(text, "javascript"),
};

/** Extensions of the files that can be imported. */
export const IMPORTED_EXTENSIONS: readonly string[] = Object.keys(importers);

/**
 * @param path - says by its extension what the text is
 * @throws {TypeError} for other files, with what to do
 * @throws {SyntaxError} for a Jupyter notebook that is not JSON
 */
export function importFile(path: string, text: string): Notebook {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  const importer = importers[extension];
  if (importer !== undefined) return importer(text);
  const known = IMPORTED_EXTENSIONS.map((each) => `.${each}`).join(", ");
  throw new TypeError(
    `Files of the kind ".${extension}" cannot be imported; give one of ${known}.`,
  );
}
