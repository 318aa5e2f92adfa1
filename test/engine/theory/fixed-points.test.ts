import { describe, expect, it } from "vitest";
import * as stax from "../../../engine/stax/index.js";
import { phase } from "../../../engine/theory/index.js";

const activations: Readonly<Record<string, () => stax.Layer<stax.NoParams>>> = {
  elu: stax.elu,
  erf: stax.erf,
  gelu: stax.gelu,
  hardTanh: stax.hardTanh,
  mish: stax.mish,
  sigmoid: stax.sigmoid,
  silu: stax.silu,
  sin: stax.sin,
  softplus: stax.softplus,
  tanh: stax.tanh,
};

/**
 * σ_w, σ_b, then q*, c*, χ₁ and the depth −1/log(σ_w² E[φ̇φ̇′] at c*), by mpmath with 30 digits: moments by quadrature (pairs by the trapezoidal rule in
 * the plane; hardTanh by its integral along the correlation), fixed points by secants.
 */
const fixedPoints: readonly [string, number, number, number, number, number, number][] = [
  [
    "tanh",
    1.5,
    0.05,
    0.7983871143080961,
    0.05208623637174849,
    1.136707784095615,
    16.200641688067332,
  ],
  ["tanh", 2.5, 0.3, 4.079123875282246, 0.12210374730558539, 1.5852247650060332, 5.108918989166762],
  ["tanh", 1.1, 0.4, 0.48531923872519206, 1.0, 0.723575777037219, 3.0907123934768523],
  ["sin", 1.8, 0.2, 1.5930395359567764, 0.0739020774830638, 1.6869604640432239, 2.4357444218955098],
  ["erf", 1.5, 0.3, 1.2191689527616543, 0.49706952261161547, 1.18175315397796, 8.609443563780497],
  ["sigmoid", 6, 0.5, 14.86466087819066, 1.0, 0.5958155001480504, 1.9311572439153863],
  ["sigmoid", 2, 0.1, 1.2081870147132199, 1.0, 0.17116796202676707, 0.5665369391842844],
  ["softplus", 0.9, 0.2, 0.6636168127079425, 1.0, 0.22830904590352122, 0.6770228123047737],
  ["silu", 1.2, 0.3, 0.14897190290574605, 1.0, 0.4068001349146406, 1.1118112023690667],
  ["gelu", 1.2, 0.3, 0.16305517174112327, 1.0, 0.4725103607234892, 1.3338747000185416],
  ["mish", 1.1, 0.2, 0.07342684917324616, 1.0, 0.46289958409161724, 1.2982879888387246],
  ["elu", 1.1, 0.2, 0.3335192064573233, 1.0, 0.8974424403121534, 9.241606589839957],
];

describe("fixed points of deep networks", () => {
  it.each(fixedPoints)("of %s at σ_w = %d, σ_b = %d, to 12 digits", (name, wStd, bStd, ...want) => {
    const [qStar, cStar, chi1, depth] = want;
    const found = phase(activations[name]?.() as stax.Layer, { wStd, bStd });
    expect(found.phase).toBe(chi1 < 1 ? "ordered" : "chaotic");
    expect(Math.abs(found.qStar / qStar - 1)).toBeLessThan(1e-13);
    expect(Math.abs(found.chi1 / chi1 - 1)).toBeLessThan(1e-13);
    // What roundings of the map move where it crosses the diagonal so flatly.
    expect(Math.abs(found.cStar - cStar)).toBeLessThan(1e-12);
    expect(Math.abs(found.correlationDepth / depth - 1)).toBeLessThan(1e-12);
  });
});
