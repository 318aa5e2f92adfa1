import { dirname, resolve } from "node:path";
import { Command } from "commander";
import { type Verification, verificationCounts, verifyNotebook } from "../batch/verify.js";
import { type Tolerance, TOLERANCE } from "../format/index.js";
import { openNotebook } from "./files.js";
import { sessionHome } from "./home.js";
import { notNegative, positive } from "./options.js";
import { expanded } from "./patterns.js";
import { refusal } from "./refusal.js";

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

async function checkFiles(names: readonly string[], options: CheckOptions): Promise<void> {
  for (const file of await expanded(names)) {
    const good = await checkFile(file, options);
    if (!good) process.exitCode = 1;
    if (!good && options.failFast === true) return;
  }
}

async function checkFile(file: string, options: CheckOptions): Promise<boolean> {
  try {
    const { notebook } = await openNotebook(file);
    const { tolerance: relative, ...limits } = options;
    const verification = await verifyNotebook(notebook, {
      ...limits,
      home: sessionHome,
      folder: resolve(dirname(file)),
      tolerance: tolerated(relative),
    });
    console.log(reportText(file, verification));
    return verification.holds;
  } catch (error) {
    console.error(`✗ ${file}: ${refusal(error)}`);
    return false;
  }
}

/** None at all when none is asked for. */
const tolerated = (relative: number): Tolerance =>
  relative === 0 ? { relative, absolute: 0 } : { ...TOLERANCE, relative };

/** A line a file, and below it a line a difference. */
function reportText(file: string, verification: Verification): string {
  const { holds, succeeded, differences } = verification;
  if (holds)
    return `✓ ${file}: ${succeeded === 1 ? "1 cell gives" : `${succeeded} cells give`} what is stored`;
  const lines = differences.map(({ cell, message }) => `    cell ${cell}: ${message}`);
  return [`✗ ${file}: ${verificationCounts(verification)}`, ...lines].join("\n");
}
