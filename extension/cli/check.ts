import { Command } from "commander";
import { type Difference, differences, type Tolerance, TOLERANCE } from "../format/index.js";
import { openNotebook } from "./files.js";
import { notNegative, positive } from "./options.js";
import { refusal } from "./refusal.js";
import { type NotebookReport, runNotebook } from "./run-notebook.js";

interface CheckOptions {
  readonly tolerance: number;
  readonly timeout?: number;
  readonly failFast?: true;
}

export const checkCommand = () =>
  new Command("check")
    .description("Run notebooks again and compare with their stored outputs. Writes nothing.")
    .argument("<file...>", "notebooks to check")
    .option(
      "--tolerance <relative>",
      "how far numbers may differ, of the largest in their line",
      notNegative,
      TOLERANCE.relative,
    )
    .option("--timeout <seconds>", "stop a cell that runs longer", positive("seconds"))
    .option("--fail-fast", "stop at the first notebook that fails")
    .addHelpText(
      "after",
      "\nThe exit code is 0 when every cell ran and gave what is stored, otherwise 1.",
    )
    .action(checkFiles);

async function checkFiles(files: readonly string[], options: CheckOptions): Promise<void> {
  for (const file of files) {
    const good = await checkFile(file, options);
    if (!good) process.exitCode = 1;
    if (!good && options.failFast === true) return;
  }
}

async function checkFile(file: string, options: CheckOptions): Promise<boolean> {
  try {
    const { notebook } = await openNotebook(file);
    const { tolerance: relative, ...limits } = options;
    const report = await runNotebook(notebook, { ...limits, file, quiet: true });
    const found = differences(notebook, report.notebook, tolerated(relative));
    console.log(reportText(file, report, found));
    return found.length === 0 && report.failed === 0 && report.skipped === 0;
  } catch (error) {
    console.error(`✗ ${file}: ${refusal(error)}`);
    return false;
  }
}

/** None at all when none is asked for. */
const tolerated = (relative: number): Tolerance =>
  relative === 0 ? { relative, absolute: 0 } : { ...TOLERANCE, relative };

/** A line a file, and below it a line a difference. */
function reportText(
  file: string,
  { succeeded, failed, skipped }: NotebookReport,
  found: readonly Difference[],
): string {
  const cells = succeeded + failed + skipped;
  if (failed + skipped + found.length === 0) return `✓ ${file}: ${cells} cells give what is stored`;
  const counts = [
    `${succeeded} of ${cells} cells ran`,
    ...(found.length > 0
      ? [`${found.length} ${found.length === 1 ? "difference" : "differences"}`]
      : []),
  ];
  const lines = found.map(({ cell, message }) => `    cell ${cell}: ${message}`);
  return [`✗ ${file}: ${counts.join(", ")}`, ...lines].join("\n");
}
