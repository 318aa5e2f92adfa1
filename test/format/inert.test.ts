import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deactivate, reactivate } from "../../extension/format/index.js";

describe("stored outputs that an editor would execute or insert as markup", () => {
  test.each([
    "text/html",
    "TEXT/HTML",
    "text/html; charset=utf-8",
    "image/svg+xml",
    "application/javascript",
    "text/javascript",
    "application/xhtml+xml",
    "text/markdown",
    "text/latex",
    "text/x-python",
    "application/json",
    "application/vnd.code.notebook.error",
    "application/vnd.bokehjs_exec.v0+json",
    "text/plain; charset=utf-8",
  ])("%s gets a type that nothing executes", (mime) => {
    expect(deactivate(mime)).toMatch(/^application\/vnd\.ntkbook\.inert\./);
    expect(reactivate(deactivate(mime))).toBe(mime);
  });

  test.each([
    "text/plain",
    "image/png",
    "application/vnd.ntkbook.kernel+json",
    "application/vnd.code.notebook.stdout",
  ])("%s keeps its type", (mime) => {
    expect(deactivate(mime)).toBe(mime);
  });

  test("the file gets back the type it had, whatever it was", () => {
    const mimes = fc.tuple(fc.constantFrom("text/html", "image/png", "a/b"), fc.string());
    fc.assert(
      fc.property(mimes, ([type, parameters]) => {
        const mime = `${type};${parameters}`;
        expect(reactivate(deactivate(mime))).toBe(mime);
      }),
    );
  });
});
