import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const folder = fileURLToPath(new URL("../../dist/renderer", import.meta.url));

it("all renderers together are at most 400 kB of script", () => {
  // page.js is no renderer but the script of exported pages, which holds them all.
  const scripts = readdirSync(folder).filter((name) => /\.js$/.test(name) && name !== "page.js");
  const bytes = scripts.reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0);
  expect(scripts).toContain("kernel.js");
  expect(bytes).toBeLessThanOrEqual(400_000);
});
