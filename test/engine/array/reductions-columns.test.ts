import { expect, test } from "vitest";
import { mean, random, sum } from "../../../engine/index.js";

const cases: readonly (readonly [shape: readonly number[], axes: readonly number[]])[] = [
  [[700, 5], [0]],
  [
    [6, 130, 9],
    [0, 1],
  ],
  [[65, 4, 3], [0]],
  // Large enough to lie in the memory of the compiled code, with columns that fill no vector.
  [[1000, 37], [0]],
];

test.each(cases)(
  "sums of shape %j over its first axes %j have the bits of those over the last",
  (shape, axes) => {
    for (const dtype of ["float64", "float32"] as const) {
      const x = random.normal(random.key(0), shape).astype(dtype);
      const kept = shape.map((_, k) => k).slice(axes.length);
      const turned = x.transpose([...kept, ...axes]);
      const last = axes.map((k) => kept.length + k);
      expect([...sum(x, axes).data]).toEqual([...sum(turned, last).data]);
      expect([...mean(x, axes).data]).toEqual([...mean(turned, last).data]);
    }
  },
);
