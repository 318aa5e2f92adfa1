// `npm start`: opens a notebook in VS Code with the extension. On a fresh clone nothing is installed,
// so what needs a package is imported late.
import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies } from "./install-dependencies.mjs";
import { ROOT } from "./root.mjs";
import { say } from "./say.mjs";

const HELP = `npm start [-- FILE.ntkbook] [--check] [--help]

Installs what is missing, builds the extension, and opens FILE (examples/quickstart.ntkbook) in
VS Code with a temporary profile: the desktop VS Code when there is one, otherwise VS Code's server
host, whose address it prints and which runs until Ctrl+C.

  --check   without a window: run every cell in that VS Code, print each cell's text output, write a
            screenshot, and succeed only if every cell did
  --help    this text

  NTKBOOK_VSCODE   the folder or program of the desktop VS Code to use
  CHROMIUM_PATH    the browser that --check shows VS Code's server host in`;

/** @param {string} file @param {{ check: boolean }} options @returns {Promise<number>} the exit code */
async function start(file, { check }) {
  await access(file).catch(() => {
    throw new Error(`there is no file ${file}`);
  });
  await ensureDependencies();
  const { ensurePackage } = await import("./build.mjs");
  const vsix = await ensurePackage();
  if (check) {
    const { checkNotebook } = await import("./check-notebook.mjs");
    return checkNotebook({ file, vsix });
  }
  const { showNotebook } = await import("./show-notebook.mjs");
  return showNotebook({ file, vsix });
}

/** @returns {Promise<number>} the exit code */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    say(HELP);
    return 0;
  }
  const [name] = positionals;
  const file = name === undefined ? join(ROOT, "examples/quickstart.ntkbook") : resolve(name);
  return start(file, values);
}

process.exitCode = await main().catch((error) => {
  say(`✗ ${error instanceof Error ? error.message : error}`);
  return 1;
});
