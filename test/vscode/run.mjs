import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { add, NONE } from "../counts.mjs";
import { listenForDriver } from "../host/driver-channel.mjs";
import { ROOT } from "../host/root.mjs";
import { serverObstacle } from "../host/install-server.mjs";
import { say } from "../host/say.mjs";
import { runVitest } from "../vitest.mjs";
import { buildDriver } from "./build.mjs";

/** @import { Counts } from "../counts.mjs" */
/** @import { DriverEvent } from "../host/driver-channel.mjs" */
/** @import { Driver, VscodeHost } from "../host/vscode.mjs" */

const LIMIT_MS = 1_800_000;

/** Some files of the suite only, and nothing else: `NTKBOOK_VSCODE_FILES=cells,crash npm test -- vscode`. */
const { NTKBOOK_VSCODE_FILES } = process.env;
const chosenFiles = NTKBOOK_VSCODE_FILES === undefined ? {} : { NTKBOOK_VSCODE_FILES };

/** Prints each test as it ends and counts it. */
function createTally() {
  /** @type {Counts} */
  const counts = { ...NONE };
  let ended = false;
  const hear = (/** @type {DriverEvent} */ { event, title, ms, stack }) => {
    if (event === "end") ended = true;
    if (event === "pass") (say(`  ✓ ${title} (${ms} ms)`), counts.passed++);
    if (event === "skip") (say(`  - ${title}`), counts.skipped++);
    if (event === "fail") (say(`  ✗ ${title}\n${indented(String(stack))}`), counts.failed++);
  };
  return { counts, hear, ended: () => ended };
}

const indented = (/** @type {string} */ text) => text.replace(/^/gm, "      ");

/** Rejects when the suite hangs. */
function limit() {
  return new Promise((_, reject) => {
    const late = () => reject(new Error(`no end after ${LIMIT_MS / 1000} s`));
    setTimeout(late, LIMIT_MS).unref();
  });
}

const FIGURES = join(ROOT, "test-results/figures.txt");

/** What the suite measured (test/vscode/suite/figures.ts). */
async function printFigures() {
  const figures = await readFile(FIGURES, "utf8").catch(() => "");
  for (const line of figures.split("\n").filter(Boolean)) say(`  measured: ${line}`);
}

async function keepLog(/** @type {string} */ log) {
  const folder = join(ROOT, "test-results");
  await mkdir(folder, { recursive: true });
  const path = join(folder, "vscode.log");
  await writeFile(path, log);
  say(`  what VS Code logged: ${path}`);
}

const total = (/** @type {Counts} */ { passed, failed, skipped }) => passed + failed + skipped;

/**
 * Run the mocha suite in the extension host of a real VS Code, against the installed `.vsix`.
 *
 * @param {{ host: VscodeHost, driver: Driver, vsix: string }} options
 * @returns {Promise<Counts>}
 */
async function runInExtensionHost(options) {
  const first = await runOnce(options);
  if (total(first) > 0) return first;
  // On a busy machine VS Code now and then cancels the start of its own extension host and ends.
  say("  - VS Code ended before the first test: once more");
  const second = await runOnce(options);
  return total(second) > 0 ? second : { ...NONE, failed: 1 };
}

/**
 * @param {{ host: VscodeHost, driver: Driver, vsix: string }} options
 * @returns {Promise<Counts>} nothing, when VS Code ended before the first test
 */
async function runOnce({ host, driver, vsix }) {
  const { counts, hear, ended } = createTally();
  const channel = await listenForDriver({ onEvent: hear });
  const workspace = await mkdtemp(join(tmpdir(), "ntkbook-workspace-"));
  const environment = { ...channel.environment, NTKBOOK_REPOSITORY: ROOT, ...chosenFiles };
  await rm(FIGURES, { force: true });
  const vscode = await host.open({ vsix, workspace, driver, environment }).catch((error) => {
    channel.close();
    throw error;
  });
  try {
    await Promise.race([vscode.exited, limit()]);
    if (!ended()) throw new Error("VS Code ended before the suite did");
  } catch (error) {
    say(`  ✗ the suite in VS Code: ${error instanceof Error ? error.message : error}`);
    if (total(counts) > 0) counts.failed++;
  } finally {
    await printFigures();
    if (counts.failed > 0 || !ended()) await keepLog(vscode.log());
    channel.close();
    await vscode.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 10 });
  }
  return counts;
}

/** Run the tests that look at VS Code from its browser, when it can be shown in one. */
async function runInBrowser() {
  const obstacle = serverObstacle();
  if (obstacle === null) return runVitest(["browser"]);
  say(`  - skipped: what a person sees in the browser: ${obstacle}`);
  return { ...NONE, skipped: 1 };
}

/**
 * Run every test that needs a real VS Code.
 *
 * @param {{ host: VscodeHost, vsix: string }} options
 * @returns {Promise<Counts>}
 */
export async function runVscode({ host, vsix }) {
  const { suite } = await buildDriver();
  say(`In ${host.name}:`);
  const inside = await runInExtensionHost({ host, driver: suite, vsix });
  return NTKBOOK_VSCODE_FILES === undefined ? add(inside, await runInBrowser()) : inside;
}
