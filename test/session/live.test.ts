import { describe, expect } from "vitest";
import type { DisplayEvent } from "../../extension/session/index.js";
import { test, type TestNotebook } from "./notebook.js";

const LOOP = `
import { show } from "ntkbook";
const y = [0];
const chart = show.chart({ series: [{ name: "loss", x: [0], y }] });
const end = Date.now() + 900;
let updates = 0;
while (Date.now() < end) {
  y.push(++updates);
  chart.update({ series: [{ name: "loss", x: y.map((_, i) => i), y }] });
  const pause = Date.now() + 2;
  while (Date.now() < pause);
}
chart.update({ title: "last", series: [{ name: "loss", x: [0], y: [0] }] });
`;

const written = (notebook: TestNotebook): DisplayEvent[] =>
  notebook.of("c1").flatMap((event) => (event.type === "display" ? [event] : []));
const titleOf = (display: DisplayEvent | undefined): unknown => {
  const [payload] = display?.output.items ?? [];
  if (payload === undefined || !("text" in payload)) return null;
  return (JSON.parse(payload.text) as { readonly title: unknown }).title;
};

describe("a chart that a loop updates", () => {
  test("is seen many times a second, written down a few times, and ends as it was last", async ({
    notebook,
  }) => {
    const { result, value } = await notebook.run(`${LOOP}chart`);
    expect(result.ok).toBe(true);
    expect(value).toContain("last");
    const passing = notebook.of("c1").filter(({ type }) => type === "live");
    expect(passing.length).toBeGreaterThan(1);
    expect(passing.length).toBeLessThanOrEqual(20);
    const displays = written(notebook);
    // The first, perhaps one on the way, the last; the value of the cell adds none.
    expect(displays.length).toBeGreaterThan(1);
    expect(displays.length).toBeLessThanOrEqual(3);
    expect(new Set(displays.map(({ handle }) => handle)).size).toBe(1);
    expect(titleOf(displays.at(-1))).toBe("last");
  });

  test("is complete although an error ends the cell", async ({ notebook }) => {
    const { result } = await notebook.run(`${LOOP}throw new Error("stop")`);
    expect(result.ok).toBe(false);
    expect(titleOf(written(notebook).at(-1))).toBe("last");
  });
});
