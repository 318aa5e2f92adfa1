import type { Advance, Rows } from "../kernel/map.js";
import { activationLayer, type NoParams } from "./activation.js";
import { errorFunction } from "./error-function.js";
import type { Layer } from "./layer.js";

/**
 * φ(x) = erf(x), a sigmoid from −1 to 1 with φ̇(x) = 2/√π·exp(−x²). Its kernels (Williams 1997): with
 * C = 2k/√((1 + 2a)(1 + 2a′)) of pre-activations with variances a, a′ and covariance k,
 * K′ = (2/π) asin C and Θ′ = Θ·(4/π)/√((1 + 2a)(1 + 2a′) − 4k²).
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512, { wStd: 1.5, bStd: 0.05 }), stax.erf(), stax.dense(1));
 * ```
 */
export function erf(): Layer<NoParams> {
  return activationLayer({ name: "erf", elementwise: errorFunction, advance });
}

/** E[φ²] = (2/π) asin p² with p² = 2a/(1 + 2a); the vectors are those of tile-erf.ts. */
function advance(rows: Rows): Advance {
  // Halved above and below, for variances whose double is infinite.
  const noise = rows.variances.map((a) => 0.5 / (0.5 + a));
  const sine = rows.variances.map((a) => a / (0.5 + a));
  const cosine = noise.map((o, row) => Math.sqrt(o * (1 + (sine[row] as number))));
  const arcs = sine.map((value, row) => Math.atan2(value, cosine[row] as number));
  const roots = arcs.map(Math.sqrt);
  const vectors = [
    sine.map(Math.sqrt),
    noise,
    noise.map(Math.sqrt),
    roots,
    roots.map((root) => (root === 0 ? 0 : 1 / root)),
    cosine,
  ];
  const variances = arcs.map((arc) => (2 / Math.PI) * arc);
  return { rows: { ...rows, variances }, steps: [{ opcode: "erf", vectors }] };
}
