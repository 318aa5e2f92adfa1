import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect } from "vitest";
import { sessionHome, test, TestNotebook } from "./notebook.js";

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function waitFor(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("a cell that uses up the memory", () => {
  test("of the JavaScript heap gets a clear error, and the next cell runs", async ({ folder }) => {
    const notebook = new TestNotebook(folder, { heapMegabytes: 64 });
    const error = await notebook.error(
      "const all = []; for (;;) all.push(new Array(1000).fill({}))",
    );
    expect(error.message).toMatch(/ran out of memory.*All variables are gone/);
    expect(notebook.events).toContainEqual(expect.objectContaining({ type: "lost" }));
    expect(await notebook.value("1 + 1")).toBe("2");
    notebook.session.dispose();
  });

  test("with typed arrays gets one, too, and the next cell is not held to account", async ({
    folder,
  }) => {
    const notebook = new TestNotebook(folder, { memoryMegabytes: 900 });
    const error = await notebook.error(
      "const all = []; for (;;) all.push(new Float64Array(1e7).fill(1))",
    );
    expect(error.message).toMatch(
      /used \d+ MiB of memory; its limit is 900 MiB.*variables are gone/,
    );
    expect(await notebook.value("1 + 1")).toBe("2");
    notebook.session.dispose();
  });
});

describe("a session process that dies", () => {
  test("by kill -9 fails the cell, is reported, and is replaced", async ({ notebook }) => {
    const pid = Number(await notebook.value("const before = 1; process.pid"));
    const run = notebook.run("console.log('begun'); for (;;) {}");
    const waiting = notebook.run("before");
    await notebook.until((event) => event.type === "stream");
    process.kill(pid, "SIGKILL");
    expect((await run).result).toMatchObject({
      ok: false,
      interrupted: false,
      error: {
        name: "KernelError",
        message: expect.stringMatching(/ended unexpectedly/) as string,
      },
    });
    expect((await waiting).result).toMatchObject({ ok: false });
    expect(await notebook.value("typeof before")).toBe("'undefined'");
  });

  for (const [why, nodePath] of [
    ["there is no such program", join(process.execPath, "../no-such-node")],
    ["its path goes through a file", join(process.execPath, "node")],
  ] as const)
    test(`cannot be started because ${why}: says so`, async ({ folder }) => {
      const notebook = new TestNotebook(folder, { nodePath });
      expect((await notebook.error("1")).message).toMatch(/cannot be run: spawn/);
      await expect(notebook.session.info).rejects.toThrow(/cannot be run/);
      notebook.session.dispose();
    });
});

describe("a session in a folder that is not there", () => {
  test("says which", async ({ folder }) => {
    const gone = join(folder, "gone");
    const notebook = new TestNotebook(gone);
    expect((await notebook.error("1")).message).toContain(`folder ${gone} does not exist`);
    notebook.session.dispose();
  });
});

describe("restart and dispose", () => {
  test("restart gives a fresh process, and fails what ran", async ({ notebook }) => {
    await notebook.run("const before = 1");
    const run = notebook.run("await new Promise(() => {})");
    notebook.session.restart();
    expect((await run).result).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/restarted/) as string },
    });
    expect(await notebook.value("typeof before")).toBe("'undefined'");
  });

  test("dispose ends the process and refuses further cells", async ({ notebook }) => {
    const pid = Number(await notebook.value("process.pid"));
    notebook.session.dispose();
    await waitFor(() => !isAlive(pid));
    expect((await notebook.error("1")).message).toBe("The kernel was closed.");
  });
});

describe("the owner of a session", () => {
  test("that is killed in the middle of an endless loop leaves no process behind", async ({
    folder,
  }) => {
    const owner = join(folder, "owner.mjs");
    await writeFile(
      join(folder, "owner.ts"),
      `import { startSession } from ${JSON.stringify(sessionSource)};
      const onEvent = (event) => event.type === "stream" && process.stdout.write(event.text);
      const session = startSession({ home: process.argv[2], folder: process.argv[3], onEvent });
      void session.run({ cell: "c", number: 1, source: "console.log(process.pid); const f = () => { for (;;) {} }; f()" });`,
    );
    await build({
      entryPoints: [join(folder, "owner.ts")],
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: owner,
    });
    const child = spawn(process.execPath, [owner, sessionHome, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once("data", (text: Buffer) => resolve(Number(text))),
    );
    expect(isAlive(pid)).toBe(true);
    child.kill("SIGKILL");
    await waitFor(() => !isAlive(pid));
  });
});

const sessionSource = fileURLToPath(new URL("../../extension/session/session.ts", import.meta.url));

describe("the environment of cells", () => {
  test("is clean of the editor's own settings", async ({ folder }) => {
    process.env["VSCODE_TEST_ONLY"] = "1";
    const notebook = new TestNotebook(folder);
    expect(
      await notebook.value(
        "[process.env.NODE_OPTIONS, Object.keys(process.env).filter((name) => name.startsWith('VSCODE_')), process.cwd()]",
      ),
    ).toContain("[ undefined, [],");
    notebook.session.dispose();
    delete process.env["VSCODE_TEST_ONLY"];
  });
});
