import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cached } from "./cache.mjs";
import { npm } from "./command.mjs";
import { step } from "./say.mjs";

// code-server carries VS Code with its real extension host and needs Node 24, which npm carries too,
// so that the project's own Node may be older.
const SERVER = "4.139.1";
const NODE = "24.21.0";

/** @typedef {{ node: string, entry: string }} ServerProgram the Node binary and the script it runs */

/** Why this machine cannot have the VS Code server host, or null when it can. */
export function serverObstacle() {
  const { platform, arch } = process;
  if (platform === "linux" && (arch === "x64" || arch === "arm64")) return null;
  return `the VS Code server host comes for Linux on x64 and arm64; this is ${platform} on ${arch}`;
}

async function install(/** @type {string} */ folder) {
  const dependencies = { "code-server": SERVER, [`node-linux-${process.arch}`]: NODE };
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  const args = ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  await npm(args, folder);
  // VS Code inside code-server keeps lock files of its own, which its install script would follow.
  const vscode = join(folder, "node_modules/code-server/lib/vscode");
  for (const nested of [vscode, join(vscode, "extensions")]) await npm(args, nested);
}

/**
 * The VS Code server host, installed from npm into the cache that all clones share.
 *
 * @returns {Promise<ServerProgram>}
 * @throws {Error} on a platform it does not come for, or when npm cannot fetch it
 */
export async function ensureServer() {
  const obstacle = serverObstacle();
  if (obstacle !== null) throw new Error(obstacle);
  const name = `vscode-server-${SERVER}-node-${NODE}-${process.arch}`;
  const folder = await cached(name, (partial) =>
    step(`Installing VS Code's server host (code-server ${SERVER}, 255 MB, once per machine)`, () =>
      install(partial),
    ),
  );
  return {
    node: join(folder, `node_modules/node-linux-${process.arch}/bin/node`),
    entry: join(folder, "node_modules/code-server/out/node/entry.js"),
  };
}
