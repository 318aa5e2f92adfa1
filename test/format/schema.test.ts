import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { problems, readNotebook, writeNotebook } from "../../extension/format/index.js";
import { LITTER, mutatedValues } from "./mutants.js";
import { notebooks } from "./notebooks.js";

const file = new URL("../../extension/format/ntkbook.schema.json", import.meta.url);
const schema = JSON.parse(readFileSync(file, "utf8")) as object;
const conforms = new Ajv({ allowUnionTypes: true }).compile(schema);

describe("the JSON Schema", () => {
  test("everything the writer writes conforms", () => {
    fc.assert(
      fc.property(notebooks, (notebook) => {
        expect(conforms(JSON.parse(writeNotebook(notebook)))).toBe(true);
      }),
    );
  });

  test("it and the validator agree on 5,000 notebooks with one value replaced or removed", () => {
    const counts = { valid: 0, invalid: 0 };
    fc.assert(
      fc.property(mutatedValues, (values) => {
        for (const value of values) {
          const valid = [...problems(value)].length === 0;
          counts[valid ? "valid" : "invalid"]++;
          expect(conforms(value)).toBe(valid);
        }
      }),
      { numRuns: 5000 / LITTER },
    );
    // Both happen often, or the agreement says nothing.
    expect(Math.min(counts.valid, counts.invalid)).toBeGreaterThan(500);
  });

  test("what conforms is read, and what does not is refused", () => {
    fc.assert(
      fc.property(mutatedValues, (values) => {
        for (const value of values) {
          const read = () => readNotebook(JSON.stringify(value));
          if (conforms(value)) expect(read).not.toThrow();
          else expect(read).toThrow(/^Line 1, column \d+: /);
        }
      }),
      { numRuns: 1000 / LITTER },
    );
  });
});
