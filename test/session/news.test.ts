import { describe, expect } from "vitest";
import { test } from "./notebook.js";

describe("while a cell runs, the session tells", () => {
  test("how far the engine is, when its work is long, in the cell that asked for it", async ({
    notebook,
  }) => {
    const product =
      "import { matmul, random } from 'ntkbook';\nconst a = random.normal(random.key(0), [n, n]);";
    // Doubled until the product takes long enough on this machine.
    for (let n = 1024; ; n *= 2) {
      await notebook.value(`let n = ${n};\n${product}\nmatmul(a, a).shape;`);
      if (notebook.events.some(({ type }) => type === "progress")) break;
      expect(n).toBeLessThan(20_000);
    }
    const told = notebook.events.filter((event) => event.type === "progress");
    for (const { done } of told) expect(done >= 0 && done < 1).toBe(true);
    expect(notebook.of(told[0]?.cell ?? "").some(({ type }) => type === "done")).toBe(true);
  }, 120_000);

  test("how much memory it holds", async ({ notebook }) => {
    await notebook.until(({ type }) => type === "usage");
    const before = notebook.events.findLast((event) => event.type === "usage")?.memory ?? 0;
    expect(before).toBeGreaterThan(2e7);
    await notebook.run("const held = new Float64Array(4e7).fill(1);");
    await notebook.until((event) => event.type === "usage" && event.memory > before + 2e8);
  });
});
