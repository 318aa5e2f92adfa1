import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as engine from "../../engine/index.js";
import { notebookOf } from "./notebook.js";

const folder = fileURLToPath(new URL("../../engine/", import.meta.url));

/** The examples of a file's comments. */
function examplesOf(file: string): string[] {
  const blocks = readFileSync(folder + file, "utf8").matchAll(/```ts\n(.*?) \* ```/gs);
  return [...blocks].map(([, block = ""]) => block.replace(/^ *\* ?/gm, ""));
}

const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".ts") && examplesOf(name).length > 0,
);

test("examples of the documentation can be pasted into a cell", { timeout: 120_000 }, () => {
  const examples = files.flatMap((file) => examplesOf(file).map((text) => ({ file, text })));
  const names = Object.keys(engine).join(", ");
  // Each in a function of its own, so that they do not see each other's names.
  const cells = examples.map(({ text }) => `async () => {\n${text}\n}`);
  const notebook = notebookOf(`import { ${names} } from "ntkbook";`, ...cells);
  const faults = examples.flatMap(({ file }, k) =>
    notebook.faults(k + 1).map((fault) => `${file}: ${fault}`),
  );
  expect(faults).toEqual([]);
});
