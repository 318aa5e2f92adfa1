import { maximum, minimum } from "../array/arithmetic.js";
import { centralVector } from "../dual/central.js";
import { clipDual } from "../dual/clip-dual.js";
import { clipMoments } from "../dual/clip-moments.js";
import { cornerTables } from "../dual/corner-tables.js";
import { commonVariance, tableAdvance } from "../dual/equal-variances.js";
import { gaussLegendre } from "../dual/quadrature.js";
import type { Advance, Rows } from "../kernel/map.js";
import { erf, erfc } from "../special/error-functions.js";
import { activationLayer, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

/**
 * φ(x) = x between −1 and 1, and −1 or 1 beyond. E[φ̇φ̇′] is the probability that both pre-activations lie
 * between −1 and 1, a bivariate normal integral along the angle (Plackett 1954; Genz 2004); E[φφ′] is its
 * integral by the covariance.
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512, { wStd: 1.5 }), stax.hardTanh(), stax.dense(1));
 * ```
 */
export function hardTanh(): Layer<NoParams> {
  return activationLayer({
    name: "hardTanh",
    elementwise: (x) => maximum(minimum(realElements(x), 1), -1),
    advance,
    dual: clipDual,
  });
}

/** Points for the corners at equal thresholds, whose layer may be of any width; at opposite ones; between. */
const NODES = [48, 24, 10] as const;
const LEGENDRE = gaussLegendre(NODES[0]);
const RULES = Float64Array.from(
  NODES.map(gaussLegendre).flatMap(({ nodes, weights }) =>
    Array.from(nodes, (node, k) => [node, weights[k] as number]).flat(),
  ),
);

/** Thresholds beyond which nothing lies. */
const FARTHEST = 1000;

/** E[φ²] = a ∫_{|z|<b} z²N + erfc(b/√2), b = 1/√a; vectors of engine/wasm/assembly/shared/tile-{clip,corners}.ts. */
function advance(rows: Rows): Advance {
  const common = commonVariance(rows);
  if (common !== null && common > 0) return tableAdvance(rows, equalMap(common));
  const bounds = rows.variances.map((a) => Math.min(FARTHEST, 1 / Math.sqrt(a)));
  const scaled = bounds.map((b) => b * Math.SQRT1_2);
  const inside = Float64Array.from(erf(scaled).data);
  const outside = Float64Array.from(erfc(scaled).data);
  const densities = bounds.map((b) => Math.exp((-b * b) / 2) / Math.sqrt(2 * Math.PI));
  const squares = bounds.map((b, row) =>
    secondMoment(b, inside[row] as number, densities[row] as number),
  );
  const variances = rows.variances.map(
    (a, row) => a * (squares[row] as number) + (outside[row] as number),
  );
  const inverses = variances.map((variance) => (variance === 0 ? 0 : 1 / Math.sqrt(variance)));
  const scales = rows.variances.map((a, row) => Math.sqrt(a) * (inverses[row] as number));
  const vectors = [bounds, scales, inverses, inside, outside, squares, densities, RULES];
  const tables = cornerTables(rows.variances);
  const central = centralVector(clipMoments({ bounds, inside, densities, scales, inverses }));
  const step = {
    opcode: "corners",
    constants: NODES,
    vectors: [...vectors, tables, central],
  } as const;
  return { rows: { ...rows, variances, signed: true }, steps: [{ ...step, doubles: true }] };
}

/** ∫_{|z|<b} z² N(z) dz; by its series where the closed form cancels. */
function secondMoment(b: number, inside: number, density: number): number {
  if (b > 1) return inside - 2 * b * density;
  // 2 N(b) Σ b^{2k+3}/(3·5⋯(2k + 3))
  let [term, sum] = [b ** 3 / 3, 0];
  for (let k = 1; term > sum * 1e-17; k++) {
    sum += term;
    term *= (b * b) / (2 * k + 3);
  }
  return 2 * density * sum;
}

/** The same at one variance: E₁ = exp(−b²(1 + v²)/2) and E₂ = exp(−b²(1 + v²)/2v²). */
function equalMap(variance: number) {
  const b = 1 / Math.sqrt(variance);
  const inside = erf(b * Math.SQRT1_2).item();
  const outside = erfc(b * Math.SQRT1_2).item();
  const density = Math.exp((-b * b) / 2) / Math.sqrt(2 * Math.PI);
  const meanSquare = variance * secondMoment(b, inside, density) + outside;
  return {
    meanSquare,
    map: {
      parity: "odd",
      powers: 2,
      octaves: 6 + Math.max(0, Math.ceil(Math.log2(Math.max(variance, 1)))),
      near: (y: number) => {
        const { a, ratio } = corners(b, y);
        const slope = inside - a / Math.PI;
        return [(variance / meanSquare) * (slope + ratio / (2 * Math.PI)), slope] as const;
      },
    },
  } as const;
}

/**
 * A, and B/s of s = y²: integrals over 2 dv/(1 + v²) of E₁, which is smooth from v = 0 on, and of E₂, which grows out of
 * nothing where v is about b and is smooth in log v.
 */
function corners(b: number, y: number): { a: number; ratio: number } {
  const first = y / Math.sqrt(1 - y * y);
  let [a, ratio] = [0, 0];
  const add = (v: number, weight: number, exponent: number) => {
    const above = 1 + v * v;
    const density = (weight * 2 * Math.exp((-b * b * exponent) / 2)) / above;
    a += density;
    ratio += (density * 2 * (v / y) ** 2) / above;
  };
  const depth = Math.min(DEPTH, Math.max(1, Math.log((9 * first) / b)));
  LEGENDRE.nodes.forEach((x, k) => {
    const weight = LEGENDRE.weights[k] as number;
    const [v, far] = [first * x, first * Math.exp(-depth * x)];
    add(v, first * weight, 1 + v * v);
    add(far, -depth * far * weight, 1 + 1 / (far * far));
  });
  return { a, ratio };
}

const DEPTH = 37;
