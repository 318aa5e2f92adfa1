import { describe, expect, it } from "vitest";
import * as stax from "../../../engine/stax/index.js";
import { dense, rbf, serial, type Layer, type NoParams } from "../../../engine/stax/index.js";

const activations: Readonly<Record<string, () => Layer<NoParams>>> = {
  mish: stax.mish,
  sigmoid: stax.sigmoid,
  silu: stax.silu,
  softplus: stax.softplus,
  tanh: stax.tanh,
};
const layer = (name: string) => activations[name]?.() as Layer<NoParams>;

/** The tangent of half the angle: complements h are 9.1e-13 of pairs that are nearly parallel, and of opposite ones. */
const TANGENT = 2 ** -20;

/**
 * At a variance: (1 − c′)/2 = [D(0) − D(θ)]/2E[φ²] and E[φ̇φ̇′] of a nearly parallel pair, E[φφ′] and E[φ̇φ̇′] of a nearly opposite one. By mpmath with 30
 * digits: the first two terms of Taylor's series in h, whose coefficients are integrals over one variable.
 */
const moments: readonly [string, number, number, number, number, number][] = [
  [
    "softplus",
    0.5,
    1.7960743391061595e-13,
    0.2753766320063135,
    0.4472250044124676,
    0.22462336799368648,
  ],
  [
    "softplus",
    3,
    4.943154601696807e-13,
    0.33565974297415313,
    0.3527485933493572,
    0.16434025702584687,
  ],
  [
    "softplus",
    40,
    7.934331326735995e-13,
    0.4393165692295767,
    0.14315135890826225,
    0.06068343077042335,
  ],
  [
    "softplus",
    1000,
    8.865309211114182e-13,
    0.487405018004986,
    0.030253810759340357,
    0.012594981995014036,
  ],
  [
    "silu",
    0.5,
    9.598411650124498e-13,
    0.33470895834788933,
    -0.09142375043402243,
    0.16529104165211064,
  ],
  ["silu", 3, 9.68628994482065e-13, 0.4515222167215857, -0.22812893425544056, 0.04847778327841427],
  [
    "silu",
    40,
    9.330182588970567e-13,
    0.5083831703694753,
    -0.17737400043488322,
    -0.008383170369475331,
  ],
  [
    "silu",
    1000,
    9.144169633052508e-13,
    0.5026645994628839,
    -0.04121934482054289,
    -0.0026645994628839375,
  ],
  [
    "mish",
    0.5,
    9.561997433280603e-13,
    0.4491145604146232,
    -0.12138351492939725,
    0.22173068594613107,
  ],
  ["mish", 3, 9.606714311553615e-13, 0.5094528705511543, -0.2737660188005804, 0.06783732945658424],
  [
    "mish",
    40,
    9.299245231244188e-13,
    0.5106253096669287,
    -0.19825544434034312,
    -0.003848889760696946,
  ],
  [
    "mish",
    1000,
    9.137485076364928e-13,
    0.5023335475440697,
    -0.04561964658905468,
    -0.0017668850393141341,
  ],
  ["tanh", 0.5, 9.843894130382586e-13, 0.5924257933715015, -0.2736763079362001, 0.5924257933715015],
  [
    "tanh",
    3,
    1.3517327244714733e-12,
    0.29201713069082363,
    -0.5894390844765367,
    0.29201713069082363,
  ],
  ["tanh", 40, 3.4823564050831227e-12, 0.08376783811518, -0.8751132403923335, 0.08376783811518],
  [
    "tanh",
    1000,
    1.5691800726102064e-11,
    0.016818172150905617,
    -0.9747790417668587,
    0.016818172150905617,
  ],
  [
    "sigmoid",
    0.5,
    8.481826649168929e-14,
    0.05136251704070128,
    0.22462336799368648,
    0.05136251704070128,
  ],
  [
    "sigmoid",
    3,
    2.6252065154343536e-13,
    0.032295447223164686,
    0.16434025702584687,
    0.032295447223164686,
  ],
  [
    "sigmoid",
    40,
    8.569403591605169e-13,
    0.010348276297959851,
    0.06068343077042335,
    0.010348276297959851,
  ],
  [
    "sigmoid",
    1000,
    3.920930418839521e-12,
    0.0021012559582093727,
    0.012594981995014036,
    0.0021012559582093727,
  ],
];

/** Two rows of a variance, behind which others of other variances may come. */
function rows(variance: number, sign: 1 | -1, others: number): number[][] {
  // Equal lengths to the last bit.
  const size = Math.sqrt((2 * variance) / (1 + TANGENT * TANGENT));
  const more = Array.from({ length: others }, (_, k) => {
    const length = Math.sqrt(2 * variance) * (0.5 + k / others);
    return [length * Math.cos(k), length * Math.sin(k)];
  });
  return [[size, size * TANGENT], [sign * size, -sign * size * TANGENT], ...more];
}

// Equal variances take tables, others Hermite series or expansions in the angle.
describe.each([0, 100])("pairs among %i rows of other variances", (others) => {
  it.each(moments)("%s at %d keeps complements of 1e-12", (name, variance, complement) => {
    // exp(−γ E[(u − u′)²]) = exp(−γ·4f²h′) behind a layer of variance f² shows h′ to rounding.
    const { kernel } = serial(dense(1), layer(name), dense(1));
    const x = rows(variance, 1, others);
    const square = kernel(x, null, "nngp").get(0, 0);
    const gamma = 1 / (4 * square * complement);
    const wide = serial(dense(1), layer(name), dense(1), rbf(gamma)).kernel(x, null, "nngp");
    const found = -Math.log(wide.get(0, 1) / wide.get(0, 0)) / (4 * square * gamma);
    expect(Math.abs(found / complement - 1)).toBeLessThan(1e-12);
  });

  it.each(moments)(
    "%s at %d: slopes, and opposite rows",
    (name, variance, _, slope, opposite, far) => {
      const unit = { bStd: 0, parameterization: "standard", s: [1e300, 1] } as const;
      const { kernel } = serial(dense(1, unit), layer(name));
      const near = kernel(rows(variance, 1, others), null, ["nngp", "ntk"]);
      const turned = kernel(rows(variance, -1, others), null, ["nngp", "ntk"]);
      const scale = near.nngp.get(0, 0);
      expect(Math.abs(near.ntk.get(0, 1) / slope - 1)).toBeLessThan(1e-13);
      expect(Math.abs(turned.nngp.get(0, 1) - opposite)).toBeLessThan(1e-13 * scale);
      expect(Math.abs(turned.ntk.get(0, 1) - far)).toBeLessThan(1e-13 * slope);
    },
  );
});
