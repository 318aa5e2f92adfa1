import { readFileSync, readdirSync } from "node:fs";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import * as engine from "../../../engine/index.js";

const rooms = [
  "array",
  "activations",
  "contraction",
  "elementary",
  "fourier",
  "convolution",
  "cumulative",
  "special",
  "indexing",
  "io",
  "order",
  "statistics",
  "structure",
  "random",
  "linalg",
  "data",
  "predict",
  "empirical",
  "curvature",
  "autodiff",
  "control-flow",
  "jit",
  "graph",
  "spectrum",
] as const;

/** A line of an example that says what it gives: `sum([1, 2]); // array(3.)`, with the lines before. */
interface Example {
  readonly code: string;
  readonly before: string;
  readonly result: string;
}

function examplesOf(room: string): Example[] {
  const folder = new URL(`../../../engine/${room}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [
      ...readFileSync(new URL(name, folder), "utf8").matchAll(/```ts\n(.*?) \* ```/gs),
    ])
    .flatMap(([, block = ""]) => linesWithResults(block.replace(/^ \* /gm, "").split("\n")));
}

function linesWithResults(lines: readonly string[]): Example[] {
  return lines.flatMap((line, k) => {
    const [, code, result] = /^(.+); \/\/ (array\(.*\)|".*"|\[.*\]|[\d.]+)$/.exec(line) ?? [];
    if (code === undefined || result === undefined) return [];
    return [{ code, before: lines.slice(0, k).join("\n"), result }];
  });
}

/** Arrays as the comments write them, in one line. */
function oneLine(value: unknown): string {
  if (value instanceof engine.NDArray) return String(value).replace(/\s+/g, " ");
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  return JSON.stringify(value).replaceAll(",", ", ");
}

describe("the examples in the documentation are true", () => {
  test.each(rooms.flatMap(examplesOf))("$code", ({ code, before, result }) => {
    const typed = `function example() {\n${before}\nreturn ${code};\n}`;
    const { code: plain } = transformSync(typed, { loader: "ts" });
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- text of our own documentation
    const run = new Function(...Object.keys(engine), `${plain}\nreturn example();`) as (
      ...names: unknown[]
    ) => unknown;
    expect(oneLine(run(...Object.values(engine)))).toBe(result.replace(/\s+/g, " "));
  });
});
