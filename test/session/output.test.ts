import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { test } from "./notebook.js";

describe("console text", () => {
  test("comes in order, before the value, under its cell", async ({ notebook }) => {
    await notebook.run(
      "console.log('one'); console.error('two'); process.stdout.write('three'); 'value'",
    );
    const texts = notebook.of("c1").map((event) => {
      if (event.type === "stream") return [event.name, event.text];
      return event.type;
    });
    expect(texts).toEqual([
      ["stdout", "one\n"],
      ["stderr", "two\n"],
      ["stdout", "three"],
      "display",
      "done",
    ]);
  });

  test("is formatted as Node formats it", async ({ notebook }) => {
    const { stdout } = await notebook.run(
      "console.log('%d of %s', 1, 'two', { a: [1] }); console.group(); console.log('in'); console.groupEnd(); console.table([{ a: 1 }])",
    );
    expect(stdout).toMatch(/^1 of two \{ a: \[ 1 \] \}\n {2}in\n┌/);
  });

  test("is on its way while the cell is busy", async ({ notebook, folder }) => {
    const run = notebook.run(
      "import { existsSync } from 'node:fs'\nconsole.log('early'); while (!existsSync('seen'));",
    );
    await notebook.until((event) => event.type === "stream");
    await writeFile(join(folder, "seen"), "");
    expect((await run).result.ok).toBe(true);
  });

  test("after the end lands in the cell that caused it", async ({ notebook }) => {
    await notebook.run("setTimeout(() => console.log('late'), 100)");
    await notebook.run(
      "await new Promise((resolve) => setTimeout(resolve, 200)); console.log('other')",
    );
    expect(notebook.outcome("c1", { ok: true }).stdout).toBe("late\n");
    expect(notebook.outcome("c2", { ok: true }).stdout).toBe("other\n");
  });

  test("of child processes is the cell's", async ({ notebook }) => {
    await notebook.run(
      "import { spawnSync } from 'node:child_process'\n" +
        "spawnSync(globalThis.process.execPath, ['-e', 'console.log(`from a child`)'], { stdio: 'inherit' }).status",
    );
    await notebook.until((event) => event.type === "stream");
    expect(notebook.outcome("c1", { ok: true }).stdout).toBe("from a child\n");
  });

  test("of 100,000 lines is cut with a note, and the last line is kept", async ({ notebook }) => {
    const { stdout, stderr } = await notebook.run(
      "for (let i = 0; i < 1e5; i++) console.log('line', i)",
    );
    expect(stdout.length).toBeLessThan(1_200_000);
    expect(stdout).toMatch(/^line 0\nline 1\n/);
    expect(stdout.endsWith("line 99998\nline 99999\n")).toBe(true);
    expect(stderr).toMatch(/\[\d+ lines \(\d+ characters\) not shown\]/);
    const pieces = notebook.events.filter(({ type }) => type === "stream");
    expect(pieces.length).toBeLessThan(200);
  });

  test("events are numbered from 1 without gaps", async ({ notebook }) => {
    await notebook.run("console.log(1); 2");
    await notebook.run("console.error(3); 4");
    const numbers = notebook.events.flatMap((event) => ("seq" in event ? [event.seq] : []));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBe(4);
  });
});

describe("what the engine shows", () => {
  test("is a display of the cell, with text beside it", async ({ notebook }) => {
    await notebook.run(
      "import { array, show } from 'ntkbook'\nshow.kernel(array([[1, 0.5], [0.5, 1]]), { title: 'K' })",
    );
    const display = notebook.of("c1").find((event) => event.type === "display");
    const mimes = display?.type === "display" ? display.output.items.map(({ mime }) => mime) : [];
    expect(mimes).toEqual(
      expect.arrayContaining(["application/vnd.ntkbook.kernel+json", "image/png", "text/plain"]),
    );
  });
});

describe("process.exit in a cell", () => {
  test("is refused, under either of its names", async ({ notebook }) => {
    await notebook.run("const kept = 1");
    expect((await notebook.error("process.exit(1)")).message).toMatch(/was refused/);
    expect((await notebook.error("import { exit } from 'node:process'; exit()")).message).toMatch(
      /was refused/,
    );
    expect(await notebook.value("kept")).toBe("1");
  });
});
