import {
  downloadAndUnzipVSCode,
  resolveCliPathFromVSCodeExecutablePath,
} from "@vscode/test-electron";
import { findDesktop, hasDisplay } from "./desktop.mjs";
import { openInBrowser } from "./in-browser.mjs";
import { ensureBrowser } from "./install-browser.mjs";
import { ensureServer, serverObstacle } from "./install-server.mjs";
import { openOnDesktop } from "./on-desktop.mjs";
import { step } from "./say.mjs";

/** @import { Page } from "playwright-core" */

/**
 * What drives VS Code from inside: an extension's folder, and the module to run in the extension host.
 *
 * @typedef {{ extension: string, main: string }} Driver
 */

/**
 * What to open: the extension under test as a packaged file, the folder to open, the driver and its
 * environment; guarded: with workspace trust and hot exit, as people have it.
 *
 * @typedef {{ vsix: string, workspace: string, driver: Driver, environment: Record<string, string>, guarded?: boolean }} VscodeOptions
 */

/**
 * A VS Code that is running: its page when it is shown in a browser, the driver's exit code, what
 * it logged.
 *
 * @typedef {{ page: Page | null, exited: Promise<number>, log: () => string, close: () => Promise<void> }} Vscode
 */

/**
 * A kind of VS Code that this machine has, and how to open it.
 *
 * @typedef {{ name: string, kind: "desktop" | "server", open: (options: VscodeOptions) => Promise<Vscode> }} VscodeHost
 */

/** @returns {Promise<VscodeHost>} */
export async function serverHost() {
  const programs = { server: await ensureServer(), browser: await ensureBrowser() };
  return {
    name: "VS Code's server host in a headless browser",
    kind: "server",
    open: (options) => openInBrowser(programs, options),
  };
}

/** @returns {VscodeHost} */
function desktopHost(/** @type {import("./desktop.mjs").Desktop} */ desktop) {
  const name = `desktop VS Code (${desktop.program})`;
  return { name, kind: "desktop", open: (options) => openOnDesktop(desktop, options) };
}

/** A desktop VS Code downloaded by @vscode/test-electron into .vscode-test/. */
async function downloadedHost() {
  const program = await step("Downloading VS Code", () => downloadAndUnzipVSCode("stable"));
  return desktopHost({ program, commandLine: resolveCliPathFromVSCodeExecutablePath(program) });
}

/**
 * The VS Code to test in: a desktop one when there is one and it can show a window, else the server
 * host, else a downloaded desktop one.
 *
 * @throws {Error} with the fix, when there is none
 */
export async function ensureVscode() {
  const desktop = await findDesktop();
  if (desktop !== null) return desktopHost(desktop);
  const obstacle = serverObstacle();
  if (obstacle === null) return serverHost();
  const fix =
    "Install VS Code (https://code.visualstudio.com), or set NTKBOOK_VSCODE to its folder or program.";
  if (!hasDisplay()) throw new Error(`No VS Code here: ${obstacle}.\n${fix}`);
  try {
    return await downloadedHost();
  } catch (error) {
    throw new Error(`No VS Code here: ${obstacle}, and the download failed: ${error}.\n${fix}`);
  }
}
