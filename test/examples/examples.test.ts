import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readNotebook, writeNotebook, type CodeCell } from "../../extension/format/index.js";
import { differences } from "./compare.js";

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

describe("the comparison", () => {
  const notebook = (text: string) => {
    const output = { items: [{ mime: "text/plain", text }] };
    const cell: CodeCell = {
      id: "a",
      type: "code",
      language: "typescript",
      source: "",
      outputs: [output],
    };
    return { metadata: {}, cells: [cell] };
  };

  test("forgives the last digits and nothing else", () => {
    const stored = notebook("accuracy 97.37 of 1e3");
    expect(differences(stored, notebook("accuracy 97.3700001 of 1e3"))).toEqual([]);
    expect(differences(stored, notebook("accuracy 97.38 of 1e3"))).toHaveLength(1);
    expect(differences(stored, notebook("error 97.37 of 1e3"))).toHaveLength(1);
    expect(
      differences(stored, {
        metadata: {},
        cells: [{ ...(notebook("").cells[0] as CodeCell), outputs: [] }],
      }),
    ).toHaveLength(1);
  });
});
