import { execFile, spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect } from "vitest";
import { type CodeCell, readNotebook, writeNotebook } from "../../extension/format/index.js";
import { sessionHome, test, TestNotebook } from "./notebook.js";

const program = join(sessionHome, "..", "cli", "ntkbook.js");

/** The session's process, which a cell can name. */
const PID = "console.log(process.pid);";
const ROUNDS = 8;

describe("kill -9 at any moment", () => {
  test("of the session's process is told in the cell that ran, and the next run begins anew", async ({
    notebook,
  }) => {
    for (let round = 0; round < ROUNDS; round++) {
      const { stdout } = await notebook.run(PID);
      const busy = notebook.run("for (let i = 0; ; i++) if (i % 1e6 === 0) console.log(i);");
      await delay(Math.random() * 300);
      process.kill(Number(stdout), "SIGKILL");
      const { result } = await busy;
      expect(result).toMatchObject({ ok: false, error: { name: "KernelError" } });
      expect(await notebook.value("1 + 1")).toBe("2");
    }
  }, 120_000);

  test("of the command line leaves the file as it was, or whole with all outputs", async ({
    folder,
  }) => {
    const path = join(folder, "book.ntkbook");
    const cell = (i: number): CodeCell => ({
      id: `c${i}`,
      type: "code",
      language: "typescript",
      source: `console.log("x".repeat(200_000));`,
      outputs: [],
    });
    const before = writeNotebook({
      metadata: {},
      cells: Array.from({ length: 20 }, (_, i) => cell(i)),
    });
    await writeFile(path, before);
    const start = performance.now();
    const wholeRun = [program, "run", path];
    // The outputs, which it prints too, are longer than what Node would keep of them.
    const unlimited = { maxBuffer: Infinity };
    await new Promise((resolve) => execFile(process.execPath, wholeRun, unlimited, resolve));
    const whole = performance.now() - start;
    const after = await readFile(path, "utf8");
    for (let round = 0; round < ROUNDS; round++) {
      await writeFile(path, before);
      const run = spawn(process.execPath, [program, "run", path], { stdio: "ignore" });
      // Most of them near the end, where the file is written.
      await delay(whole * (1 - Math.random() ** 2 * 0.6));
      run.kill("SIGKILL");
      const text = await readFile(path, "utf8");
      expect([before, after]).toContain(text);
      expect(readNotebook(text).cells).toHaveLength(20);
    }
    expect((await readdir(folder)).filter((name) => name.endsWith(".ntkbook"))).toHaveLength(1);
  }, 120_000);
});

test("a session that is closed in the middle of a run leaves no process behind", async ({
  folder,
}) => {
  const notebook = new TestNotebook(folder);
  const { stdout } = await notebook.run(PID);
  const busy = notebook.run("for (;;) {}");
  await delay(100);
  notebook.session.dispose();
  await busy;
  const isAlive = () => {
    try {
      return process.kill(Number(stdout), 0);
    } catch {
      return false;
    }
  };
  await expect.poll(isAlive, { timeout: 5000 }).toBe(false);
});
