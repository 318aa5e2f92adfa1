import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as engine from "../../../engine/index.js";
import { checkDocument } from "../../reference/check.mjs";

test("every prediction agrees with the reference values", () => {
  const file = new URL("../../reference/predict.json", import.meta.url);
  const outcomes = checkDocument(engine, JSON.parse(readFileSync(file, "utf8")));
  expect(outcomes.filter(({ status }) => status === "failed")).toEqual([]);
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => "passed"));
});
