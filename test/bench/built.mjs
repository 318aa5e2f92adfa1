import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The built engine; it is built first when it is not there.
 *
 * @returns {Promise<import("../../engine/index.js")>}
 */
export async function ensureBuilt() {
  const bundle = new URL("../../dist/engine/index.js", import.meta.url);
  if (!existsSync(bundle)) {
    const args = ["esbuild.mjs", "wasm", "engine"];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
    if (status !== 0) throw new Error("the engine could not be built; see the messages above");
  }
  return import(bundle.href);
}
