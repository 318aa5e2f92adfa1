import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { add, NONE } from "./counts.mjs";
import { ROOT } from "./host/root.mjs";

/** @import { Counts } from "./counts.mjs" */

/**
 * What vitest's JSON reporter writes, as far as it is read here.
 *
 * @typedef {{ success: boolean, testResults: readonly TestFile[] }} Report
 * @typedef {{ status: string, assertionResults: readonly { status: string }[] }} TestFile
 */

/** A file that failed without a failed test could not be loaded: one failure. */
function fileCounts(/** @type {TestFile} */ { status, assertionResults }) {
  const count = (/** @type {readonly string[]} */ ...statuses) =>
    assertionResults.filter((result) => statuses.includes(result.status)).length;
  const failed = count("failed");
  const broken = status === "failed" && failed === 0 ? 1 : 0;
  return {
    passed: count("passed"),
    failed: failed + broken,
    skipped: count("pending", "skipped", "todo", "disabled"),
  };
}

/**
 * Run the tests of `rooms` with vitest; its own report goes to the terminal.
 *
 * @param {readonly string[]} rooms
 * @returns {Promise<Counts>}
 * @throws {Error} when vitest does not get as far as a report
 */
export async function runVitest(rooms) {
  const folder = await mkdtemp(join(tmpdir(), "ntkbook-vitest-"));
  const file = join(folder, "report.json");
  const args = [
    join(ROOT, "node_modules/vitest/vitest.mjs"),
    "run",
    ...rooms.map((room) => `--project=${room}`),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  try {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const [code] = await once(child, "close");
    /** @type {Report} */
    const report = JSON.parse(await readFile(file, "utf8"));
    const counts = report.testResults.map(fileCounts).reduce(add, NONE);
    // An error outside of every test also fails the run.
    return code !== 0 && counts.failed === 0 ? add(counts, { ...NONE, failed: 1 }) : counts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
