import { listenForDriver } from "./driver-channel.mjs";

/** @import { CellReport } from "../vscode/driver/cell-report.js" */
/** @import { Driver, Vscode, VscodeHost } from "./vscode.mjs" */

/**
 * A real VS Code under remote control: notebooks are opened in its extension host, where nothing
 * races with its start, and clicked on in `page`, when there is one.
 *
 * @typedef {{
 *   page: Vscode["page"],
 *   openNotebook: (path: string) => Promise<unknown>,
 *   command: (name: string) => Promise<unknown>,
 *   reveal: (index: number) => Promise<unknown>,
 *   cells: () => Promise<readonly CellReport[]>,
 *   finished: () => Promise<readonly CellReport[]>,
 *   log: () => string,
 *   close: () => Promise<void>,
 * }} RemoteVscode
 */

/**
 * Open VS Code with the driver that serves this remote control (test/vscode/driver/remote.ts).
 *
 * @param {VscodeHost} host
 * @param {{ vsix: string, workspace: string, driver: Driver }} options
 * @returns {Promise<RemoteVscode>}
 */
export async function openRemote(host, { vsix, workspace, driver }) {
  const channel = await listenForDriver();
  const vscode = await host.open({ vsix, workspace, driver, environment: channel.environment });
  const cells = (/** @type {string} */ method) =>
    /** @type {Promise<readonly CellReport[]>} */ (channel.call(method));
  return {
    page: vscode.page,
    openNotebook: (path) => channel.call("open", { path }),
    command: (name) => channel.call("command", { name }),
    reveal: (index) => channel.call("reveal", { index }),
    cells: () => cells("cells"),
    finished: () => cells("finished"),
    log: vscode.log,
    async close() {
      channel.close();
      await vscode.close();
    },
  };
}
