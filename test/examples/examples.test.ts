import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { differences, readNotebook, writeNotebook } from "../../extension/format/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const examples = (await readdir(join(root, "examples"))).filter((name) =>
  name.endsWith(".ntkbook"),
);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ntkbook-examples-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(examples)("%s", (name) => {
  const path = join(root, "examples", name);

  test("is written as the editor would write it", async () => {
    const text = await readFile(path, "utf8");
    expect(writeNotebook(readNotebook(text))).toBe(text);
  });

  test("has outputs that running it gives again", async () => {
    const out = join(folder, name);
    const cli = join(root, "dist/cli/ntkbook.js");
    await promisify(execFile)(process.execPath, [cli, "run", path, "--out", out]);
    const [stored, run] = await Promise.all(
      [path, out].map(async (file) => readNotebook(await readFile(file, "utf8"))),
    );
    if (stored === undefined || run === undefined) throw new Error("two files were read");
    expect(stored.cells.some((cell) => cell.type === "code" && cell.outputs.length > 0)).toBe(true);
    expect(differences(stored, run)).toEqual([]);
  });
});

const templates = (await readdir(join(root, "examples/templates"))).filter((name) =>
  name.endsWith(".ntkbook"),
);

describe.each(templates)("the template %s", (name) => {
  const path = join(root, "examples/templates", name);

  test("is written as the editor would write it, without outputs", async () => {
    const text = await readFile(path, "utf8");
    const notebook = readNotebook(text);
    expect(writeNotebook(notebook)).toBe(text);
    expect(notebook.cells.flatMap((cell) => (cell.type === "code" ? cell.outputs : []))).toEqual(
      [],
    );
  });

  test("runs", async () => {
    const cli = join(root, "dist/cli/ntkbook.js");
    const args = [cli, "run", path, "--out", join(folder, `template-${name}`)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toContain("0 failed");
  });
});
