import { readFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { exportAs } from "../format/convert.js";
import { EXPORT_TITLES, type ExportFormatName, isExportFormat } from "../format/exchange.js";
import { createFile, openNotebook, saveFile } from "./files.js";
import { pageScript } from "./home.js";
import { expanded } from "./patterns.js";
import { refusal } from "./refusal.js";

interface ExportOptions {
  readonly to?: ExportFormatName;
  readonly out?: string;
  readonly force?: true;
}

const formats = Object.entries(EXPORT_TITLES).map(([name, title]) => `  ${name.padEnd(8)}${title}`);

export const exportCommand = () =>
  new Command("export")
    .description("Write notebooks with their stored outputs in another format; no cell is run.")
    .argument("<file...>", "notebooks to export")
    .addOption(new Option("--to <format>", "what to write").choices(Object.keys(EXPORT_TITLES)))
    .option("--out <file>", "where to write it (with one notebook); says the format, too")
    .option("--force", "replace files that exist")
    .addHelpText("after", `\nFormats:\n${formats.join("\n")}`)
    .action(exportFiles);

async function exportFiles(names: readonly string[], options: ExportOptions, command: Command) {
  const files = await expanded(names);
  if (options.out !== undefined && files.length > 1)
    command.error("error: --out takes one notebook, but several were given");
  const format = options.to ?? extname(options.out ?? "").slice(1);
  if (!isExportFormat(format))
    return command.error("error: say the format: --to html, ipynb, md or ts, or --out FILE.html");
  for (const file of files) {
    const out = options.out ?? join(dirname(file), `${basename(file, extname(file))}.${format}`);
    if (!(await exportFile(file, format, { ...options, out }))) process.exitCode = 1;
  }
}

async function exportFile(
  file: string,
  format: ExportFormatName,
  { out, force }: ExportOptions & { readonly out: string },
): Promise<boolean> {
  try {
    if (resolve(out) === resolve(file))
      throw new TypeError("The export would replace the notebook.");
    const { notebook } = await openNotebook(file);
    const { text, beside } = await exportAs(format, notebook, {
      name: basename(out, extname(out)),
      pageScript: () => readFile(pageScript, "utf8"),
    });
    await createFile(out, text, { force });
    for (const { path, bytes } of beside) await saveFile(join(dirname(out), path), bytes);
    console.log(out);
    return true;
  } catch (error) {
    console.error(`${file}: ${refusal(error)}`);
    return false;
  }
}
