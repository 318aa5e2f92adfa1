import { describe, expect } from "vitest";
import { type TestNotebook, test } from "./notebook.js";

/** Runs a cell and stops it after it has begun. */
async function stop(notebook: TestNotebook, source: string) {
  const run = notebook.run(`console.log('begun');\n${source}`);
  const begun = notebook.events.length;
  await notebook.until(
    (event) => notebook.events.indexOf(event) >= begun && event.type === "stream",
  );
  notebook.session.interrupt();
  return (await run).result;
}

const stopped = {
  ok: false,
  interrupted: true,
  error: { name: "InterruptError", message: expect.stringMatching(/kept/) as string },
};

describe("stopping a cell keeps variables", () => {
  test.for([
    ["in an await that never ends", "await new Promise(() => {})"],
    [
      "in an await of a function",
      "async function wait() { await new Promise(() => {}) }\nawait wait()",
    ],
    [
      "in a for await",
      "for await (const x of (async function* () { await new Promise(() => {}) })()) ;",
    ],
    ["in its outermost loop", "for (;;) kept"],
    [
      "in nested loops of a function",
      "function f() { for (;;) for (let i = 0; i < 10; i++) kept }\nf()",
    ],
    [
      "in one call of the engine",
      "import { random, stax } from 'ntkbook'\n" +
        "const x = random.normal(random.key(0), [6000, 10])\n" +
        "const { kernel } = stax.serial(stax.dense(1), stax.relu(), stax.dense(1), stax.relu(), stax.dense(1))\n" +
        "kernel(x, null, 'ntk')",
    ],
  ] as const)("%s", async ([, source], { shared }) => {
    await shared.run("let kept = 1");
    expect(await stop(shared, source)).toMatchObject(stopped);
    expect(await shared.value("kept")).toBe("1");
  });

  test("and runs the cell's finally blocks", async ({ notebook }) => {
    await stop(
      notebook,
      "let cleaned = false; try { await new Promise(() => {}) } finally { cleaned = true }",
    );
    expect(await notebook.value("cleaned")).toBe("true");
  });

  test("and ends what the cell's functions were waiting for, too", async ({ notebook }) => {
    await notebook.run(
      "let ticks = 0; const pause = () => new Promise((resolve) => setTimeout(resolve, 5))",
    );
    await stop(
      notebook,
      "async function tick() { for (;;) { await pause(); ticks++ } }\nawait tick()",
    );
    const before = await notebook.value("ticks");
    await notebook.run("await new Promise((resolve) => setTimeout(resolve, 100))");
    expect(await notebook.value("ticks")).toBe(before);
  });

  test("and refuses the cells that wait for their turn", async ({ notebook }) => {
    const waiting = [
      notebook.run("await new Promise(() => {})"),
      notebook.run("2"),
      notebook.run("3"),
    ];
    await notebook.session.info;
    notebook.session.interrupt();
    const results = await Promise.all(waiting);
    expect(results.map(({ result }) => result)).toMatchObject([
      { ok: false, interrupted: true },
      {
        ok: false,
        interrupted: true,
        error: { message: expect.stringMatching(/not run/) as string },
      },
      { ok: false, interrupted: true },
    ]);
    expect(await notebook.value("4")).toBe("4");
  });

  test("from the first moment on", async ({ notebook }) => {
    await notebook.run("let kept = 1");
    for (let i = 0; i < 10; i++) {
      const run = notebook.run("for (;;) kept");
      notebook.session.interrupt();
      expect((await run).result).toMatchObject(stopped);
    }
    expect(await notebook.value("kept")).toBe("1");
  });

  test("while the kernel is only starting", async ({ notebook }) => {
    const run = notebook.run("for (;;) ;");
    notebook.session.interrupt();
    expect((await run).result).toMatchObject(stopped);
    expect(await notebook.value("1 + 1")).toBe("2");
    expect(notebook.events.filter(({ type }) => type === "lost")).toEqual([]);
  });

  test("of a function that catches everything, and of a value that is never shown", async ({
    notebook,
  }) => {
    await notebook.run("let kept = 1");
    await stop(
      notebook,
      "async function stubborn() { for (;;) try { await new Promise(() => {}) } catch {} }\nawait stubborn()",
    );
    await stop(notebook, "({ [Symbol.for('Jupyter.display')]: () => new Promise(() => {}) })");
    expect(await notebook.value("kept")).toBe("1");
  });

  test("and is nothing when no cell runs", async ({ notebook }) => {
    await notebook.run("let kept = 1");
    notebook.session.interrupt();
    expect(await notebook.value("await Promise.resolve(); kept")).toBe("1");
  });
});

describe("a cell that does not answer", () => {
  test("is ended after 2 s, says that variables are gone, and the next runs", async ({
    notebook,
  }) => {
    await notebook.run("let lost = 1");
    const begun = performance.now();
    const result = await stop(notebook, "const spin = () => { for (;;) {} }\nspin()");
    expect(performance.now() - begun).toBeGreaterThan(1900);
    expect(result).toMatchObject({
      ok: false,
      interrupted: true,
      error: {
        message: expect.stringMatching(/did not stop within 2 s.*All variables are gone/) as string,
      },
    });
    expect(notebook.events).toContainEqual(
      expect.objectContaining({
        type: "lost",
        reason: expect.stringMatching(/variables are gone/) as string,
      }),
    );
    expect(notebook.outcome("c2", result).stdout).toBe("begun\n");
    expect(await notebook.value("typeof lost")).toBe("'undefined'");
  });
});
