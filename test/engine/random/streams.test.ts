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

test("the legacy streams make the training data of neural-tangents' cookbook", () => {
  const { random } = engine;
  const [, xKey, yKey] = random.split(random.key(10, { partitionable: false }), 3) as [
    engine.random.Key,
    engine.random.Key,
    engine.random.Key,
  ];
  const dtype = "float32";
  const xs = random.uniform(xKey, [5, 1], { minval: -Math.PI, maxval: Math.PI, dtype });
  const ys = xs.sin().add(random.normal(yKey, [5, 1], { dtype }).mul(0.1));
  // Read off the notebook's stored plot to 8e-8, and computed with JAX 0.4.
  expect(Array.from(xs.data)).toEqual([
    3.0774223804473877, 2.5889432430267334, -2.1970717906951904, -0.19020164012908936,
    1.2208225727081299,
  ]);
  const want = [
    0.1800888627767563, 0.6537376642227173, -0.7590705156326294, -0.2407708317041397,
    1.1107275485992432,
  ];
  // Two float32 roundings of numbers of size 1, and JAX's own sin.
  want.forEach((y, i) => expect(Math.abs((ys.data[i] as number) - y)).toBeLessThan(3e-7));
});
