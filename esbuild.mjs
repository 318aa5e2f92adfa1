// Builds everything into dist/: `node esbuild.mjs [PART…] [--package] [--maps]`, parts in the order below.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { packagesIn, writeNotices } from "./notices.mjs";
import { stageExtension } from "./package.mjs";

const require = createRequire(import.meta.url);
const root = dirname(fileURLToPath(import.meta.url));
const out = (/** @type {string} */ path) => join(root, "dist", path);

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  // For who debugs the bundles: nothing that ships reads maps, and they are an eighth of it.
  sourcemap: process.argv.includes("--maps") ? "linked" : false,
  sourcesContent: false,
  target: "es2022",
  logLevel: "warning",
  legalComments: "none",
};

/** @type {import("esbuild").BuildOptions} */
const node = {
  ...common,
  platform: "node",
  target: "node20.19",
  format: "esm",
  // jsonc-parser's CommonJS build hides its modules from bundlers.
  mainFields: ["module", "main"],
};

/** The engine's bundles lie beside its assets (engine/platform/assets.ts). */
const assets = { NTKBOOK_ASSETS: JSON.stringify("./") };

/** Run a command of a development dependency with this Node. */
function run(/** @type {readonly string[]} */ args, cwd = root) {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: "inherit" });
  if (status !== 0) throw new Error(`${args.join(" ")} failed`);
}

/**
 * What differs in a page lies in engine/platform/browser under the same name.
 *
 * @type {import("esbuild").Plugin}
 */
const browserPlatform = {
  name: "browser-platform",
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/platform\/[\w-]+\.js$/ }, ({ path }) => {
      const file = join(root, "engine/platform/browser", basename(path).replace(/\.js$/, ".ts"));
      return existsSync(file) ? { path: file } : undefined;
    }),
};

/** Folders of the npm packages that ship: those that bundles hold, and what is compiled in. */
const shipped = new Set(["node_modules/assemblyscript", "node_modules/@fontsource/dejavu-sans"]);

/**
 * A module that is imported when it is needed, as a bundle of its own beside the one that imports it.
 *
 * @param {string} name
 * @param {RegExp} filter
 * @returns {import("esbuild").Plugin}
 */
const besideMain = (name, filter) => ({
  name,
  setup: ({ onResolve }) =>
    onResolve({ filter }, ({ kind }) =>
      kind === "dynamic-import" ? { path: `./${name}.cjs`, external: true } : undefined,
    ),
});

async function bundle(/** @type {import("esbuild").BuildOptions} */ options) {
  const { metafile } = await build({ ...options, metafile: true });
  for (const folder of packagesIn(metafile)) shipped.add(folder);
}

/** What draws the pictures beside charts and matrices: loaded when something is first shown. */
async function buildPictures() {
  await bundle({
    ...node,
    minify: true,
    format: "cjs",
    entryPoints: { pictures: "engine/display/picture/index.ts" },
    outdir: out("engine"),
    outExtension: { ".js": ".cjs" },
  });
  const { buildGlyphs } = await import("./engine/display/picture/build-glyphs.mjs");
  buildGlyphs(out("engine"));
}

