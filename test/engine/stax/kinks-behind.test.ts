// A kinked activation sees the angle itself, √h, where smooth ones see its square: behind it, rounding of h shows.
import { describe, expect, it } from "vitest";
import { array, concat } from "../../../engine/array/index.js";
import * as stax from "../../../engine/stax/index.js";
import { rows } from "../kernel/networks.js";
import { activations } from "./activations.js";

const step = () => [stax.dense(8), stax.rectifiedMonomial(0)] as const;

describe.each(Object.entries(activations))("a step behind %s", (_, activation) => {
  it.each([
    ["float64", 15],
    ["float32", 7],
  ] as const)("is ½ of a row and itself, in %s", (dtype, digits) => {
    const x = rows(8, 3, dtype);
    const flat = stax.serial(stax.dense(8), activation(), ...step());
    const twice = flat.kernel(concat([x, x]), null, "nngp");
    for (let i = 0; i < 8; i++) {
      for (const j of [i, i + 8]) expect(twice.get(i, j)).toBeCloseTo(0.5, digits);
    }
    const pixels = stax.serial(stax.conv(8, [2]), activation(), ...step());
    const { cov1 } = pixels.kernel(x.reshape([4, 6, 1]), null, ["nngp", "cov1"]);
    for (const variance of cov1.data) expect(variance).toBeCloseTo(0.5, digits);
  });
});

/** Θ of pairs of rows that are nearly parallel, of nearly the same length or another, by mpmath with 50 digits. */
const near: readonly (readonly [number, number, number])[] = [
  [0, 1, 0.37900805336860303125],
  [0, 2, 0.37900821228385815728],
  [0, 3, 0.37942129030380559479],
  [0, 4, 0.48420462141702876799],
  [0, 5, 0.37931842825205174795],
  [3, 5, 0.37975678774300833233],
  [6, 7, 67.768398648381252707],
  [6, 5, 4.670773997672910725],
];

it.each([
  ["float64", 1e-12],
  ["float32", 2e-6],
] as const)("ReLU behind GELU has the digits of %s", (dtype, most) => {
  const given = [
    ...[1, 0.5, 1, 0.5, 1.0000005, 0.5, 1.0009765625, 0.50048828125, 1.25, 0.625],
    ...[1.0009765625, 0.5, 12, 6, 12.005859375, 6.0029296875],
  ];
  const x = array(given, { shape: [8, 2], dtype });
  const net = stax.serial(
    ...[stax.dense(8), stax.gelu(), stax.dense(8), stax.relu(), stax.dense(1)],
  );
  const ntk = net.kernel(x, null, "ntk");
  for (const [i, j, want] of near) {
    // Float32 rounds the third row.
    if (dtype === "float32" && j === 2) continue;
    expect(Math.abs(ntk.get(i, j) / want - 1)).toBeLessThan(most);
  }
});
