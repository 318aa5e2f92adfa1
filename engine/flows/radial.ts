import { abs, add, div, maximum, mul, sub } from "../array/arithmetic.js";
import { array } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { log, sqrt } from "../array/transcendental.js";
import { DomainError } from "../errors.js";
import { norm } from "../linalg/norm.js";
import { split } from "../random/key.js";
import { normal } from "../random/normal.js";
import { makeFlow, type Flow } from "./flow.js";

/** Of single precision, too. */
const TINY = 1e-37;

/** A centre of dim numbers, α > 0 and β ≥ −α of one. */
export interface RadialParams {
  readonly z0: NDArray;
  readonly alpha: NDArray;
  readonly beta: NDArray;
}

/**
 * y = x + βh(x − z₀), h = 1/(α + r), r = |x − z₀|; log |det| = (d − 1) log(1 + βh) + log(1 + βh − βh²r) (Rezende &
 * Mohamed 2015, eq. 14): it gathers or scatters around a point. Invertible where β ≥ −α.
 *
 * @throws {@link DomainError} when the inverse is asked for where there is none.
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
    transform({ z0, alpha, beta }, x) {
      const from = sub(x, z0);
      const r = norm(from, { axis: 1 });
      const h = div(1, add(alpha, r));
      const stretch = add(mul(beta, h), 1);
      const dim = x.shape[1] ?? 1;
      const along = sub(stretch, mul(mul(beta, mul(h, h)), r));
      return {
        y: add(x, mul(mul(beta, h).reshape([-1, 1]), from)),
        logDet: add(mul(log(abs(stretch)), dim - 1), log(abs(along))),
      };
    },
    inverse({ z0, alpha, beta }, y) {
      checkInvertible(alpha, beta);
      // |y − z₀| = ρ = r + βr/(α + r) is quadratic in r.
      const from = sub(y, z0);
      const rho = norm(from, { axis: 1 });
      const half = mul(sub(rho, add(alpha, beta)), 0.5);
      const r = add(half, sqrt(add(mul(half, half), mul(alpha, rho))));
      const reach = add(alpha, r);
      // 0 where β = −α, in the centre alone, which stays where it is.
      const stretched = maximum(add(reach, beta), TINY);
      return add(z0, mul(from, div(reach, stretched).reshape([-1, 1])));
    },
  });
}

function checkInvertible(alpha: NDArray, beta: NDArray): void {
  if (alpha.trace !== undefined || beta.trace !== undefined) return;
  const [a, b] = [Number(alpha.item()), Number(beta.item())];
  if (a > 0 && b >= -a) return;
  throw new DomainError(
    `flows.radial: α = ${a}, β = ${b}: the map folds and has no inverse; use α > 0 and β ≥ −α`,
  );
}
