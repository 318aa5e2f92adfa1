import { join } from "node:path";
import { add, NONE } from "./counts.mjs";
import { command } from "./host/command.mjs";
import { ROOT } from "./host/root.mjs";
import { say } from "./host/say.mjs";

/** @import { Counts } from "./counts.mjs" */
/** @typedef {{ name: string, fix: string, args: readonly string[] }} Check */

const program = (/** @type {string} */ path) => join(ROOT, "node_modules", path);

/** Types and formatting of what has not changed are known; lint rules look across files. */
const cache = (/** @type {string} */ name) => program(`.cache/ntkbook/${name}`);

/** @type {readonly Check[]} */
const CHECKS = [
  {
    name: "types",
    fix: "every place is named above",
    args: [
      program("typescript/bin/tsc"),
      ...["-p", ".", "--noEmit", "--incremental", "--tsBuildInfoFile", cache("types.json")],
    ],
  },
  {
    name: "lint and import arrows",
    fix: "the rules are in eslint.config.mjs, the arrows in ARCHITECTURE.md",
    args: [program("eslint/bin/eslint.js"), "."],
  },
  {
    name: "formatting",
    fix: "npm run format",
    args: [
      program("prettier/bin/prettier.cjs"),
      ...["--check", "--log-level=warn", "--cache", "--cache-location", cache("formatting"), "."],
    ],
  },
];

/** Run one check; true when it found nothing. */
async function passes(/** @type {Check} */ { name, fix, args }) {
  const start = performance.now();
  const took = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    await command(process.execPath, args);
    say(`✓ ${name} (${took()})`);
    return true;
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    say(`✗ ${name} (${took()})\n${found.replace(/^/gm, "    ")}\n    Fix: ${fix}`);
    return false;
  }
}

/**
 * Types, lint with the import arrows, and formatting, at the same time; each counts as a test.
 *
 * @returns {Promise<Counts>}
 */
export async function runChecks() {
  const results = await Promise.all(CHECKS.map(passes));
  return results.map((ok) => ({ ...NONE, [ok ? "passed" : "failed"]: 1 })).reduce(add, NONE);
}
