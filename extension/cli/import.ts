import { readFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { Command } from "commander";
import { decodeUtf8, writeNotebook } from "../format/index.js";
import { importFile } from "../format/convert.js";
import { IMPORTED_EXTENSIONS } from "../format/exchange.js";
import { createFile } from "./files.js";
import { expanded } from "./patterns.js";
import { refusal } from "./refusal.js";

interface ImportOptions {
  readonly out?: string;
  readonly force?: true;
}

export const importCommand = () =>
  new Command("import")
    .description("Make notebooks of Jupyter notebooks, Markdown and scripts.")
    .argument("<file...>", `files to import (${IMPORTED_EXTENSIONS.join(", ")})`)
    .option("--out <file>", "the notebook to write (with one file)")
    .option("--force", "replace a notebook that exists")
    .action(importFiles);

async function importFiles(names: readonly string[], options: ImportOptions, command: Command) {
  const files = await expanded(names);
  if (options.out !== undefined && files.length > 1)
    command.error("error: --out takes one file, but several were given");
  for (const file of files) {
    const out = options.out ?? join(dirname(file), `${basename(file, extname(file))}.ntkbook`);
    try {
      const notebook = importFile(file, decodeUtf8(await readFile(file)));
      await createFile(out, writeNotebook(notebook), options);
      console.log(out);
    } catch (error) {
      console.error(`${file}: ${refusal(error)}`);
      process.exitCode = 1;
    }
  }
}
