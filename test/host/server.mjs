import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { command } from "./command.mjs";

/** @import { Profile } from "./profile.mjs" */
/** @import { ServerProgram } from "./install-server.mjs" */

const HOST = "127.0.0.1";
const START_MS = 60_000;
const STOP_MS = 5_000;

/** A port that is free now. */
async function freePort() {
  const probe = createServer().listen(0, HOST);
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no TCP port is free");
  return address.port;
}

/** The environment without what would make the server talk to another VS Code or to a marketplace. */
function cleanEnvironment() {
  const drop = /^(PORT|PASSWORD|HASHED_PASSWORD|NODE_OPTIONS|ELECTRON_RUN_AS_NODE|VSCODE_.*)$/;
  const kept = Object.entries(process.env).filter(([name]) => !drop.test(name));
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

/** @param {ServerProgram} program @param {Profile} profile */
async function baseArguments({ entry }, profile) {
  const config = join(profile.folder, "code-server.yaml");
  await writeFile(config, "");
  const folders = ["--user-data-dir", profile.userData, "--extensions-dir", profile.extensions];
  return [entry, "--config", config, ...folders];
}

/**
 * Install a `.vsix` into the profile.
 *
 * @param {ServerProgram} program @param {Profile} profile @param {string} vsix
 */
export async function installInServer(program, profile, vsix) {
  const args = [...(await baseArguments(program, profile)), "--install-extension", vsix];
  await command(program.node, args, { env: cleanEnvironment() });
}

async function answers(/** @type {string} */ address) {
  try {
    return (await fetch(`${address}/healthz`)).ok;
  } catch {
    return false;
  }
}

/**
 * Start VS Code's server host on a free port of this machine only.
 *
 * @typedef {{ address: string, authority: string, log: () => string, exited: Promise<unknown>, stop: () => Promise<void> }} Server
 * @param {ServerProgram} program
 * @param {Profile} profile
 * @param {{ options?: readonly string[], guarded?: boolean }} [settings] options of VS Code itself, and
 *   whether it asks whom to trust
 * @returns {Promise<Server>}
 */
export async function startServer(program, profile, { options = [], guarded = false } = {}) {
  const authority = `${HOST}:${await freePort()}`;
  const args = [
    ...(await baseArguments(program, profile)),
    ...["--auth", "none", "--bind-addr", authority],
    ...["--disable-telemetry", "--disable-update-check"],
    ...(guarded ? [] : ["--disable-workspace-trust"]),
    ...["--disable-getting-started-override", "--ignore-last-opened"],
    ...options.flatMap((option) => ["--vscode-option", option]),
  ];
  const child = spawn(program.node, args, {
    env: cleanEnvironment(),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stdout.on("data", (data) => (log += data));
  child.stderr.on("data", (data) => (log += data));
  const exited = once(child, "exit");

  const signal = (/** @type {NodeJS.Signals} */ name) => {
    try {
      // The whole group: the server has children of its own.
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // Every process of the group has ended.
    }
  };
  const stop = async () => {
    signal("SIGTERM");
    await Promise.race([exited, delay(STOP_MS, undefined, { ref: false })]);
    signal("SIGKILL");
  };

  const address = `http://${authority}`;
  const deadline = Date.now() + START_MS;
  while (!(await answers(address))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`VS Code's server host did not start:\n${log.slice(-4000)}`);
    }
    await delay(50);
  }
  return { address, authority, log: () => log, exited, stop };
}
