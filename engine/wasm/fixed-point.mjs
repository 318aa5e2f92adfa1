// Arithmetic for coefficients that are worked out at build time: fixed-point integers of 200 bits.

export const BITS = 200n;
export const ONE = 1n << BITS;

export const times = (/** @type {bigint} */ a, /** @type {bigint} */ b) => (a * b) >> BITS;
export const over = (/** @type {bigint} */ a, /** @type {bigint} */ b) => (a << BITS) / b;

/** A double, exactly: 2⁻⁷⁴ is the last place of a double above 2⁻²². */
export const fixed = (/** @type {number} */ x) => BigInt(x * 2 ** 74) << (BITS - 74n);
export const toNumber = (/** @type {bigint} */ x) => Number(x >> (BITS - 80n)) / 2 ** 80;

/** π by Machin's formula. */
export const PI = 4n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));

function arctanOfInverse(/** @type {bigint} */ q) {
  let [power, sum] = [ONE / q, ONE / q];
  for (let k = 3n; power !== 0n; k += 2n) {
    power /= -(q * q);
    sum += power / k;
  }
  return sum;
}

export function squareRoot(/** @type {bigint} */ x) {
  const target = x << BITS;
  let root = 1n << BigInt((target.toString(2).length + 1) >> 1);
  for (let next = 0n; ; root = next) {
    next = (root + target / root) >> 1n;
    if (next >= root) return root;
  }
}

/**
 * Coefficients, in powers of t, of the polynomial that meets f at Chebyshev's nodes of [first, last]:
 * Newton's divided differences, multiplied out.
 *
 * @param {(t: bigint) => bigint} f
 * @param {{ first: number, last: number, nodes: number }} interval
 */
export function interpolation(f, { first, last, nodes: count }) {
  const [middle, reach] = [(first + last) / 2, (last - first) / 2];
  const nodes = Array.from({ length: count }, (_, k) =>
    fixed(middle + reach * Math.cos((Math.PI * (k + 0.5)) / count)),
  );
  const table = nodes.map(f);
  for (let order = 1; order < count; order++) {
    for (let k = count - 1; k >= order; k--) {
      const rise = /** @type {bigint} */ (table[k]) - /** @type {bigint} */ (table[k - 1]);
      const run = /** @type {bigint} */ (nodes[k]) - /** @type {bigint} */ (nodes[k - order]);
      table[k] = over(rise, run);
    }
  }
  /** @type {bigint[]} */
  let powers = [];
  for (let k = count - 1; k >= 0; k--) {
    const node = /** @type {bigint} */ (nodes[k]);
    const shifted = [0n, ...powers];
    powers = shifted.map((value, i) => value - times(node, powers[i] ?? 0n));
    powers[0] = (powers[0] ?? 0n) + /** @type {bigint} */ (table[k]);
  }
  return powers.map(toNumber);
}

/**
 * A table in the module's memory.
 *
 * @param {string} name
 * @param {number[]} values
 * @param {"f64" | "f32"} type
 */
export function table(name, values, type = "f64") {
  return `export const ${name}: usize = memory.data<${type}>([${values.join(", ")}], 16);\n`;
}
