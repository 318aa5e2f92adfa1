/** How the coefficients of one parity go on beyond those that are known. */
export interface Tail {
  /** a_p for any p, whole or not. */
  readonly at: (p: number) => number;
  /** L of the part that falls as e^(−Lp); 0 where there is none. */
  readonly decay: number;
}

/** Of even and of odd p; null where nothing is left. */
export type Tails = readonly [Tail | null, Tail | null];

/** Coefficients of the asymptotic series in 1/p. */
const ORDERS = 7;

/** What is left of a part that fell by e^−40 is nothing. */
const GONE = 40;

/** A part that fell by e^−20 is seen to eight digits beside the other. */
const VISIBLE = 20;

/** Parts that are not seen so far have no series to be told by. */
const LEAST = 256;

/** Below this share of the other parity's, coefficients are the difference of two parts that nearly cancel. */
const SMALL = 1e-2;

/**
 * A kernel with a kink at z = 1, such as √(1 − z), has a_p = p^(−s) (b₀ + b₁/p + b₂/p² + …) with s = 3/2 or 5/2
 * (Flajolet & Odlyzko 1990); a kink at −ρ adds (−1)^p e^(−Lp) times such a series, L = log ρ. With ρ = 1, or far away,
 * each parity is such a series by itself.
 *
 * @param coefficients - a₀ … a_N
 * @param decay - L
 */
export function tailsOf(coefficients: Float64Array, decay: number): Tails {
  const last = coefficients.length - 1;
  const alone = [0, 1].map((parity) => tailOfParity(coefficients, parity)) as [
    Tail | null,
    Tail | null,
  ];
  const end = last - 8;
  if (decay === 0 || (decay * last) / 4 > GONE || VISIBLE / decay < LEAST) return alone;
  if (alone.includes(null)) return alone;
  const [even, odd] = [0, 1].map((parity) => sequenceOf(coefficients, parity)) as [
    Sequence,
    Sequence,
  ];
  const range = { end, decay };
  if (even(end) >= odd(end)) return together(even, odd, range) ?? alone;
  return (together(odd, even, range)?.toReversed() as Tails | undefined) ?? alone;
}

interface Range {
  /** The last known p. */
  readonly end: number;
  readonly decay: number;
}

/**
 * Larger coefficients s + d e^(−Lp) and smaller ones s − d e^(−Lp), told apart where both are known. Where they nearly
 * cancel in the smaller, s = d + w, and w + d(1 − e^(−Lp)) loses nothing.
 */
function together(larger: Sequence, smaller: Sequence, { end, decay }: Range): Tails | null {
  // Farther out d e^(−Lp) is less than the rounding of s.
  const far = Math.min(end, Math.floor(VISIBLE / decay));
  const d = series((p) => ((larger(p) - smaller(p)) / 2) * Math.exp(decay * p), far);
  if (d === null) return null;
  const lost = (p: number) => -Math.expm1(-decay * p);
  const close = smaller(end) < SMALL * larger(end);
  const rest = close
    ? series((p) => smaller(p) - d.at(p) * lost(p), end, d.exponent)
    : series((p) => (larger(p) + smaller(p)) / 2, end);
  if (rest === null) return null;
  const left = (p: number) => d.at(p) * Math.exp(-decay * p);
  return close
    ? [
        { at: (p) => rest.at(p) + d.at(p) + left(p), decay },
        { at: (p) => rest.at(p) + d.at(p) * lost(p), decay },
      ]
    : [
        { at: (p) => rest.at(p) + left(p), decay },
        { at: (p) => rest.at(p) - left(p), decay },
      ];
}

/** Null where coefficients have died out, as those of smooth kernels do. */
function tailOfParity(coefficients: Float64Array, parity: number): Tail | null {
  const last = coefficients.length - 1;
  const at = (p: number) => coefficients[p] as number;
  const found = series(at, last - ((last - parity) & 1), undefined, parity);
  return found && { at: found.at, decay: 0 };
}

/** The coefficients of one parity at any whole p: between them by the polynomial through eight neighbours. */
type Sequence = (p: number) => number;

const NEIGHBOURS = [1225, -245, 49, -5].map((weight) => weight / 2048);

function sequenceOf(coefficients: Float64Array, parity: number): Sequence {
  const at = (p: number) => coefficients[p] as number;
  return (p) =>
    p % 2 === parity
      ? at(p)
      : NEIGHBOURS.reduce(
          (sum, weight, i) => sum + weight * (at(p - 2 * i - 1) + at(p + 2 * i + 1)),
          0,
        );
}

interface Series {
  readonly at: (p: number) => number;
  /** s */
  readonly exponent: number;
}

/**
 * p^(−s) (b₀ + b₁/p + …) through a sequence at p of one parity: f p^s is interpolated in N/p between N/4 and N. Null
 * where it falls faster than any such series.
 */
function series(f: Sequence, end: number, known?: number, parity = end % 2): Series | null {
  const near = (x: number) => parity + 2 * Math.round((end / x - parity) / 2);
  const half = near(2);
  const exponent = known ?? Math.round((2 * Math.log(f(half) / f(end))) / Math.log(end / half)) / 2;
  if (!(exponent <= 8)) return null;
  const points = Array.from({ length: ORDERS }, (_, i) => near(chebyshevPoint(i)));
  const nodes = points.map((p) => end / p);
  const values = points.map((p) => f(p) * p ** exponent);
  const differences = dividedDifferences(nodes, values);
  return { at: (p) => newton(differences, nodes, end / p) / p ** exponent, exponent };
}
/** On [1, 4]. */
function chebyshevPoint(i: number): number {
  return 2.5 - 1.5 * Math.cos((Math.PI * i) / (ORDERS - 1));
}

function dividedDifferences(nodes: readonly number[], values: readonly number[]): number[] {
  const out = values.slice();
  for (let order = 1; order < nodes.length; order++) {
    for (let i = nodes.length - 1; i >= order; i--) {
      const width = (nodes[i] as number) - (nodes[i - order] as number);
      out[i] = ((out[i] as number) - (out[i - 1] as number)) / width;
    }
  }
  return out;
}

function newton(differences: readonly number[], nodes: readonly number[], x: number): number {
  return differences.reduceRight(
    (sum, difference, i) => sum * (x - (nodes[i] as number)) + difference,
    0,
  );
}
