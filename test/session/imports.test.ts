import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { test } from "./notebook.js";

async function writePackage(folder: string, name: string, files: Record<string, string>) {
  const root = join(folder, "node_modules", name);
  await mkdir(root, { recursive: true });
  for (const [path, text] of Object.entries(files)) await writeFile(join(root, path), text);
}

describe("imports of the engine", () => {
  test("give one instance, also beside an installed ntkbook and from a file", async ({
    notebook,
    folder,
  }) => {
    await writePackage(folder, "ntkbook", {
      "package.json": '{ "name": "ntkbook", "type": "module", "exports": "./index.js" }',
      "index.js": "export const impostor = true",
    });
    await writeFile(join(folder, "mine.ts"), "export { NDArray } from 'ntkbook'");
    await notebook.run("import { NDArray } from 'ntkbook'; import * as mine from './mine.ts'");
    expect(
      await notebook.value("[NDArray === mine.NDArray, 'impostor' in (await import('ntkbook'))]"),
    ).toBe("[ true, false ]");
  });

  test("of a name that it does not have fail when the name is used", async ({ notebook }) => {
    await notebook.run("import { Shape, matmull } from 'ntkbook'; const s: Shape = [1]");
    expect((await notebook.error("matmull(1)")).message).toBe(
      '"ntkbook" has no export named "matmull".',
    );
  });
});

describe("imports of packages", () => {
  test("resolve from the notebook's folder: ESM, CommonJS, subpaths", async ({
    notebook,
    folder,
  }) => {
    await writePackage(folder, "esm-package", {
      "package.json":
        '{ "name": "esm-package", "type": "module", "exports": { ".": { "import": "./main.js" }, "./sub": "./sub.js" } }',
      "main.js":
        "export default 'default'; export const named = 'named'; export { deep } from './sub.js'",
      "sub.js": "export const deep = 'deep'",
    });
    await writePackage(folder, "cjs-package", {
      "package.json": '{ "name": "cjs-package" }',
      "index.js": "const hidden = { late: 'late' }; module.exports = { one: 1, ...hidden }",
    });
    await notebook.run(
      "import whole, { named as renamed, deep } from 'esm-package'\nimport * as sub from 'esm-package/sub'\n" +
        "import cjs, { one, late } from 'cjs-package'",
    );
    expect(await notebook.value("[whole, renamed, deep, sub.deep, cjs.one, one, late]")).toBe(
      "[ 'default', 'named', 'deep', 'deep', 1, 1, 'late' ]",
    );
  });

  test("that are not there name the package and the folder", async ({ notebook, folder }) => {
    expect((await notebook.error("import x from 'not-installed'")).message).toBe(
      `Cannot find "not-installed" from ${folder}. Install it there: npm install not-installed`,
    );
    expect((await notebook.error("await import('./gone.js')")).message).toContain('"./gone.js"');
  });

  test("built-ins, JSON with and without attributes, side effects", async ({
    notebook,
    folder,
  }) => {
    await writeFile(join(folder, "data.json"), '{ "n": [1, 2] }');
    await writeFile(join(folder, "effect.mjs"), "globalThis.effect = 'happened'");
    await notebook.run(
      "import { join } from 'node:path'\nimport data from './data.json'\n" +
        "import again from './data.json' with { type: 'json' }\nimport './effect.mjs'",
    );
    expect(await notebook.value("[typeof join, data.n, again.n, effect]")).toBe(
      "[ 'function', [ 1, 2 ], [ 1, 2 ], 'happened' ]",
    );
  });
});

describe("imports of TypeScript files", () => {
  test("find files without ending, by .js, and in folders", async ({ notebook, folder }) => {
    await mkdir(join(folder, "lib"));
    await writeFile(
      join(folder, "a.ts"),
      "export { b } from './lib/b.js'; export enum E { X = 9 }",
    );
    await writeFile(
      join(folder, "lib", "b.ts"),
      "import type { T } from './t.js'; import { c } from '.'; export const b: T = c + 1",
    );
    await writeFile(join(folder, "lib", "index.ts"), "export const c: number = 1");
    await writeFile(join(folder, "lib", "t.ts"), "export type T = number");
    expect(await notebook.value("import { b, E } from './a'; [b, E.X]")).toBe("[ 2, 9 ]");
  });

  test("are fresh after an edit, also of a file below, and the same instance otherwise", async ({
    notebook,
    folder,
  }) => {
    const write = (file: string, text: string) => writeFile(join(folder, file), text);
    await write(
      "model.ts",
      "import { width } from './layers.ts'; export const describe = () => `width ${width}`; export const state = { n: 0 }",
    );
    await write("layers.ts", "export const width: number = 1");
    const cell = "import { describe, state } from './model.ts'; [describe(), state.n++]";
    expect(await notebook.value(cell)).toBe("[ 'width 1', 0 ]");
    expect(await notebook.value(cell)).toBe("[ 'width 1', 1 ]");
    await write("layers.ts", "export const width: number = 2");
    expect(await notebook.value(cell)).toBe("[ 'width 2', 0 ]");
    await write(
      "model.ts",
      "export const describe = () => 'rewritten'; export const state = { n: 5 }",
    );
    expect(await notebook.value(cell)).toBe("[ 'rewritten', 5 ]");
  });

  test("with a fault name file, line and column", async ({ notebook, folder }) => {
    await writeFile(join(folder, "broken.ts"), "export const a = 1;\nexport const b = [1 2];");
    const { message } = await notebook.error("import './broken.ts'");
    expect(message).toContain("broken.ts, line 2, column 21: ',' expected.");
    await writeFile(join(folder, "below.js"), "\nexport const b = [1 2];");
    await writeFile(join(folder, "broken.js"), "export * from './below.js'");
    expect((await notebook.error("import './broken.js'")).message).toContain(
      "below.js, line 2, column 21: ',' expected.",
    );
  });

  test("have dynamic import and import.meta of the notebook's folder", async ({
    notebook,
    folder,
  }) => {
    await writeFile(join(folder, "m.ts"), "export const here = import.meta.url");
    expect(await notebook.value("(await import('./m.ts')).here.includes('/m.ts')")).toBe("true");
    expect(await notebook.value("import.meta.dirname")).toBe(
      `'${folder.replaceAll("\\", "\\\\")}'`,
    );
  });
});
