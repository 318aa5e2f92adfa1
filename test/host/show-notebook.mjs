import { dirname } from "node:path";
import { command } from "./command.mjs";
import { findDesktop } from "./desktop.mjs";
import { createDisposables } from "./disposables.mjs";
import { workbenchUrl } from "./in-browser.mjs";
import { ensureServer, serverObstacle } from "./install-server.mjs";
import { profileArguments } from "./on-desktop.mjs";
import { createProfile } from "./profile.mjs";
import { say } from "./say.mjs";
import { installInServer, startServer } from "./server.mjs";

/** @typedef {{ file: string, vsix: string }} Shown the notebook, and the packaged extension */
/** @typedef {import("./disposables.mjs").Disposables} Disposables */

/** @param {import("./desktop.mjs").Desktop} desktop @param {Shown} shown @param {Disposables} disposables */
async function showOnDesktop({ commandLine }, { file, vsix }, disposables) {
  const profile = await createProfile();
  disposables.add(profile.remove);
  const args = profileArguments(profile);
  await command(commandLine, [...args, "--install-extension", vsix]);
  say(`Opening ${file} in ${commandLine}; close the window to end.`);
  await command(commandLine, [...args, "--new-window", "--wait", dirname(file), file]);
}

/** @param {Shown} shown @param {Disposables} disposables */
async function showInServer({ file, vsix }, disposables) {
  const program = await ensureServer();
  const profile = await createProfile();
  disposables.add(profile.remove);
  await installInServer(program, profile, vsix);
  const server = await startServer(program, profile);
  disposables.add(server.stop);
  const notebook = `vscode-remote://${server.authority}${file}`;
  const url = workbenchUrl(server.address, dirname(file), [["openFile", notebook]]);
  say(`VS Code is ready. Open this address in a browser; Ctrl+C ends it.\n\n  ${url}\n`);
  await server.exited;
}

/**
 * Open a notebook for a person and stay until they have done with it.
 *
 * @param {Shown} shown
 * @returns {Promise<number>} the exit code
 */
export async function showNotebook(shown) {
  const disposables = createDisposables();
  try {
    const desktop = await findDesktop();
    const obstacle = serverObstacle();
    if (desktop !== null) await showOnDesktop(desktop, shown, disposables);
    else if (obstacle === null) await showInServer(shown, disposables);
    else {
      say(`✗ No VS Code here: ${obstacle}.`);
      say(
        "  Install VS Code (https://code.visualstudio.com), or set NTKBOOK_VSCODE to its folder.",
      );
      say(`  The extension is packaged: ${shown.vsix}`);
      return 1;
    }
    return 0;
  } finally {
    await disposables.dispose();
  }
}
