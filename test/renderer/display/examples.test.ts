import { readFileSync, readdirSync } from "node:fs";
import { transformSync } from "esbuild";
import { afterEach, expect, it } from "vitest";
import { setDisplaySink, type Display } from "../../../engine/display/display.js";
import * as engine from "../../../engine/index.js";

const folder = new URL("../../../engine/display/", import.meta.url);
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => [
    ...readFileSync(new URL(name, folder), "utf8").matchAll(/```ts\n(.*?) \* ```/gs),
  ])
  .map(([, block = ""]) => block.replace(/^ *\* ?/gm, ""));

/** Without types; in a block, so that its names may be the engine's, too. */
const runnable = (code: string) => transformSync(`{${code}}`, { loader: "ts" }).code;

afterEach(() => setDisplaySink(() => undefined));

it.each(examples)("the documentation's example shows what it says: %s", (code) => {
  const displays: Display[] = [];
  setDisplaySink((display) => displays.push(display));
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- text of our own documentation
  const run = new Function(...Object.keys(engine), runnable(code)) as (...names: unknown[]) => void;
  run(...Object.values(engine));
  // What is shown again under its handle is one.
  const shown = new Set(displays.map(({ id }, k) => id ?? k));
  expect(shown.size).toBe(code.match(/\bshow\.[a-z]/g)?.length ?? 0);
});

it("every way of showing has an example", () => {
  // Classes are what some give back.
  for (const name of Object.keys(engine.show).filter((name) => /^[a-z]/.test(name)))
    expect(examples.some((code) => code.includes(`show.${name}(`))).toBe(true);
});
