/**
 * The quantile function of the standard normal distribution at probability ½ + q, relative error
 * about 1e-16. M. J. Wichura: Algorithm AS 241, PPND16. Applied Statistics 37 (1988), 477–484.
 *
 * Taking q instead of the probability keeps full accuracy near the median: √2·erf⁻¹(u) is the
 * quantile at q = u/2.
 */
export function normalQuantile(q: number): number {
  if (Math.abs(q) <= 0.425) return q * ratio(CENTRE, 0.425 * 0.425 - q * q);
  const size = tailQuantile(0.5 - Math.abs(q));
  return q < 0 ? -size : size;
}

/** The x > 0 beyond which lies the probability p ≤ 0.075. */
export function tailQuantile(p: number): number {
  const r = Math.sqrt(-Math.log(p));
  return r <= 5 ? ratio(MIDDLE, r - 1.6) : ratio(TAIL, r - 5);
}

/** Numerator and denominator, ascending powers. */
type Rational = readonly [readonly number[], readonly number[]];

function ratio([numerator, denominator]: Rational, x: number): number {
  return horner(numerator, x) / horner(denominator, x);
}

function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((value, coefficient) => value * x + coefficient, 0);
}

// prettier-ignore
const CENTRE: Rational = [
  [3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
   45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727],
  [1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077,
   21213.794301586595867, 39307.89580009271061, 28729.085735721942674, 5226.495278852854561],
];

// prettier-ignore
const MIDDLE: Rational = [
  [1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
   1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4],
  [1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455,
   0.14810397642748007459, 0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9],
];

// prettier-ignore
const TAIL: Rational = [
  [6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
   0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
  [1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525,
   7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15],
];
