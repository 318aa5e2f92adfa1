import { setTimeout as delay } from "node:timers/promises";
import { runTests } from "@vscode/test-electron";
import { command } from "./command.mjs";
import { createDisposables } from "./disposables.mjs";
import { createProfile } from "./profile.mjs";

/** @import { Desktop } from "./desktop.mjs" */
/** @import { Vscode, VscodeOptions } from "./vscode.mjs" */

const CLOSE_MS = 15_000;

/** Arguments that keep a desktop VS Code inside the temporary profile. */
export function profileArguments(/** @type {import("./profile.mjs").Profile} */ profile) {
  const args = ["--user-data-dir", profile.userData, "--extensions-dir", profile.extensions];
  // As root Electron's sandbox cannot start.
  return process.getuid?.() === 0 ? [...args, "--no-sandbox"] : args;
}

/**
 * Open a desktop VS Code with the extension under test installed in a temporary profile, and start
 * the driver in its extension host.
 *
 * @param {Desktop} desktop
 * @param {VscodeOptions} options
 * @returns {Promise<Vscode>}
 */
export async function openOnDesktop(desktop, { vsix, workspace, driver, environment }) {
  const disposables = createDisposables();
  const profile = await createProfile();
  disposables.add(profile.remove);
  const args = profileArguments(profile);
  try {
    await command(desktop.commandLine, [...args, "--install-extension", vsix]);
  } catch (error) {
    await disposables.dispose();
    throw error;
  }
  const exited = runTests({
    vscodeExecutablePath: desktop.program,
    extensionDevelopmentPath: driver.extension,
    extensionTestsPath: driver.main,
    extensionTestsEnv: environment,
    launchArgs: [workspace, ...args, "--disable-workspace-trust", "--skip-welcome"],
  }).catch((error) => {
    console.error(String(error));
    return 1;
  });
  // The window closes when the driver has ended.
  disposables.add(() => Promise.race([exited, delay(CLOSE_MS, undefined, { ref: false })]));
  return { page: null, exited, log: () => "", close: disposables.dispose };
}
