import { Command } from "commander";
import { dirname, resolve } from "node:path";
import { type NotebookReport, runNotebook } from "../batch/run-notebook.js";
import { asSaved } from "../format/index.js";
import { checkWritable, openNotebook, saveNotebook } from "./files.js";
import { sessionHome } from "./home.js";
import { printCell, printEvent } from "./print.js";
import { positive } from "./options.js";
import { expanded } from "./patterns.js";
import { refusal } from "./refusal.js";

interface RunOptions {
  readonly out?: string;
  readonly timeout?: number;
  readonly failFast?: true;
}

export const runCommand = () =>
  new Command("run")
    .description("Run the cells of notebooks in order and write their outputs into the files.")
    .argument("<file...>", "notebooks to run")
    .option("--out <file>", "write the notebook there instead (with one notebook)")
    .option("--timeout <seconds>", "stop a cell that runs longer", positive("seconds"))
    .option("--fail-fast", "stop at the first cell that fails")
    .action(runFiles);

async function runFiles(names: readonly string[], options: RunOptions, command: Command) {
  const files = await expanded(names);
  if (options.out !== undefined && files.length > 1)
    command.error("error: --out takes the outputs of one notebook, but several were given");
  for (const file of files) {
    const complete = await runFile(file, options);
    if (!complete) process.exitCode = 1;
    if (!complete && options.failFast === true) return;
  }
}

/** Returns whether every cell succeeded. */
async function runFile(file: string, options: RunOptions): Promise<boolean> {
  console.log(`── ${file}`);
  try {
    const { notebook, isUnchanged } = await openNotebook(file);
    const target = options.out ?? file;
    await checkWritable(target);
    const report = await runNotebook(notebook, {
      ...options,
      home: sessionHome,
      folder: resolve(dirname(file)),
      onCell: ({ cell, number }) => printCell(number, cell.source),
      onEvent: printEvent,
    });
    if (resolve(target) === resolve(file) && !(await isUnchanged())) {
      console.error(`${file}: the file was changed while its cells ran; ${UNSAVED}`);
      return false;
    }
    await saveNotebook(target, asSaved(report.notebook));
    console.log(summary(report));
    return report.failed === 0;
  } catch (error) {
    console.error(`${file}: ${refusal(error)}`);
    return false;
  }
}

const UNSAVED = "it is left as it is, without the outputs of this run.";

function summary({ succeeded, failed, skipped }: NotebookReport): string {
  const parts = [`${succeeded} succeeded`, `${failed} failed`];
  return [...parts, ...(skipped > 0 ? [`${skipped} not run`] : [])].join(", ");
}
