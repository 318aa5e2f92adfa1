// The numbers of determinants, from eliminations.
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import type { Factors } from "../wasm/general-systems.js";
import { scaleByPower } from "../wasm/scaling.js";
import { factorsOf } from "./elimination.js";
import { stackOf } from "./stack.js";

/** det A = sign · mantissa · 2^exponent. */
interface Determinant {
  readonly mantissa: number;
  readonly exponent: number;
}

export function determinants(a: NDArray): NDArray {
  const stack = stackOf(a);
  const values = allocate(stack.dtype, stack.count, "anything");
  factorsOf(stack).forEach((factors, i) => {
    const { mantissa, exponent } = determinantOf(factors, stack.rows);
    values[i] = scaleByPower(mantissa, exponent);
  });
  return new NDArray(values, stack.batch, stack.dtype);
}

export function signsAndLogarithms(a: NDArray): readonly [sign: NDArray, logarithm: NDArray] {
  const stack = stackOf(a);
  const { dtype, batch, count } = stack;
  const signs = allocate(dtype, count, "anything");
  const logs = allocate(dtype, count, "anything");
  factorsOf(stack).forEach((factors, i) => {
    const { mantissa, exponent } = determinantOf(factors, stack.rows);
    signs[i] = Math.sign(mantissa);
    logs[i] = Math.log(Math.abs(mantissa)) + exponent * Math.LN2;
  });
  return [new NDArray(signs, batch, dtype), new NDArray(logs, batch, dtype)];
}

/** The sign of a determinant that is not zero. */
export function signOfDeterminant(factors: Factors, n: number): number {
  return Math.sign(determinantOf(factors, n).mantissa);
}

function determinantOf({ lu, permutation }: Factors, n: number): Determinant {
  const pivots = Array.from({ length: n }, (_, i) => lu[i * (n + 1)] as number);
  const { mantissa, exponent } = productOf(pivots);
  return { mantissa: mantissa === 0 ? 0 : mantissa * signOf(permutation), exponent };
}

/** Π x: the partial products stay in range. */
function productOf(factors: readonly number[]): Determinant {
  let [mantissa, exponent] = [1, 0];
  for (const factor of factors) {
    mantissa *= factor;
    if (mantissa === 0 || !Number.isFinite(mantissa)) return { mantissa, exponent: 0 };
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
