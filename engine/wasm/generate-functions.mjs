// Generates shared/function-tables.ts: polynomials of the elementary functions, worked out at build time.
// Accuracy is tested on the compiled code (test/engine/wasm/elementwise.test.ts).
import { interpolation, ONE, over, table, times, toNumber } from "./fixed-point.mjs";

/** 1/k! for k from `first` on, in steps. */
function inverseFactorials(/** @type {{ first: number, step: number, terms: number }} */ series) {
  const { first, step, terms } = series;
  return Array.from({ length: terms }, (_, k) => over(ONE, factorial(first + k * step)));
}

/** n! as a fixed-point number. */
function factorial(/** @type {number} */ n) {
  let product = ONE;
  for (let k = 2; k <= n; k++) product *= BigInt(k);
  return product;
}

const alternating = (/** @type {bigint[]} */ values, /** @type {number} */ sign) =>
  values.map((value, k) => toNumber(k % 2 === 0 ? value : -value) * sign);

/** R/s² = 2/3 + 2/5 s² + 2/7 s⁴ + … in z = s² (logarithm.ts). */
function logSeries(/** @type {bigint} */ z) {
  let [power, sum] = [ONE, 0n];
  for (let k = 3n; power !== 0n; k += 2n) {
    sum += (2n * power) / k;
    power = times(power, z);
  }
  return sum;
}

/** (tanh x/x − 1)/x² in z = x²: both series begin with 1. */
function tanhSeries(/** @type {bigint} */ z) {
  let [difference, cosh, power] = [0n, ONE, ONE];
  for (let k = 1n, even = ONE; power !== 0n; k++) {
    even /= (2n * k - 1n) * 2n * k;
    difference += times(power, even / (2n * k + 1n) - even);
    power = times(power, z);
    cosh += times(power, even);
  }
  return over(difference, cosh);
}

/** (3 − 2√2)² */
const LOG_LAST = (3 - 2 * Math.SQRT2) ** 2;
const TANH_LAST = 0.55 ** 2;

/**
 * Each function's coefficients in one float type.
 *
 * @type {readonly { type: "f64" | "f32", exp: number, log: number, tanh: number }[]}
 */
const TERMS = [
  { type: "f64", exp: 14, log: 8, tanh: 12 },
  { type: "f32", exp: 8, log: 4, tanh: 6 },
];

/** The text of shared/function-tables.ts. */
export function generateFunctionTables() {
  const named = (
    /** @type {string} */ name,
    /** @type {number[]} */ values,
    /** @type {"f64" | "f32"} */ type,
  ) => {
    const bits = type.slice(1);
    const count = `export const ${name}_TERMS_${bits}: i32 = ${values.length};\n`;
    return table(`${name}_${bits}`, values, type) + count;
  };
  const exp = inverseFactorials({ first: 0, step: 1, terms: 14 }).map(toNumber);
  const tables = TERMS.flatMap(({ type, ...terms }) => [
    named("EXP", exp.slice(0, terms.exp), type),
    named("LOG", interpolation(logSeries, { first: 0, last: LOG_LAST, nodes: terms.log }), type),
    named(
      "TANH",
      interpolation(tanhSeries, { first: 0, last: TANH_LAST, nodes: terms.tanh }),
      type,
    ),
  ]);
  // sin r = r − r³/3! + …; cos r = 1 − r²/2 + r⁴/4! − …, from the cubic and the quartic term on.
  const sine = alternating(inverseFactorials({ first: 3, step: 2, terms: 8 }), -1);
  const cosine = alternating(inverseFactorials({ first: 4, step: 2, terms: 8 }), 1);
  return [...tables, named("SIN", sine, "f64"), named("COS", cosine, "f64")].join("");
}
