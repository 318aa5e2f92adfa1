import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { type CodeCell, readNotebook, writeNotebook } from "../../extension/format/index.js";
import { sessionHome, test } from "./notebook.js";

const program = join(sessionHome, "..", "cli", "ntkbook.js");

const ntkbook = (...args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [program, ...args], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });

/** A notebook of code cells that store console text. */
async function notebookFile(folder: string, ...cells: readonly [source: string, stored: string][]) {
  const path = join(folder, "book.ntkbook");
  const text = writeNotebook({
    metadata: {},
    cells: cells.map(([source, stored], i): CodeCell => {
      const items = [{ mime: "application/vnd.code.notebook.stdout", text: stored }];
      const outputs = stored === "" ? [] : [{ items }];
      return { id: `c${i}`, type: "code", language: "typescript", source, outputs };
    }),
  });
  await writeFile(path, text);
  return { path, text };
}

describe("ntkbook check", () => {
  test("finds a notebook that gives what it stores, and writes nothing", async ({ folder }) => {
    const { path, text } = await notebookFile(
      folder,
      ["console.log(0.1 + 0.2)", "0.3\n"],
      ["let x = 1;", ""],
    );
    const { code, stdout } = await ntkbook("check", path);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `✓ ${path}: 2 cells give what is stored\n`,
    });
    expect(await readFile(path, "utf8")).toBe(text);
    expect((await ntkbook("check", path, "--tolerance", "0")).code).toBe(1);
  });

  test("reports each difference with its cell and both values, and fails", async ({ folder }) => {
    const { path } = await notebookFile(folder, ["1;", ""], ["console.log('a', 2)", "a 1\n"]);
    const { code, stdout } = await ntkbook("check", path);
    expect(code).toBe(1);
    expect(stdout).toBe(
      `✗ ${path}: 2 of 2 cells ran, 2 differences\n` +
        "    cell 1: 0 outputs stored, 1 now: 1\n" +
        "    cell 2: console output: line 1: a 1 stored, a 2 now\n",
    );
  });

  test("fails when a cell does, and goes on to the next file unless told not to", async ({
    folder,
  }) => {
    const { path } = await notebookFile(folder, ["throw new Error('no')", ""]);
    const none = join(folder, "none.ntkbook");
    const both = await ntkbook("check", path, none);
    expect(both.code).toBe(1);
    expect(both.stdout).toContain("0 of 1 cells ran");
    expect(both.stdout).toContain("Error: no");
    expect(both.stderr).toContain("ENOENT");
    expect((await ntkbook("check", path, none, "--fail-fast")).stderr).toBe("");
  });

  test("names what is no text in plain words, and takes any number of seconds", async ({
    folder,
  }) => {
    const wait = "await new Promise((next) => setTimeout(next, 100)); 1";
    const { path } = await notebookFile(folder, ["throw new Error('no')", "a\n"], [wait, "1\n"]);
    const { stdout } = await ntkbook("check", path, "--timeout", "1e10");
    expect(stdout).toContain("    cell 1: console output stored, error now: Error: no\n");
    expect(stdout).toContain("    cell 2: console output stored, text/plain now: 1\n");
  });
});

