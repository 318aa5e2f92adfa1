import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { test, TestNotebook } from "./notebook.js";

describe("an error", () => {
  test("names cell, line and column of every cell it went through", async ({ notebook }) => {
    await notebook.run(
      "const unused: number = 1\nfunction train(n: number) {\n  throw new RangeError('bad')\n}",
    );
    const error = await notebook.error("type T = 1\n  train(1)");
    expect(error).toEqual({
      name: "RangeError",
      message: "bad",
      stack:
        "RangeError: bad\n3 |   throw new RangeError('bad')\n  |         ^\n    at train (Cell 1, line 3, column 9)\n    at Cell 2, line 2, column 3",
      location: { cell: "c1", line: 3, column: 9 },
    });
  });

  test("of the engine is at the line of the cell that called it", async ({ notebook }) => {
    const error = await notebook.error("import { array } from 'ntkbook'\n\n  array([[1], [1, 2]])");
    expect(error.name).toBe("ShapeError");
    expect(error.location).toEqual({ cell: "c1", line: 3, column: 3 });
    expect(error.stack.split("\n").slice(1)).toEqual([
      "3 |   array([[1], [1, 2]])",
      "  |   ^",
      "    at Cell 1, line 3, column 3",
    ]);
  });

  test("after an await keeps its place", async ({ notebook }) => {
    const error = await notebook.error(
      "import { readFile } from 'node:fs/promises'\n\nawait readFile('no such file')",
    );
    expect(error.location).toEqual({ cell: "c1", line: 3, column: 1 });
    expect(error.message).toMatch(/ENOENT/);
  });

  test("in a TypeScript file has the file's own lines", async ({ notebook, folder }) => {
    await writeFile(
      join(folder, "model.ts"),
      "interface A {\n  b: number;\n}\n\nexport function fail(a: A): never {\n  throw new Error('in file');\n}\n",
    );
    const error = await notebook.error("import { fail } from './model.ts'\nfail({ b: 1 })");
    expect(error.stack).toBe(
      "Error: in file\n2 | fail({ b: 1 })\n  | ^\n    at fail (model.ts, line 6, column 9)\n    at Cell 1, line 2, column 1",
    );
  });

  test("in a folder with brackets and other marks keeps its frames", async ({ folder }) => {
    const marked = join(folder, "a (b) 'ü' #1 100%");
    await mkdir(marked);
    await writeFile(join(marked, "m.ts"), "export const fail = () => { throw new Error('x') }");
    const notebook = new TestNotebook(marked);
    expect((await notebook.error("import { fail } from './m'; fail()")).stack).toBe(
      "Error: x\n1 | import { fail } from './m'; fail()\n  |                             ^\n    at fail (m.ts, line 1, column 35)\n    at Cell 1, line 1, column 29",
    );
    notebook.session.dispose();
  });

  test("tells its causes", async ({ notebook }) => {
    const error = await notebook.error(
      "throw new Error('outer', { cause: new TypeError('inner') })",
    );
    expect(error.stack).toBe(
      "Error: outer\n1 | throw new Error('outer', { cause: new TypeError('inner') })\n" +
        "  |       ^\n    at Cell 1, line 1, column 7\n" +
        "Caused by: TypeError: inner\n    at Cell 1, line 1, column 35",
    );
  });

  test("has the name that its class gave it", async ({ notebook }) => {
    const error = await notebook.error(
      "class Mine extends Error { constructor() { super('m'); this.name = 'Mine' } }\nthrow new Mine()",
    );
    expect(error.stack).toBe(
      "Mine: m\n2 | throw new Mine()\n  |       ^\n    at Cell 1, line 2, column 7",
    );
  });

  test("is printed with its places in cells, and can still be thrown", async ({ notebook }) => {
    const { stdout } = await notebook.run(
      "let kept\ntry { null.x } catch (error) { console.log((kept = error)) }",
    );
    const header = "TypeError: Cannot read properties of null (reading 'x')";
    const place = "    at Cell 1, line 2, column 12";
    expect(stdout).toBe(`${header}\n${place}\n`);
    const line = "2 | try { null.x } catch (error) { console.log((kept = error)) }";
    expect(await notebook.error("throw kept")).toMatchObject({
      stack: [header, line, "  |            ^", place].join("\n"),
      location: { cell: "c1", line: 2, column: 12 },
    });
  });

  test("may be one that cannot be looked at, or has itself as its cause", async ({ notebook }) => {
    for (const source of [
      "throw new Proxy({}, { getPrototypeOf() { throw 1 } })",
      "throw { [Symbol.for('nodejs.util.inspect.custom')]() { throw 1 } }",
      "class E1 extends Error { get message() { throw 1 } }\nthrow new E1()",
    ])
      expect((await notebook.error(source)).message, source).toMatch(/cannot be shown/);
    const odd = "throw Object.assign(new Error('a'), { message: () => 1 })";
    expect((await notebook.error(odd)).message).toBe("() => 1");
    const circular = "const circular = new Error('c'); circular.cause = circular; throw circular";
    expect((await notebook.error(circular)).stack).toMatch(
      /^Error: c\n1 \| const circular.*\n +\| +\^\n.*\nCaused by: Error: c/,
    );
  });

  test("may be any value", async ({ notebook }) => {
    expect(await notebook.error("throw { code: 5 }")).toMatchObject({
      name: "Thrown",
      message: "{ code: 5 }",
      location: null,
    });
  });
});

describe("a syntax error", () => {
  test("shows the line and the place, and nothing of the cell ran", async ({ notebook }) => {
    const { result, stdout } = await notebook.run("console.log('ran')\nconst b = [1 2]");
    expect(stdout).toBe("");
    expect(result).toMatchObject({
      ok: false,
      error: {
        name: "SyntaxError",
        location: { cell: "c1", line: 2, column: 14 },
        stack:
          "SyntaxError: ',' expected.\n2 | const b = [1 2]\n  |              ^\n    at Cell 1, line 2, column 14",
      },
    });
  });

  test("that only the engine of the language sees is in the right place, too", async ({
    notebook,
  }) => {
    const error = await notebook.error("let a: number = 1\n  delete a");
    expect(error).toMatchObject({ name: "SyntaxError", location: { cell: "c1", line: 2 } });
  });

  test("of a cell that returns says what to do", async ({ notebook }) => {
    expect((await notebook.error("return 5")).message).toMatch(/last expression is its value/);
  });
});

describe("an error that nobody catches", () => {
  test("of a promise or a timer is reported in its cell, and the session goes on", async ({
    notebook,
  }) => {
    await notebook.run("let alive = 1; void Promise.reject(new Error('of a promise'))");
    await notebook.run("setTimeout(() => { throw new Error('of a timer') }, 50)");
    await notebook.run("0");
    await notebook.until((event) => event.type === "error" && event.error.message === "of a timer");
    const reported = notebook.events.flatMap((event) =>
      event.type === "error" ? [[event.cell, event.error.message]] : [],
    );
    expect(reported).toEqual([
      ["c1", "of a promise"],
      ["c2", "of a timer"],
    ]);
    expect(await notebook.value("alive")).toBe("1");
  });
});
