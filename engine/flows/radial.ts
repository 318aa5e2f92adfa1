import { abs, add, div, maximum, mul, sub } from "../array/arithmetic.js";
import { array } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { log, sqrt } from "../array/transcendental.js";
import { norm } from "../linalg/norm.js";
import { split } from "../random/key.js";
import { normal } from "../random/normal.js";
import { checkShapes, makeFlow, type Flow } from "./flow.js";

/** A centre of dim numbers, α > 0 and β ≥ −α of one. */
export interface RadialParams {
  readonly z0: NDArray;
  readonly alpha: NDArray;
  readonly beta: NDArray;
}

/**
 * y = x + βh(x − z₀), h = 1/(α + r), r = |x − z₀|; log |det| = (d − 1) log(1 + βh) + log(1 + βh − βh²r) (Rezende &
 * Mohamed 2015, eq. 14): it gathers or scatters around a point. |α| is taken for α, and −α for a smaller β, where the map
 * would fold: training cannot leave what has an inverse.
 *
 * @example
 * ```ts
 * flows.radial().forward({ z0: array([0, 0]), alpha: array([1]), beta: array([2]) }, [[1, 0]]);
 * ```
 */
export function radial(): Flow<RadialParams> {
  return makeFlow<RadialParams>({
    name: "radial",
    dim: ({ z0 }) => z0.size,
    init(key, dim) {
      const [k1, k2] = split(key);
      return { z0: normal(k1, [dim]), alpha: array([1]), beta: mul(normal(k2, [1]), 0.1) };
    },
    transform(given, x) {
      const { z0, alpha, beta } = unfolded(given);
      const from = sub(x, z0);
      const r = norm(from, { axis: 1 });
      const h = div(1, add(alpha, r));
      const stretch = add(mul(beta, h), 1);
      const dim = x.shape[1] ?? 1;
      const along = sub(stretch, mul(mul(beta, mul(h, h)), r));
      return {
        y: add(x, mul(mul(beta, h).reshape([-1, 1]), from)),
        logDet: add(mul(log(stretch), dim - 1), log(along)),
      };
    },
    inverse(given, y) {
      const { z0, alpha, beta } = unfolded(given);
      // |y − z₀| = ρ = r + βr/(α + r) is quadratic in r.
      const from = sub(y, z0);
      const rho = norm(from, { axis: 1 });
      const half = mul(sub(rho, add(alpha, beta)), 0.5);
      const r = add(half, sqrt(add(mul(half, half), mul(alpha, rho))));
      const reach = add(alpha, r);
      return add(z0, mul(from, div(reach, add(reach, beta)).reshape([-1, 1])));
    },
  });
}

/** Nearer to what folds the map squeezes points by more than this. */
const LEAST_SLOPE = 1e-6;

/** α > 0 and β > −α of any two numbers, which stay as they are where they are so. */
function unfolded({ z0, alpha, beta }: RadialParams): RadialParams {
  checkShapes("radial", { z0, alpha, beta }, { z0: [z0.size], alpha: [1], beta: [1] });
  const a = maximum(abs(alpha), LEAST_SLOPE);
  return { z0, alpha: a, beta: maximum(beta, mul(a, LEAST_SLOPE - 1)) };
}
