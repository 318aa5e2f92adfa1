/** The package as npm makes it, used from elsewhere: by a script, by `npx`, and by a program's bundle. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build as buildPage } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../host/browser.mjs";
import { findBrowser } from "../host/install-browser.mjs";
import manifest from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../../", import.meta.url));
const execute = promisify(execFile);
/** npm is a command file on Windows, which only a shell can start. */
const shell = process.platform === "win32";

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** Serves a folder as a page that may share memory, and waits for the title that it gives itself. */
async function titleOfPage(site: string): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url === "/" ? "/index.html" : (request.url ?? "");
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    readFile(join(site, path)).then(
      (file) => response.end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await launchBrowser(browserPath ?? "");
  try {
    const page = await browser.newPage();
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction(() => document.title !== "");
    return await page.title();
  } finally {
    await browser.close();
    server.close();
  }
}

const browserPath = await findBrowser();

describe("the npm package", () => {
  let folder: string;
  let packed: Packed;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ntkbook-package-"));
    const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
    const { stdout } = await execute("npm", args, { cwd: root, shell });
    [packed] = JSON.parse(stdout) as [Packed];
    const modules = join(folder, "node_modules", "ntkbook");
    await mkdir(modules, { recursive: true });
    const archive = ["-xzf", join(folder, packed.filename), "-C", modules, "--strip-components=1"];
    await execute("tar", archive);
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("holds what runs and nothing that only builds or tests", () => {
    const paths = packed.files.map(({ path }) => path);
    const wanted =
      /^(dist|examples|extension\/(editor|format)|LICENSE|README\.md|CHANGELOG\.md|package\.json)/;
    expect(paths.filter((path) => !wanted.test(path))).toEqual([]);
    expect(paths.filter((path) => /\.(tsx?|mts)$/.test(path) && !path.endsWith(".d.ts"))).toEqual(
      [],
    );
    expect(paths.filter((path) => path.startsWith("dist/test"))).toEqual([]);
    expect(packed.size).toBeLessThan(8e6);
  });

  test("needs no other package", () => {
    expect(
      Object.keys({ ...("dependencies" in manifest && (manifest.dependencies as object)) }),
    ).toEqual([]);
  });

  test("works in a plain script", async () => {
    const script =
      'import { data, stax } from "ntkbook";\n' +
      "const { xTrain } = data.digits({ train: 50 });\n" +
      "const { kernel } = stax.serial(stax.dense(64), stax.relu(), stax.dense(1));\n" +
      'console.log(kernel(xTrain, null, "ntk").shape.join());';
    await writeFile(join(folder, "script.js"), script);
    const { stdout } = await execute(process.execPath, ["script.js"], { cwd: folder });
    expect(stdout).toBe("50,50\n");
  });

  test("has types for people who import it", async () => {
    const text = 'import { stax } from "ntkbook";\nconst n: number = stax.dense(1);\n';
    await writeFile(join(folder, "wrong.ts"), text);
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--skipLibCheck", "wrong.ts"];
    const run = execute(process.execPath, [tsc, ...options], { cwd: folder });
    const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
    expect(stdout).toMatch(/^wrong\.ts\(2,7\): error TS2322/);
    expect(
      stdout
        .trim()
        .split("\n")
        .filter((line) => line.includes("error")),
    ).toHaveLength(1);
  }, 60_000);

  test.skipIf(browserPath === null)(
    "works in a page, with its assets beside the bundle",
    async () => {
      const code =
        'import { data, info, stax } from "ntkbook";\n' +
        "const { xTrain } = data.digits({ train: 50 });\n" +
        "const { kernel } = stax.serial(stax.dense(64), stax.relu(), stax.dense(1));\n" +
        "document.title = `${kernel(xTrain, null, 'ntk').shape.join()} ${info().threads}`;";
      await writeFile(join(folder, "page.js"), code);
      await writeFile(
        join(folder, "index.html"),
        '<script type="module" src="./page.js"></script>',
      );
      await buildPage({
        root: folder,
        logLevel: "error",
        configFile: false,
        build: { target: "esnext", outDir: "site", modulePreload: false },
      });
      expect(await titleOfPage(join(folder, "site"))).toBe("50,50 1");
    },
    120_000,
  );

  test("runs, creates and exports notebooks as npx would", async () => {
    const program = join(folder, "node_modules/ntkbook", manifest.bin.ntkbook);
    const run = (...args: string[]) =>
      execute(process.execPath, [program, ...args], { cwd: folder });
    await run("new", "book", "--template", "gaussian-process");
    const { stdout } = await run("run", "book.ntkbook");
    expect(stdout).toContain("0 failed");
    await run("export", "book.ntkbook", "--to", "html");
    expect(await readFile(join(folder, "book.html"), "utf8")).toContain("vnd.ntkbook.chart+json");
  }, 60_000);
});
