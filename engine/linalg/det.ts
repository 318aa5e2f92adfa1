import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { allocate } from "../array/storage.js";
import type { Factors } from "../wasm/general-systems.js";
import { scaleByPower } from "../wasm/scaling.js";
import { factorsOf } from "./lu.js";
import { asSquares, type RealOf, type Stack } from "./stack.js";

/** det A = sign · exp(logabsdet). */
export interface SlogdetResult<D extends FloatDtype = FloatDtype> {
  /** −1, 0 or 1: [...]. */
  readonly sign: NDArray<D>;
  /** ln |det A|, −∞ for a singular matrix: [...]. */
  readonly logabsdet: NDArray<D>;
}

/**
 * The determinants of square matrices, from an elimination. Beyond the range of the dtype use
 * `slogdet`.
 *
 * @param a - [..., n, n].
 * @returns [...].
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * det([[1, 2], [3, 4]]); // array(-2.)
 * ```
 */
export function det<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  const stack = squares("det", asArray(a));
  const values = allocate(stack.dtype, stack.count, "anything");
  factorsOf(stack).forEach((factors, i) => {
    const { mantissa, exponent } = productOf(pivotsOf(factors, stack.rows));
    values[i] = mantissa && signOf(factors.permutation) * scaleByPower(mantissa, exponent);
  });
  return new NDArray(values, stack.batch, stack.dtype) as NDArray<RealOf<A>>;
}

/**
 * The sign of the determinant and the logarithm of its size, which neither overflow nor vanish.
 *
 * @param a - [..., n, n].
 * @returns sign and logabsdet, [...] both.
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * slogdet([[1, 0], [0, -1]]).sign; // array(-1.)
 * ```
 */
export function slogdet<A extends ArrayInput>(a: A): SlogdetResult<RealOf<A>> {
  const stack = squares("slogdet", asArray(a));
  const { dtype, batch, count } = stack;
  const signs = allocate(dtype, count, "anything");
  const logs = allocate(dtype, count, "anything");
  factorsOf(stack).forEach((factors, i) => {
    const { mantissa, exponent } = productOf(pivotsOf(factors, stack.rows));
    signs[i] = mantissa && signOf(factors.permutation) * Math.sign(mantissa);
    logs[i] = Math.log(Math.abs(mantissa)) + exponent * Math.LN2;
  });
  return {
    sign: new NDArray(signs, batch, dtype) as NDArray<RealOf<A>>,
    logabsdet: new NDArray(logs, batch, dtype) as NDArray<RealOf<A>>,
  };
}

function squares(caller: string, array: NDArray): Stack {
  return asSquares(caller, "a", array, realDtype(array.dtype));
}

function pivotsOf({ lu }: Factors, n: number): number[] {
  return Array.from({ length: n }, (_, i) => lu[i * (n + 1)] as number);
}

/** Π x = mantissa · 2^exponent: the partial products stay in range. */
function productOf(factors: readonly number[]): { mantissa: number; exponent: number } {
  let [mantissa, exponent] = [1, 0];
  for (const factor of factors) {
    mantissa *= factor;
    if (mantissa === 0) return { mantissa: 0, exponent: 0 };
    if (!Number.isFinite(mantissa)) return { mantissa, exponent: 0 };
    const shift = Math.floor(Math.log2(Math.abs(mantissa)));
    mantissa = scaleByPower(mantissa, -shift);
    exponent += shift;
  }
  return { mantissa, exponent };
}

/** Of a permutation: −1 for an odd number of exchanges. */
function signOf(permutation: Int32Array): number {
  const rest = permutation.slice();
  let sign = 1;
  for (let i = 0; i < rest.length; i++) {
    for (let j = rest[i] as number; j !== i; j = rest[i] as number) {
      rest[i] = rest[j] as number;
      rest[j] = j;
      sign = -sign;
    }
  }
  return sign;
}
