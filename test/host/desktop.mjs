import { dirname, join, resolve } from "node:path";
import { realpath } from "node:fs/promises";
import { firstProgram, onPath } from "./programs.mjs";

/**
 * A desktop VS Code: the program itself and its command line.
 *
 * @typedef {{ program: string, commandLine: string }} Desktop
 */

/** Where the program and its command line are below the folder that VS Code is installed in. */
const LAYOUTS = /** @type {const} */ ({
  linux: [
    ["code", "bin/code"],
    ["code-insiders", "bin/code-insiders"],
    ["codium", "bin/codium"],
  ],
  darwin: [
    ["Contents/MacOS/Code", "Contents/Resources/app/bin/code"],
    ["Contents/MacOS/Electron", "Contents/Resources/app/bin/code"],
  ],
  win32: [["Code.exe", "bin/code.cmd"]],
});

/** Folders that VS Code's installers use. */
function usualFolders() {
  const { env, platform } = process;
  if (platform === "darwin") return ["/Applications/Visual Studio Code.app"];
  if (platform === "win32")
    return [env["LOCALAPPDATA"], env["ProgramFiles"]]
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, "Programs/Microsoft VS Code"));
  return ["/usr/share/code", "/snap/code/current/usr/share/code"];
}

/** The installation that a `code` on PATH belongs to; the command line sits in bin/ below it. */
async function folderOnPath() {
  const link = await firstProgram(onPath("code", "code-insiders", "codium"));
  if (link === null) return [];
  const path = await realpath(link);
  // Inside a remote VS Code, `code` only talks to the window that is open.
  if (path.includes("remote-cli")) return [];
  return process.platform === "darwin"
    ? [resolve(path, "../../../../..")]
    : [resolve(path, "../..")];
}

/** @param {string} folder @returns {Promise<Desktop | null>} */
async function desktopIn(folder) {
  const { platform } = process;
  if (platform !== "linux" && platform !== "darwin" && platform !== "win32") return null;
  for (const [program, commandLine] of LAYOUTS[platform]) {
    const desktop = { program: join(folder, program), commandLine: join(folder, commandLine) };
    if ((await firstProgram([desktop.program])) && (await firstProgram([desktop.commandLine])))
      return desktop;
  }
  return null;
}

/** Whether a window can be shown. */
export function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
}

/**
 * The desktop VS Code to use: the folder or program that NTKBOOK_VSCODE names, else the one on PATH,
 * else the one in a usual place. Null when there is none, or no display to show it on.
 *
 * @returns {Promise<Desktop | null>}
 * @throws {Error} when NTKBOOK_VSCODE names something else
 */
export async function findDesktop() {
  const chosen = process.env["NTKBOOK_VSCODE"];
  if (chosen !== undefined && chosen !== "") {
    for (let folder = resolve(chosen); folder !== dirname(folder); folder = dirname(folder)) {
      const desktop = await desktopIn(folder);
      if (desktop !== null) return desktop;
    }
    throw new Error(`NTKBOOK_VSCODE=${chosen} is no VS Code: give its folder or its program`);
  }
  if (!hasDisplay()) return null;
  for (const folder of [...(await folderOnPath()), ...usualFolders()]) {
    const desktop = await desktopIn(folder);
    if (desktop !== null) return desktop;
  }
  return null;
}
