import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { ROOT } from "../host/root.mjs";

const OUT = join(ROOT, "dist/test/vscode");

/**
 * Bundle what runs in VS Code's extension host. The driver is an extension of its own, so that the
 * extension under test is the installed `.vsix` and nothing else.
 *
 * @returns {Promise<{ suite: import("../host/vscode.mjs").Driver, remote: import("../host/vscode.mjs").Driver }>}
 */
export async function buildDriver() {
  await rm(OUT, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: [
      "test/vscode/driver/suite.ts",
      "test/vscode/driver/remote.ts",
      "test/vscode/suite/*.test.ts",
    ],
    outbase: "test/vscode",
    outdir: OUT,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    // mocha finds its reporters and its files by itself.
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  const extension = join(ROOT, "test/vscode/driver");
  return {
    suite: { extension, main: join(OUT, "driver/suite.cjs") },
    remote: { extension, main: join(OUT, "driver/remote.cjs") },
  };
}
