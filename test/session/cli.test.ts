import { execFile } from "node:child_process";
import { lstat, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { readNotebook, writeNotebook } from "../../extension/format/index.js";
import { sessionHome, test } from "./notebook.js";

const program = join(sessionHome, "..", "cli", "ntkbook.js");

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const ntkbook = (...args: readonly string[]): Promise<Finished> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });

/** A notebook file of the given code cells, and what is in it after the run. */
async function notebookFile(folder: string, sources: readonly string[]) {
  const path = join(folder, "book.ntkbook");
  const cells = sources.map((source, index) => ({
    id: `cell0${index}`,
    type: "code" as const,
    language: "typescript",
    source,
    outputs: [],
  }));
  const text = writeNotebook({ metadata: { kept: true }, cells });
  await writeFile(path, text);
  return { path, text };
}

async function outputsOf(path: string) {
  const { cells } = readNotebook(await readFile(path, "utf8"));
  return cells.map((cell) => (cell.type === "code" ? cell.outputs.map(({ items }) => items) : []));
}

describe("ntkbook run", () => {
  test("writes the outputs into the file and prints them", async ({ folder }) => {
    const { path } = await notebookFile(folder, [
      "console.log('a'); console.log('b'); 1 + 1",
      "const x = 3",
      "x",
    ]);
    const { code, stdout } = await ntkbook("run", path);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\[1\] console.log.*\na\nb\n2\n[^]*\[3\] x\n3\n3 succeeded, 0 failed/);
    expect(await outputsOf(path)).toEqual([
      [
        [{ mime: "application/vnd.code.notebook.stdout", text: "a\nb\n" }],
        [{ mime: "text/plain", text: "2" }],
      ],
      [],
      [[{ mime: "text/plain", text: "3" }]],
    ]);
    const once = await readFile(path, "utf8");
    await ntkbook("run", path);
    expect(await readFile(path, "utf8")).toBe(once);
    expect(await readdir(folder)).toEqual(["book.ntkbook"]);
  });

  test("fails with exit code 1 when a cell failed, and runs the others unless told not to", async ({
    folder,
  }) => {
    const { path } = await notebookFile(folder, ["1", "nope", "3"]);
    const all = await ntkbook("run", path);
    expect(all.code).toBe(1);
    expect(all.stderr).toContain(
      "ReferenceError: nope is not defined\n1 | nope\n  | ^\n    at Cell 2, line 1, column 1",
    );
    expect(all.stdout).toContain("2 succeeded, 1 failed");
    const first = await ntkbook("run", path, "--fail-fast");
    expect(first.code).toBe(1);
    expect(first.stdout).toContain("1 succeeded, 1 failed, 1 not run");
    expect((await outputsOf(path)).map((outputs) => outputs.length)).toEqual([1, 1, 1]);
  });

  test("--out writes elsewhere, --timeout stops a cell that takes too long", async ({ folder }) => {
    const { path, text } = await notebookFile(folder, ["await new Promise(() => {})", "2"]);
    const out = join(folder, "out.ntkbook");
    const { code, stderr } = await ntkbook("run", path, "--out", out, "--timeout", "0.5");
    expect(code).toBe(1);
    expect(stderr).toContain("InterruptError");
    expect(await readFile(path, "utf8")).toBe(text);
    expect((await outputsOf(out))[1]).toEqual([[{ mime: "text/plain", text: "2" }]]);
  });

  test("refuses a cut-off file with line and column, and leaves it as it is", async ({
    folder,
  }) => {
    const { path, text } = await notebookFile(folder, ["1 + 1"]);
    const cut = text.slice(0, -20);
    await writeFile(path, cut);
    const { code, stderr } = await ntkbook("run", path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/book\.ntkbook: Line \d+, column \d+: /);
    expect(await readFile(path, "utf8")).toBe(cut);
  });

  test("refuses a file that is not UTF-8, and leaves it as it is", async ({ folder }) => {
    const { path, text } = await notebookFile(folder, ["'caf?'"]);
    const latin1 = Buffer.from(text.replace("?", "é"), "latin1");
    await writeFile(path, latin1);
    const { code, stderr } = await ntkbook("run", path);
    expect(code).toBe(1);
    expect(stderr).toContain("not UTF-8");
    expect((await readFile(path)).equals(latin1)).toBe(true);
  });

  test("does not write over what was edited while the cells ran", async ({ folder }) => {
    const { path } = await notebookFile(folder, [
      "import { appendFileSync } from 'node:fs'; appendFileSync('book.ntkbook', '\\n')",
    ]);
    const { code, stderr } = await ntkbook("run", path);
    expect(code).toBe(1);
    expect(stderr).toContain("changed while its cells ran");
    expect((await readFile(path, "utf8")).endsWith("\n\n")).toBe(true);
  });

  test.skipIf(process.platform === "win32")("writes through a link", async ({ folder }) => {
    const { path } = await notebookFile(folder, ["console.log('ran')"]);
    const link = join(folder, "link.ntkbook");
    await symlink(path, link);
    expect((await ntkbook("run", link)).code).toBe(0);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await outputsOf(path))[0]).toHaveLength(1);
  });

  test("asks before the run whether it can write", async ({ folder }) => {
    const { path } = await notebookFile(folder, ["console.log('ran')"]);
    const inFolder = await ntkbook("run", path, "--out", folder);
    expect(inFolder.stderr).toContain(`${folder} is a folder`);
    expect(inFolder.stdout).not.toContain("[1]");
    const { code, stdout, stderr } = await ntkbook("run", path, "--out", join(folder, "no", "x"));
    expect({ code, ran: stdout.includes("ran\n") }).toEqual({ code: 1, ran: false });
    expect(stderr).toContain("ENOENT");
  });

  test("refuses a file that is not there, and options that make no sense", async ({ folder }) => {
    expect((await ntkbook("run", join(folder, "none.ntkbook"))).stderr).toContain("ENOENT");
    expect((await ntkbook("run", "a", "b", "--out", "c")).stderr).toContain("--out");
    expect((await ntkbook("run", "a", "--timeout", "soon")).stderr).toContain("greater than 0");
  });
});

describe("ntkbook info", () => {
  test("says what the engine runs on", async () => {
    const { code, stdout } = await ntkbook("info");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^ntkbook {2}\d+\.\d+\.\d+\nnode {5}v\d+.*\nsimd {5}(relaxed|base)\nthreads {2}\d+\n$/,
    );
  });

  test("--version is the package's", async () => {
    const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
    expect((await ntkbook("--version")).stdout.trim()).toBe(version);
  });
});
