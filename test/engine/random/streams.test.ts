import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as engine from "../../../engine/index.js";
import { checkDocument } from "../../reference/check.mjs";

const reference: unknown = JSON.parse(
  readFileSync(new URL("../../reference/random.json", import.meta.url), "utf8"),
);

test("every implemented function has JAX's numbers, in both modes", () => {
  const outcomes = checkDocument(engine, reference);
  expect(outcomes.filter(({ status }) => status === "failed")).toEqual([]);
  // All kinds but truncatedNormal, choice, permutation along axis 1 and the dtypes we lack.
  const passed = outcomes.filter(({ status }) => status === "passed");
  expect(passed.length).toBeGreaterThanOrEqual(632);
});
