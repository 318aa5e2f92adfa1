import { describe, expect, it } from "vitest";
import { elu, hardTanh, mish, sigmoid, silu, softplus, tanh } from "../../../engine/stax/index.js";
import { dense, serial, type Layer, type NoParams } from "../../../engine/stax/index.js";

const activations: Readonly<Record<string, () => Layer<NoParams>>> = {
  ...{ elu, hardTanh, mish, sigmoid, silu, softplus, tanh },
};

/**
 * E[φφ′] and E[φ̇φ̇′] at variances and a correlation. The latter by Gauss–Legendre in both pre-activations on panels that end at
 * kinks, of φ̇ without its step at 0, in long double; the former its integral by the covariance, on panels that halve
 * towards c = ±1.
 */
const moments: readonly [string, [number, number, number], number, number][] = [
  ["elu", [4, 1, -0.85], -0.7292576450676603, 0.43871140233962874],
  ["elu", [90, 130, 0.3], 23.74720232336216, 0.3372583502975145],
  ["elu", [100, 300, 0.85], 74.85690393196657, 0.44134822924846195],
  ["elu", [1000, 700, -0.9], -17.808439658747513, 0.08683280931498617],
  ["elu", [10000, 5000, 0.97], 3434.5009815766857, 0.46563434717367663],
  ["elu", [0.01, 1000, 0.7], 1.1353164573918795, 0.506489203999776],
  ["hardTanh", [4, 1, -0.85], -0.48807933645868284, 0.3506510519432988],
  ["hardTanh", [90, 130, 0.3], 0.1933474004251669, 0.00614854192078103],
  ["hardTanh", [100, 300, 0.85], 0.6445223136996243, 0.006921888845168552],
  ["hardTanh", [1000, 700, -0.9], -0.7123358881151741, 0.001741928369219253],
  ["hardTanh", [10000, 5000, 0.97], 0.8435411728834797, 0.00037002763155464337],
  ["hardTanh", [0.01, 1000, 0.7], 0.05584261199912297, 0.025227120630039613],
  ["tanh", [90, 130, 0.3], 0.19244160345735847, 0.006117909304816687],
  ["tanh", [100, 300, 0.85], 0.641257732529138, 0.006844044903807234],
  ["tanh", [1000, 700, -0.9], -0.7115597262775298, 0.0017365445793471347],
  ["tanh", [10000, 5000, 0.97], 0.843355187142951, 0.00036957046924181836],
  ["tanh", [0.01, 1000, 0.7], 0.05536965489066457, 0.025093525215355093],
  ["sigmoid", [90, 130, 0.3], 0.2970080544855993, 0.0014923073107186615],
  ["sigmoid", [100, 300, 0.85], 0.40641366398876294, 0.0016226948482950532],
  ["sigmoid", [1000, 700, -0.9], 0.07307603038745422, 0.00042755000533526376],
  ["sigmoid", [10000, 5000, 0.97], 0.4606053554977005, 9.182351474367137e-5],
  ["sigmoid", [0.01, 1000, 0.7], 0.25695551947946527, 0.0031447284885837224],
  ["softplus", [90, 130, 0.3], 26.615431721069868, 0.2970080544855993],
  ["softplus", [100, 300, 0.85], 75.46100970471745, 0.40641366398876294],
  ["softplus", [1000, 700, -0.9], 4.224305883118906, 0.07307603038745421],
  ["softplus", [10000, 5000, 0.97], 3435.1251326234988, 0.4606053554977005],
  ["softplus", [0.01, 1000, 0.7], 9.335749793890361, 0.25695551947946527],
  ["silu", [90, 130, 0.3], 25.619026777987425, 0.2999039422995313],
  ["silu", [100, 300, 0.85], 74.80697356442201, 0.41660787866276827],
  ["silu", [1000, 700, -0.9], 3.756275795867738, 0.0705043830716221],
  ["silu", [10000, 5000, 0.97], 3434.8535717259942, 0.4612276016182549],
  ["silu", [0.01, 1000, 0.7], 0.6002164990531459, 0.2639276166831057],
  ["mish", [90, 130, 0.3], 25.78888702739885, 0.3000164716075216],
  ["mish", [100, 300, 0.85], 74.96295055943182, 0.415492456793737],
  ["mish", [1000, 700, -0.9], 3.810360761202287, 0.07093213500428075],
  ["mish", [10000, 5000, 0.97], 3434.904922594707, 0.4611308238162115],
  ["mish", [0.01, 1000, 0.7], 0.7233745346185675, 0.31753686921476776],
];

/** Two rows of these variances and this correlation, and others of variances between. */
function rows([q, q2, c]: readonly [number, number, number], others: number): number[][] {
  const between = Array.from({ length: others }, (_, k) => {
    const length = Math.sqrt(2 * q * (q2 / q) ** (k / others));
    return [length * Math.cos(k), length * Math.sin(k)];
  });
  const length = Math.sqrt(2 * q2);
  return [[Math.sqrt(2 * q), 0], [length * c, length * Math.sqrt(1 - c * c)], ...between];
}

describe("moments at variances of any size", () => {
  it.each(moments)("%s at %j, to 13 digits", (name, at, nngp, slope) => {
    // Standard biases of deviation 0 make the tangent kernel before the activation 1.
    const unit = { bStd: 0, parameterization: "standard", s: [1e300, 1] } as const;
    const net = serial(dense(1, unit), activations[name]?.() as Layer<NoParams>);
    // Two rows are computed as they are, many interpolated between some variances.
    for (const others of [0, 150]) {
      const kernels = net.kernel(rows(at, others), null, ["nngp", "ntk"]);
      expect(Math.abs(kernels.nngp.get(0, 1) / nngp - 1)).toBeLessThan(2e-13);
      expect(Math.abs(kernels.ntk.get(0, 1) / slope - 1)).toBeLessThan(2e-13);
    }
  });
});

it("tanh of rows of 1e8 is their sign, to rounding", () => {
  // What is left of it falls as 1/a; E[sign sign′] = 2/π asin c.
  for (const c of [-0.9, 0.3, 0.55, 0.8, 0.999]) {
    const rows = [
      [1e8, 0],
      [1.1e8 * c, 1.1e8 * Math.sqrt(1 - c * c)],
    ];
    const found = serial(dense(1), tanh()).kernel(rows, null, "nngp").get(0, 1);
    expect(Math.abs(found / ((2 / Math.PI) * Math.asin(c)) - 1)).toBeLessThan(1e-14);
  }
});
