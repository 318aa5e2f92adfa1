import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, it, vi } from "vitest";
import { startThread } from "../../../engine/platform/thread.js";

const folder = mkdtempSync(join(tmpdir(), "ntkbook-thread-"));
afterEach(() => rmSync(folder, { recursive: true }));

it("a thread that fails harms nobody and counts as ended", async () => {
  const file = join(folder, "fails.cjs");
  writeFileSync(file, 'throw new Error("no thread for you")');
  const thread = startThread(pathToFileURL(file), null);
  expect(thread.runs()).toBe(true);
  await vi.waitFor(() => expect(thread.runs()).toBe(false), 10_000);
  expect(() => thread.post("to nobody")).not.toThrow();
});