describe("ntkbook export", () => {
  test("writes every format beside the notebook, and runs no cell", async ({ folder }) => {
    const { path } = await notebookFile(folder, ["process.exit(1)", "stored\n"]);
    for (const format of ["html", "ipynb", "md", "ts"]) {
      const { code, stdout } = await ntkbook("export", path, "--to", format);
      expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(folder, `book.${format}`)}\n` });
      const text = await readFile(join(folder, `book.${format}`), "utf8");
      expect(text.includes("stored")).toBe(format !== "ts");
    }
  });

  test("puts the pictures of Markdown into a folder beside it", async ({ folder }) => {
    const out = join(folder, "deep", "page.md");
    const { code } = await ntkbook("export", "examples/quickstart.ntkbook", "--out", out);
    expect(code).toBe(0);
    expect(await readFile(out, "utf8")).toContain("](page_files/1.png)");
    const png = await readFile(join(folder, "deep/page_files/1.png"));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
  });

  test("finds files by patterns, for shells that do not", async ({ folder }) => {
    const { text } = await notebookFile(folder, ["1", ""]);
    await writeFile(join(folder, "b+(2).ntkbook"), text);
    await writeFile(join(folder, ".hidden.ntkbook"), text);
    const { stdout } = await ntkbook("export", join(folder, "*.ntkbook"), "--to", "md");
    expect(stdout).toBe(`${join(folder, "b+(2).md")}\n${join(folder, "book.md")}\n`);
    const none = await ntkbook("export", join(folder, "?.ntkbook"), "--to", "md");
    expect(none.code).toBe(1);
    expect(none.stderr).toContain("There is no such file");
    expect((await ntkbook("export", folder, "--to", "md")).stderr).toContain("This is a folder");
  });

  test("asks for the format, and never replaces the notebook itself", async ({ folder }) => {
    const { path, text } = await notebookFile(folder, ["1", ""]);
    expect((await ntkbook("export", path)).stderr).toContain("say the format");
    expect((await ntkbook("export", path, "--to", "pdf")).stderr).toContain("Allowed choices");
    const self = await ntkbook("export", path, "--to", "md", "--out", path);
    expect(self.stderr).toContain("would replace");
    expect(await readFile(path, "utf8")).toBe(text);
  });

  test("replaces no file that may be somebody's unless it is told to", async ({ folder }) => {
    const { path } = await notebookFile(folder, ["1", ""]);
    const typed = join(folder, "book.ts");
    await writeFile(typed, "// typed by hand");
    const refused = await ntkbook("export", path, "--to", "ts");
    expect({ code: refused.code, text: await readFile(typed, "utf8") }).toEqual({
      code: 1,
      text: "// typed by hand",
    });
    expect(refused.stderr).toContain("book.ts exists; --force replaces it.");
    expect((await ntkbook("export", path, "--to", "ts", "--force")).code).toBe(0);
    expect(await readFile(typed, "utf8")).not.toContain("by hand");
  });
});

describe("ntkbook run", () => {
  test("goes on to the end when nobody reads any more what it prints", async ({ folder }) => {
    const { path } = await notebookFile(folder, [
      "for (let i = 0; i < 50_000; i++) console.log(i);",
      "",
    ]);
    const child = spawn(process.execPath, [program, "run", path], { stdio: "pipe" });
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(0);
    expect(await readFile(path, "utf8")).toContain("49999");
  });

  test("leaves a file that was changed meanwhile, by whatever path it is named", async ({
    folder,
  }) => {
    const { path } = await notebookFile(folder, [
      `const fs = await import("node:fs"); fs.appendFileSync("book.ntkbook", "\\n");`,
      "",
    ]);
    const same = `${folder}/./book.ntkbook`;
    const { code, stderr } = await ntkbook("run", path, "--out", same);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("changed while its cells ran") as string,
    });
  });
});

describe("ntkbook import", () => {
  test("makes notebooks of Markdown, scripts and Jupyter notebooks", async ({ folder }) => {
    await writeFile(join(folder, "a.md"), "# A\n\n```ts\n1\n```\n");
    await writeFile(join(folder, "b.js"), "// %%\n2\n");
    const code = { cell_type: "code", metadata: {}, source: "3", outputs: [] };
    await writeFile(join(folder, "c.ipynb"), JSON.stringify({ nbformat: 4, cells: [code] }));
    const files = ["a.md", "b.js", "c.ipynb"].map((name) => join(folder, name));
    expect((await ntkbook("import", ...files)).code).toBe(0);
    const sources = async (name: string) =>
      readNotebook(await readFile(join(folder, name))).cells.map(({ source }) => source);
    expect(await sources("a.ntkbook")).toEqual(["# A", "1"]);
    expect(await sources("b.ntkbook")).toEqual(["2"]);
    expect(await sources("c.ntkbook")).toEqual(["3"]);
  });

  test("replaces no notebook unless told to", async ({ folder }) => {
    const { path, text } = await notebookFile(folder, ["1", ""]);
    const script = join(folder, "book.ts");
    await writeFile(script, "2");
    const refused = await ntkbook("import", script);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("--force");
    expect(await readFile(path, "utf8")).toBe(text);
    expect((await ntkbook("import", script, "--force")).code).toBe(0);
    expect(readNotebook(await readFile(path)).cells[0]?.source).toBe("2");
  });

  test("says what it cannot read", async ({ folder }) => {
    const file = join(folder, "a.docx");
    await writeFile(file, "x");
    expect((await ntkbook("import", file)).stderr).toContain(".ipynb, .md");
    await writeFile(join(folder, "a.ipynb"), "<html>");
    expect((await ntkbook("import", join(folder, "a.ipynb"))).stderr).toContain("JSON");
    await writeFile(join(folder, "b.md"), Buffer.from([0xe9]));
    expect((await ntkbook("import", join(folder, "b.md"))).stderr).toContain("UTF-8");
    expect(await readdir(folder)).toEqual(["a.docx", "a.ipynb", "b.md"]);
  });
});

describe("ntkbook new", () => {
  test("writes a notebook after a template, with ids of its own", async ({ folder }) => {
    const names = ["one", "two"].map((name) => join(folder, name));
    for (const name of names)
      expect((await ntkbook("new", name, "--template", "gaussian-process")).code).toBe(0);
    const [one, two] = await Promise.all(
      names.map(async (name) => readNotebook(await readFile(`${name}.ntkbook`)).cells),
    );
    expect(one?.map(({ source }) => source)).toEqual(two?.map(({ source }) => source));
    expect(one?.[0]?.id).not.toBe(two?.[0]?.id);
    expect((await ntkbook("new", join(folder, "one"))).stderr).toContain("--force");
  });

  test("keeps dots in names, and refuses names of folders", async ({ folder }) => {
    expect((await ntkbook("new", join(folder, "v1.2"))).code).toBe(0);
    for (const name of [".", "..", `${folder}/`]) {
      const { code, stderr } = await ntkbook("new", name);
      expect(code).toBe(1);
      expect(stderr).toContain("This is a folder");
    }
    expect(await readdir(folder)).toEqual(["v1.2.ntkbook"]);
  });

  test("lists the templates with what they are", async () => {
    const { stdout } = await ntkbook("new", "--list");
    expect(stdout).toMatch(/^empty$/m);
    expect(stdout).toMatch(/^gaussian-process {2}\w.*\.$/m);
    expect((await ntkbook("new", "x", "--template", "no")).stderr).toContain("there are: ");
    for (const nothing of [[], [""]])
      expect((await ntkbook("new", ...nothing)).stderr).toContain("--list");
  });
});
