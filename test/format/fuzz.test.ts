import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FormatError, readNotebook, writeNotebook } from "../../extension/format/index.js";
import { damage, damaged, damagedFiles, LITTER } from "./mutants.js";

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

/** `NTKBOOK_FUZZ=1000000 npm test -- format` takes as many inputs as that. */
const INPUTS = Number(process.env["NTKBOOK_FUZZ"] ?? 100_000);

/** Generous: the machine may be busy with other things. */
const LIMIT_MS = 300_000 * Math.max(1, INPUTS / 100_000);

describe("damaged files", () => {
  test(
    "texts are either read or refused with a place, never a crash",
    { timeout: LIMIT_MS },
    () => {
      const counts = { read: 0, refused: 0 };
      fc.assert(
        fc.property(damagedFiles, (texts) => {
          for (const text of texts) counts[accepted(text) ? "read" : "refused"]++;
        }),
        { numRuns: INPUTS / LITTER },
      );
      // Both happen often, or the fuzzing tests nothing.
      expect(counts.read).toBeGreaterThan(INPUTS / 40);
      expect(counts.refused).toBeGreaterThan(INPUTS / 4);
    },
  );

  test("damaged bytes likewise", { timeout: LIMIT_MS }, () => {
    const damagedBytes = fc.tuple(damagedFiles, fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(damagedBytes, ([texts, at, byte]) => {
        for (const text of texts) {
          const bytes = new TextEncoder().encode(text);
          if (bytes.length > 0) bytes[at % bytes.length] = byte;
          accepted(bytes);
        }
      }),
      { numRuns: INPUTS / 10 / LITTER },
    );
  });
});

describe("real files, damaged", () => {
  /** Whole notebooks of the project: prose, code, figures, pictures. */
  const files = realFiles();

  test(
    "are read or refused; what is read lacks nothing that is still in the text",
    {
      timeout: LIMIT_MS,
    },
    () => {
      const mutant = fc.record({
        file: fc.constantFrom(...files),
        damages: fc.array(damage, { minLength: 1, maxLength: 3 }),
      });
      const counts = { read: 0, refused: 0 };
      fc.assert(
        fc.property(mutant, ({ file, damages }) => {
          const text = damaged(file, damages);
          if (!accepted(text)) {
            counts.refused++;
            return;
          }
          counts.read++;
          expect(lost(text)).toEqual([]);
        }),
        { numRuns: INPUTS / 10 },
      );
      expect(counts.read).toBeGreaterThan(0);
      expect(counts.refused).toBeGreaterThan(0);
    },
  );
});

/** Small enough for thousands of mutants: without their pictures, of which one is like another. */
function realFiles(): string[] {
  const folder = new URL("../../examples/", import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ntkbook"))
    .map((name) => withoutPictures(readFileSync(new URL(name, folder), "utf8")));
}

function withoutPictures(text: string): string {
  const notebook = readNotebook(text);
  const cells = notebook.cells.map((cell) => {
    if (cell.type === "markdown") return cell;
    const outputs = cell.outputs.map((output) => ({
      ...output,
      items: output.items.filter((item) => "text" in item && item.text.length < 2000),
    }));
    return { ...cell, outputs };
  });
  return writeNotebook({ ...notebook, cells });
}

/** Lines of source that an accepted text holds as JSON and that its notebook does not write again. */
function lost(text: string): string[] {
  const value = JSON.parse(text.replace(/^\uFEFF/, "")) as {
    cells: { source: string | string[] }[];
  };
  const written = writeNotebook(readNotebook(text));
  return value.cells
    .flatMap(({ source }) => (typeof source === "string" ? source.split("\n") : source))
    .flatMap((line) => line.split("\n"))
    .filter((line) => !written.includes(JSON.stringify(line)));
}

test("a notebook of 10 MB and 500 cells is read; how fast is noted", () => {
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
  console.log(`reading 10 MB and 500 cells: ${(performance.now() - start).toFixed(0)} ms`);
});