const parts = {
  /** AssemblyScript to WebAssembly, with and without relaxed SIMD, and the worker of the thread pool. */
  async wasm() {
    const { buildWasm } = await import("./engine/wasm/build.mjs");
    await buildWasm(out("engine"));
    await bundle({
      ...node,
      define: { ...assets, "import.meta.url": "bundleUrl" },
      banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
      format: "cjs",
      entryPoints: ["engine/wasm/pool-worker.ts"],
      outfile: out("engine/pool-worker.cjs"),
    });
  },

  /** The library, what the session needs of it (one instance: shared chunks), its data. */
  async engine() {
    await bundle({
      ...node,
      define: assets,
      splitting: true,
      entryPoints: ["engine/index.ts", "engine/host.ts"],
      outdir: out("engine"),
    });
    await bundle({
      ...common,
      platform: "browser",
      format: "esm",
      plugins: [browserPlatform],
      // What is imported when it is asked for is a file of its own; in one file, none of it would be left out.
      splitting: true,
      chunkNames: "browser-[name]-[hash]",
      entryPoints: { browser: "engine/index.ts" },
      outdir: out("engine"),
    });
    cpSync(join(root, "engine/data/digits.bin"), out("engine/digits.bin"));
    await buildPictures();
  },

  /** Declarations of the library, for people who import it and for the notebook's language service. */
  async types() {
    run([require.resolve("typescript/bin/tsc"), "-p", "tsconfig.types.json"]);
  },

  /** The kernel session: control thread, user worker, and the TypeScript parser they load lazily. */
  async session() {
    await bundle({
      ...node,
      minify: true,
      sourcemap: false,
      format: "cjs",
      entryPoints: { typescript: require.resolve("typescript") },
      outdir: out("session"),
      outExtension: { ".js": ".cjs" },
    });
    await bundle({
      ...node,
      // A cell's own import, with attributes that only the cell knows.
      logOverride: { "unsupported-dynamic-import": "silent" },
      entryPoints: {
        control: "extension/session/control.ts",
        worker: "extension/session/worker.ts",
        store: "extension/session/store/thread.ts",
        spectrum: "extension/session/store/spectrum-thread.ts",
        hooks: "extension/session/modules/hooks.ts",
      },
      outdir: out("session"),
    });
  },

  /** The language service's worker, and the declarations it reads beside the library's own. */
  async language() {
    await bundle({
      ...node,
      entryPoints: { worker: "extension/language/worker.ts" },
      outdir: out("language"),
    });
    const { buildDeclarations, DECLARATION_PACKAGES } =
      await import("./extension/language/build-declarations.mjs");
    buildDeclarations(out("language"));
    for (const name of DECLARATION_PACKAGES) shipped.add(join("node_modules", name));
  },

  /** The command line. */
  async cli() {
    await bundle({
      ...node,
      // Commander is CommonJS and asks for Node's own modules by require.
      banner: {
        js: '#!/usr/bin/env node\nimport { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
      entryPoints: { ntkbook: "extension/cli/ntkbook.ts" },
      outdir: out("cli"),
    });
  },

  /** What touches vscode. */
  async extension() {
    await bundle({
      ...node,
      format: "cjs",
      external: ["vscode"],
      plugins: [besideMain("convert", /format\/convert\.js$/)],
      entryPoints: { main: "extension/editor/main.ts", convert: "extension/format/convert.ts" },
      outdir: out("extension"),
      outExtension: { ".js": ".cjs" },
    });
  },

  /** Notebook renderers: one ES module each, for the browser; what several need is loaded once. */
  async renderer() {
    rmSync(out("renderer"), { recursive: true, force: true });
    await bundle({
      ...common,
      platform: "browser",
      format: "esm",
      minify: true,
      splitting: true,
      chunkNames: "shared-[hash]",
      entryPoints: {
        kernel: "renderer/matrix/main.ts",
        chart: "renderer/chart/main.ts",
        graph: "renderer/graph/main.ts",
        spectrum: "renderer/spectrum/main.ts",
        jacobian: "renderer/jacobian/main.ts",
        progress: "renderer/progress/main.ts",
        table: "renderer/table/main.ts",
        inert: "renderer/inert/main.ts",
        panel: "renderer/panel/main.ts",
      },
      outdir: out("renderer"),
    });
    // The figures of exported pages: a script that stands in the page itself.
    await bundle({
      ...common,
      platform: "browser",
      format: "iife",
      minify: true,
      sourcemap: false,
      entryPoints: { page: "renderer/page/main.ts" },
      outdir: out("renderer"),
    });
  },
};

const names = process.argv.slice(2).filter((name) => !name.startsWith("--"));
for (const name of names)
  if (!(name in parts))
    throw new Error(`no part "${name}"; parts: ${Object.keys(parts).join(", ")}`);
if (names.length === 0) rmSync(out(""), { recursive: true, force: true });
mkdirSync(out("engine"), { recursive: true });
for (const [name, make] of Object.entries(parts))
  if (names.length === 0 || names.includes(name)) await make();

if (names.length === 0) writeNotices(shipped, out("THIRD_PARTY_NOTICES.txt"));

if (process.argv.includes("--package")) {
  const stage = out("vsix");
  stageExtension(root, stage);
  const vsce = require.resolve("@vscode/vsce/vsce");
  run([vsce, "package", "--no-dependencies", "--out", out("ntkbook.vsix")], stage);
  rmSync(stage, { recursive: true, force: true });
}
