import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { buildDriver } from "../vscode/build.mjs";
import { createDisposables } from "./disposables.mjs";
import { openRemote } from "./remote.mjs";
import { ROOT } from "./root.mjs";
import { say } from "./say.mjs";
import { ensureVscode } from "./vscode.mjs";
import { FIGURE, findInFrames, idle, runAllButton } from "./workbench.mjs";

/** @import { CellReport, OutputReport } from "../vscode/driver/cell-report.js" */
/** @import { RemoteVscode } from "./remote.mjs" */

/** What a file's name says of each theme; the one that VS Code starts with is the first. */
const THEMES = /** @type {const} */ ([
  ["", "Default Dark Modern"],
  ["-light", "Default Light Modern"],
  ["-high-contrast", "Default High Contrast"],
]);

const ERROR_MIME = "application/vnd.code.notebook.error";

/** Run every cell as a person does, by the button when VS Code is shown in a page. */
async function runAll(/** @type {RemoteVscode} */ vscode) {
  if (vscode.page === null) await vscode.command("notebook.execute");
  else await runAllButton(vscode.page).click();
  return vscode.finished();
}

/** @param {CellReport} cell @param {number} index */
function printCell({ kind, source, success, outputs }, index) {
  if (kind === "markdown") return;
  const state = success === null ? "did not run" : success ? "ok" : "failed";
  say(`\n[${index + 1}] ${source.split("\n")[0]} — ${state}`);
  for (const { mimes, text } of outputs) {
    const shown = mimes.includes(ERROR_MIME) ? JSON.parse(text).stack : text;
    say(shown.trimEnd().replace(/^/gm, "    "));
    if (mimes.length > 1) say(`    (${mimes.join(", ")})`);
  }
}

/** Bring the first figure into sight, if there is one, and wait until it is drawn. */
async function showFigure(
  /** @type {RemoteVscode} */ { page, reveal },
  /** @type {readonly CellReport[]} */ cells,
) {
  const index = cells.findIndex(({ outputs }) => outputs.some(isFigure));
  if (page === null || index === -1) return;
  await reveal(index);
  await findInFrames(page, FIGURE);
}

const isFigure = (/** @type {OutputReport} */ { mimes }) =>
  mimes.some((mime) => mime.startsWith("application/vnd.ntkbook."));

/** @param {RemoteVscode} vscode @param {{ file: string, cells: readonly CellReport[] }} shown */
async function takeScreenshot(vscode, { file, cells }) {
  if (vscode.page === null) return say("\nNo screenshot: a desktop VS Code was used.");
  const folder = join(ROOT, "test-results");
  await mkdir(folder, { recursive: true });
  for (const [ending, theme] of THEMES) {
    await vscode.setting("workbench.colorTheme", theme);
    await showFigure(vscode, cells);
    await idle(vscode.page);
    const path = join(folder, `${basename(file, ".ntkbook")}${ending}.png`);
    await vscode.page.screenshot({ path });
    say(`\nScreenshot: ${path}`);
  }
}

/**
 * Run every cell of a notebook in a real VS Code without a window and print what they show.
 *
 * @param {{ file: string, vsix: string }} options
 * @returns {Promise<number>} the exit code: 0 when every cell succeeded
 */
export async function checkNotebook({ file, vsix }) {
  const host = await ensureVscode();
  const { remote } = await buildDriver();
  const disposables = createDisposables();
  try {
    say(`Running ${file} in ${host.name}`);
    const vscode = await openRemote(host, { vsix, workspace: dirname(file), driver: remote });
    disposables.add(vscode.close);
    await vscode.openNotebook(file);
    const start = performance.now();
    const cells = await runAll(vscode);
    const seconds = (performance.now() - start) / 1000;
    cells.forEach(printCell);
    await takeScreenshot(vscode, { file, cells });
    const code = cells.filter(({ kind }) => kind === "code");
    const good = code.filter(({ success }) => success === true);
    say(
      `${good.length} of ${code.length} cells succeeded; ${seconds.toFixed(2)} s from Run All to the last output.`,
    );
    return good.length === code.length ? 0 : 1;
  } finally {
    await disposables.dispose();
  }
}
