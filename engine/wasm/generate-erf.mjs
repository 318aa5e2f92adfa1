// Generates shared/erf-table.ts: polynomials for the error function, worked out at build time in
// fixed-point integers of 200 bits.
//
// |x| ≤ 1: erf x = x · S(x²), the Taylor series (Abramowitz and Stegun 7.1.5): terms of alternating
// sign of which the first is the largest. |x| ≥ 1: erf x = sign x · (1 − e^(−x²) G(t)) with
// G = e^(x²) erfc x as a polynomial in t = (x − 3)/(x + 3) ∈ [−½, ⅓], x ≤ 6, by Chebyshev interpolation
// (the substitution of Schonfelder 1978, which makes G smooth up to infinity).

const BITS = 200n;
const ONE = 1n << BITS;

/** Terms of S: the first one left out is below 2⁻⁵⁷ at x = 1. */
const SERIES_TERMS = 20;
/** Nodes of G: the interpolation error is below 2⁻⁵⁵ (accuracy is tested on the compiled code). */
const NODES = 20;
const [FIRST, LAST] = [-0.5, 1 / 3];

const times = (/** @type {bigint} */ a, /** @type {bigint} */ b) => (a * b) >> BITS;
const over = (/** @type {bigint} */ a, /** @type {bigint} */ b) => (a << BITS) / b;

/** A double, exactly: 2⁻⁷⁴ is the last place of a double above 2⁻²². */
const fixed = (/** @type {number} */ x) => BigInt(x * 2 ** 74) << (BITS - 74n);
const toNumber = (/** @type {bigint} */ x) => Number(x >> (BITS - 80n)) / 2 ** 80;

/** π by Machin's formula. */
const PI = 4n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));

function arctanOfInverse(/** @type {bigint} */ q) {
  let [power, sum] = [ONE / q, ONE / q];
  for (let k = 3n; power !== 0n; k += 2n) {
    power /= -(q * q);
    sum += power / k;
  }
  return sum;
}

function squareRoot(/** @type {bigint} */ x) {
  const target = x << BITS;
  let root = 1n << BigInt((target.toString(2).length + 1) >> 1);
  for (let next = 0n; ; root = next) {
    next = (root + target / root) >> 1n;
    if (next >= root) return root;
  }
}

const TWO_OVER_ROOT_PI = over(2n * ONE, squareRoot(PI));

function exponential(/** @type {bigint} */ x) {
  let [term, sum] = [ONE, ONE];
  for (let k = 1n; term !== 0n; k++) {
    term = times(term, x) / k;
    sum += term;
  }
  return sum;
}

/** e^(x²) erfc x = e^(x²) − 2/√π Σ 2ⁿ x²ⁿ⁺¹/(2n+1)!!  (7.1.6). */
function scaledErfc(/** @type {bigint} */ x) {
  const square = times(x, x);
  let [term, sum] = [x, x];
  for (let n = 1n; term !== 0n; n++) {
    term = (2n * times(term, square)) / (2n * n + 1n);
    sum += term;
  }
  return exponential(square) - times(TWO_OVER_ROOT_PI, sum);
}

function seriesCoefficients() {
  let factorial = 1n;
  return Array.from({ length: SERIES_TERMS }, (_, index) => {
    const n = BigInt(index);
    if (n > 0n) factorial *= -n;
    return toNumber(TWO_OVER_ROOT_PI / (factorial * (2n * n + 1n)));
  });
}

/** Newton's divided differences at Chebyshev's nodes, multiplied out to powers of t. */
function tailCoefficients() {
  const middle = (FIRST + LAST) / 2;
  const reach = (LAST - FIRST) / 2;
  const nodes = Array.from({ length: NODES }, (_, k) =>
    fixed(middle + reach * Math.cos((Math.PI * (k + 0.5)) / NODES)),
  );
  const table = nodes.map((t) => scaledErfc(over(3n * (ONE + t), ONE - t)));
  for (let order = 1; order < NODES; order++) {
    for (let k = NODES - 1; k >= order; k--) {
      const rise = /** @type {bigint} */ (table[k]) - /** @type {bigint} */ (table[k - 1]);
      const run = /** @type {bigint} */ (nodes[k]) - /** @type {bigint} */ (nodes[k - order]);
      table[k] = over(rise, run);
    }
  }
  /** @type {bigint[]} */
  let powers = [];
  for (let k = NODES - 1; k >= 0; k--) {
    const node = /** @type {bigint} */ (nodes[k]);
    const shifted = [0n, ...powers];
    powers = shifted.map((value, i) => value - times(node, powers[i] ?? 0n));
    powers[0] = (powers[0] ?? 0n) + /** @type {bigint} */ (table[k]);
  }
  return powers.map(toNumber);
}

const constant = (/** @type {string} */ name, /** @type {number[]} */ values) =>
  `export const ${name}: usize = memory.data<f64>([${values.join(", ")}], 16);\n`;

/** The text of shared/erf-table.ts. */
export function generateErfTable() {
  return [
    constant("ERF_SERIES", seriesCoefficients()),
    `export const ERF_SERIES_TERMS: i32 = ${SERIES_TERMS};\n`,
    constant("ERF_TAIL", tailCoefficients()),
    `export const ERF_TAIL_TERMS: i32 = ${NODES};\n`,
  ].join("");
}
