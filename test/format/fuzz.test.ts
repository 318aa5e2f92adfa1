import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FormatError, readNotebook, writeNotebook } from "../../extension/format/index.js";
import { damagedFiles, LITTER } from "./mutants.js";

/** Reads, and says whether the file was accepted; any error but a FormatError is a crash. */
function accepted(file: string | Uint8Array): boolean {
  try {
    const text = writeNotebook(readNotebook(file));
    expect(writeNotebook(readNotebook(text))).toBe(text);
    return true;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    expect(error.line).toBeGreaterThan(0);
    expect(error.column).toBeGreaterThan(0);
    return false;
  }
}

describe("damaged files", () => {
  test("20,000 damaged texts are either read or refused with a place, never a crash", () => {
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(damagedFiles, (texts) => {
        for (const text of texts) counts[accepted(text) ? "read" : "refused"]++;
      }),
      { numRuns: 20_000 / LITTER },
    );
    // Both happen often, or the fuzzing tests nothing.
    expect(counts.read).toBeGreaterThan(500);
    expect(counts.refused).toBeGreaterThan(5000);
  });

  test("damaged bytes likewise", () => {
    const damagedBytes = fc.tuple(damagedFiles, fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(damagedBytes, ([texts, at, byte]) => {
        for (const text of texts) {
          const bytes = new TextEncoder().encode(text);
          if (bytes.length > 0) bytes[at % bytes.length] = byte;
          accepted(bytes);
        }
      }),
      { numRuns: 2000 / LITTER },
    );
  });
});

test("a notebook of 10 MB and 500 cells is read within a second", () => {
  const line = "const kernel = stax.serial(stax.dense(512), stax.erf(), stax.dense(1)); // θ\n";
  const cells = Array.from({ length: 500 }, (_, index) => ({
    id: `c${index}`,
    type: "code" as const,
    language: "typescript",
    source: line.repeat(50),
    outputs: [{ items: [{ mime: "image/png", bytes: new Uint8Array(12_000).fill(index) }] }],
  }));
  const file = new TextEncoder().encode(writeNotebook({ metadata: {}, cells }));
  expect(file.length).toBeGreaterThan(1e7);
  const start = performance.now();
  expect(readNotebook(file).cells).toHaveLength(500);
  expect(performance.now() - start).toBeLessThan(1000);
});
