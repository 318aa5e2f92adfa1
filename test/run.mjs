// `npm test [-- SUITE…]`: installs what is missing, builds, runs every suite, and ends with one line
// of counts. On a fresh clone nothing is installed, so what needs a package is imported late.
import { runChecks } from "./checks.mjs";
import { add, countsLine, NONE } from "./counts.mjs";
import { ensureDependencies } from "./host/install-dependencies.mjs";
import { say } from "./host/say.mjs";

/** @import { Counts } from "./counts.mjs" */

const ROOMS = ["engine", "session", "language", "format", "renderer", "reference", "examples"];
const CHECK = "check";
const VSCODE = "vscode";
const SUITES = [CHECK, ...ROOMS, VSCODE];

const FAILED = { ...NONE, failed: 1 };
const SKIPPED = { ...NONE, skipped: 1 };

/**
 * Run one suite; one that cannot start counts as failed.
 *
 * @param {string} name
 * @param {() => Promise<Counts>} run
 */
async function suite(name, run) {
  say(`\n— ${name}`);
  try {
    const counts = await run();
    // A suite without tests has lost them.
    if (counts.passed + counts.failed + counts.skipped > 0) return counts;
    say(`✗ ${name}: there is no test`);
  } catch (error) {
    say(`✗ ${name}: ${error instanceof Error ? error.message : error}`);
  }
  return FAILED;
}

/** The renderers' tests look for a browser and are skipped where there is none; see that there is. */
async function provideBrowser() {
  const { ensureBrowser } = await import("./host/install-browser.mjs");
  try {
    process.env["CHROMIUM_PATH"] = await ensureBrowser();
  } catch (error) {
    if (process.env["CI"]) throw error;
    say(`- tests in a browser are skipped: ${error instanceof Error ? error.message : error}`);
  }
}

async function rooms(/** @type {readonly string[]} */ names) {
  const { ensureBuild } = await import("./host/build.mjs");
  const { runVitest } = await import("./vitest.mjs");
  if (names.includes("renderer")) await provideBrowser();
  await ensureBuild();
  return runVitest(names);
}

async function vscode() {
  const { ensureVscode } = await import("./host/vscode.mjs");
  const { ensurePackage } = await import("./host/build.mjs");
  const { runVscode } = await import("./vscode/run.mjs");
  const host = await ensureVscode().catch((error) => {
    // A person without VS Code still gets the other suites; a continuous integration must not.
    if (process.env["CI"]) throw error;
    say(`- skipped: ${error.message}`);
    return null;
  });
  return host === null ? SKIPPED : runVscode({ host, vsix: await ensurePackage() });
}

async function main(/** @type {readonly string[]} */ wanted) {
  const unknown = wanted.filter((name) => !SUITES.includes(name));
  if (unknown.length > 0) {
    say(`no suite "${unknown.join('", "')}"; there are: ${SUITES.join(", ")}`);
    return FAILED;
  }
  const chosen = wanted.length === 0 ? SUITES : wanted;
  const chosenRooms = ROOMS.filter((room) => chosen.includes(room));
  await ensureDependencies();
  let counts = NONE;
  if (chosen.includes(CHECK)) counts = add(counts, await suite(CHECK, runChecks));
  if (chosenRooms.length > 0)
    counts = add(counts, await suite(chosenRooms.join(", "), () => rooms(chosenRooms)));
  if (chosen.includes(VSCODE)) counts = add(counts, await suite("VS Code", vscode));
  return counts;
}

const counts = await main(process.argv.slice(2)).catch((error) => {
  say(`✗ ${error instanceof Error ? error.message : error}`);
  return FAILED;
});
say(`\n${countsLine(counts)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;
