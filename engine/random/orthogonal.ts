import { mul } from "../array/arithmetic.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { diagonal } from "../array/rearrange.js";
import { greaterEqual } from "../array/comparison.js";
import { DomainError } from "../errors.js";
import { qr } from "../linalg/qr.js";
import { checkOptions } from "../options.js";
import type { ShapedOptions } from "./exponential.js";
import type { Key } from "./key.js";
import { normal } from "./normal.js";

/**
 * An orthogonal matrix, uniform with respect to the Haar measure: Q of the QR decomposition of a normal
 * matrix, with the signs that make R's diagonal positive (Mezzadri 2007). That of
 * `jax.random.orthogonal`, to rounding.
 *
 * @returns n × n.
 * @throws {@link DomainError} when n is no whole number.
 * @example
 * ```ts
 * random.orthogonal(random.key(0), 3);
 * ```
 */
export function orthogonal<D extends FloatDtype = FloatDtype>(
  key: Key,
  n: number,
  options: ShapedOptions<D> = {},
): NDArray<D> {
  checkOptions("random.orthogonal", options, ["dtype"]);
  if (!Number.isInteger(n) || n < 0) {
    throw new DomainError(`random.orthogonal: n is ${n}; use a whole number`);
  }
  const { q, r } = qr(normal(key, [n, n], options));
  const signs = greaterEqual(diagonal(r), 0).mul(2).sub(1);
  return mul(q, signs) as NDArray<FloatDtype> as NDArray<D>;
}
