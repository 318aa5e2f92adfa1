/**
 * a·b + c with one rounding, which JavaScript lacks and which XLA uses where JAX scales uniform
 * numbers: an exact product and sums (Dekker 1971, Knuth), then the odd-rounding of Boldo and
 * Melquiond (Emulation of FMA and correctly rounded sums, IEEE Trans. Computers 2008), which keeps
 * the last rounding honest.
 */

/** 2²⁷ + 1 splits a double into halves whose products are exact. */
const SPLITTER = 134217729;

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** The fused a·b + c in double precision; magnitudes between 2⁻⁴⁰⁰ and 2⁴⁰⁰. */
export function fma64(a: number, b: number, c: number): number {
  const product = a * b;
  const productError = multiplicationError(a, b, product);
  const low = c + productError;
  const lowError = additionError(c, productError, low);
  const high = product + low;
  const highError = additionError(product, low, high);
  return high + roundedToOdd(highError, lowError);
}

/** The fused a·b + c of three float32 values in single precision; their product is exact in double. */
export function fma32(a: number, b: number, c: number): number {
  return Math.fround(roundedToOdd(a * b, c));
}

/** a·b − product, exactly. */
function multiplicationError(a: number, b: number, product: number): number {
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function halves(x: number): readonly [number, number] {
  const scaled = SPLITTER * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}

/** a + b − sum, exactly. */
function additionError(a: number, b: number, sum: number): number {
  const shifted = sum - a;
  return a - (sum - shifted) + (b - shifted);
}

/** a + b; an inexact sum takes the neighbour with an odd last bit. */
function roundedToOdd(a: number, b: number): number {
  const sum = a + b;
  const error = additionError(a, b, sum);
  double[0] = sum;
  const pattern = bits[0] as bigint;
  if (error === 0 || pattern & 1n) return sum;
  // The bit patterns of doubles are ordered like their magnitudes.
  bits[0] = pattern + (error > 0 === sum > 0 ? 1n : -1n);
  return double[0];
}
