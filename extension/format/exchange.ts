/** The names of what can be exported and imported, without the code that does it. */

/** By file extension. */
export const EXPORT_TITLES = {
  html: "Web page, with figures that stay interactive",
  ipynb: "Jupyter notebook",
  md: "Markdown, with pictures beside it",
  ts: "TypeScript, one file",
} as const;

export type ExportFormatName = keyof typeof EXPORT_TITLES;

export const isExportFormat = (name: string): name is ExportFormatName => name in EXPORT_TITLES;

/** Extensions of the files that can be imported. */
export const IMPORTED_EXTENSIONS = ["ipynb", "md", "markdown", "ts", "mts", "js", "mjs"] as const;

export type ImportedExtension = (typeof IMPORTED_EXTENSIONS)[number];

export const isImported = (extension: string): extension is ImportedExtension =>
  IMPORTED_EXTENSIONS.some((each) => each === extension);
