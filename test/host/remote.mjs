import { setTimeout as delay } from "node:timers/promises";
import { listenForDriver } from "./driver-channel.mjs";
import { say } from "./say.mjs";

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
 *   setting: (name: string, value: unknown) => Promise<unknown>,
 *   reveal: (index: number) => Promise<unknown>,
 *   cells: () => Promise<readonly CellReport[]>,
 *   finished: () => Promise<readonly CellReport[]>,
 *   log: () => string,
 *   close: () => Promise<void>,
 * }} RemoteVscode
 */

const CONNECT_MS = 120_000;

/** Rejects when VS Code ends, or takes too long, before its driver calls. */
async function driverStarts(
  /** @type {import("./driver-channel.mjs").DriverChannel} */ { connected },
  /** @type {Vscode} */ { exited, log },
) {
  const ended = exited.then(() => "it ended");
  const late = delay(CONNECT_MS, `nothing after ${CONNECT_MS / 1000} s`, { ref: false });
  const trouble = await Promise.race([connected.then(() => null), ended, late]);
  if (trouble === null) return;
  throw new Error(`VS Code's extension host did not start (${trouble}):\n${log().slice(-4000)}`);
}

/** @typedef {{ vsix: string, workspace: string, driver: Driver, guarded?: boolean }} RemoteOptions */

/**
 * Open VS Code with the driver that serves this remote control (test/vscode/driver/remote.ts).
 *
 * @param {VscodeHost} host
 * @param {RemoteOptions} options
 * @returns {Promise<RemoteVscode>}
 */
export async function openRemote(host, options) {
  // On a busy machine VS Code now and then cancels the start of its own extension host and ends.
  return openOnce(host, options).catch((error) => {
    say(`- VS Code is opened once more: ${error.message.split("\n")[0]}`);
    return openOnce(host, options);
  });
}

/** @param {VscodeHost} host @param {RemoteOptions} options @returns {Promise<RemoteVscode>} */
async function openOnce(host, { vsix, workspace, driver, guarded = false }) {
  const channel = await listenForDriver();
  const { environment } = channel;
  const opening = host.open({ vsix, workspace, driver, environment, guarded });
  const vscode = await opening.catch((error) => {
    channel.close();
    throw error;
  });
  const close = async () => {
    channel.close();
    await vscode.close();
  };
  await driverStarts(channel, vscode).catch(async (error) => {
    await close();
    throw error;
  });
  const cells = (/** @type {string} */ method) =>
    /** @type {Promise<readonly CellReport[]>} */ (channel.call(method));
  return {
    page: vscode.page,
    openNotebook: (path) => channel.call("open", { path }),
    command: (name) => channel.call("command", { name }),
    setting: (name, value) => channel.call("setting", { name, value }),
    reveal: (index) => channel.call("reveal", { index }),
    cells: () => cells("cells"),
    finished: () => cells("finished"),
    log: vscode.log,
    close,
  };
}
