import { describe, expect } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import snippets from "../../extension/editor/language/snippets.json" with { type: "json" };
import { test } from "./notebook.js";

/** The text of a snippet whose reader changes nothing: each place with its default or first choice. */
function expanded(body: readonly string[]): string {
  const text = body.join("\n");
  const defaults = new Map<string, string>();
  for (const [, place = "", value = ""] of text.matchAll(/\$\{(\d+):([^}]*)\}/g))
    defaults.set(place, value);
  return text
    .replace(/\$\{\d+:([^}]*)\}/g, "$1")
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, "$1")
    .replace(/(?<!\\)\$(\d+)/g, (_, place: string) => defaults.get(place) ?? "")
    .replaceAll("\\$", "$");
}

describe("the snippets", () => {
  test.for(Object.entries(snippets))("%s runs as it is", async ([, { body }], { notebook }) => {
    const { result } = await notebook.run(expanded(body));
    expect(result).toEqual({ ok: true });
  });

  test("are offered in cells, each under a word of its own", () => {
    const [contributed] = manifest.contributes.snippets;
    expect(contributed).toEqual({
      language: "ntkbook-typescript",
      path: "./extension/editor/language/snippets.json",
    });
    const prefixes = Object.values(snippets).map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(prefixes).toEqual(expect.arrayContaining(["ntk", "gp", "mlp", "jac"]));
  });
});
