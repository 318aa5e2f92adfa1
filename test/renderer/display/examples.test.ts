import { readFileSync, readdirSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { setDisplaySink, type Display } from "../../../engine/display/display.js";
import * as engine from "../../../engine/index.js";

const folder = new URL("../../../engine/display/", import.meta.url);
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => [
    ...readFileSync(new URL(name, folder), "utf8").matchAll(/```ts\n(.*?) \* ```/gs),
  ])
  .map(([, block = ""]) => block.replace(/^ \* /gm, ""));

afterEach(() => setDisplaySink(() => undefined));

it.each(examples)("the documentation's example shows what it says: %s", (code) => {
  const displays: Display[] = [];
  setDisplaySink((display) => displays.push(display));
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- text of our own documentation
  const run = new Function(...Object.keys(engine), code) as (...names: unknown[]) => void;
  run(...Object.values(engine));
  expect(displays).toHaveLength(code.match(/^show\./gm)?.length ?? 0);
});

it("every way of showing has an example", () => {
  for (const name of Object.keys(engine.show))
    expect(examples.some((code) => code.includes(`show.${name}(`))).toBe(true);
});
