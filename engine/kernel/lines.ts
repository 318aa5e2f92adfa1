// Lines through two nearly parallel examples: x(s) = λ (m + s d) and x′(s) = λ′ (m − s d), |d| = |m|, of which they
// are the points at s₀ ≈ √h. Further apart, the complements h(s) ≈ g s² of their pixels have digits, and g
// is continued from there to s₀. Bit by bit the same for x′ and x.
import type { Examples } from "./inputs.js";
import type { NearPair } from "./near-examples.js";

export interface Line {
  readonly row: number;
  readonly column: number;
  /** λ and λ′. */
  readonly factors: readonly [number, number];
  /** s₀. */
  readonly place: number;
  readonly middle: Float64Array;
  readonly direction: Float64Array;
}

/** A place on a line. */
export interface Point {
  readonly line: Line;
  readonly place: number;
}

/** Lengths that differ by less are a difference like any other. */
const ALIKE = 0.02;

/**
 * The lines along which a pair may come together. With their lengths as factors networks without biases see
 * parallel inputs at s = 0, with 1 and ±1 all networks see the same (or the opposite) one.
 */
export function linesOf(pair: NearPair, examples: readonly [Examples, Examples]): readonly Line[] {
  const { sign, lengths, complement } = pair;
  const [a, b] = lengths;
  const apart = Math.abs(a - b) / Math.max(a, b);
  const same = apart < ALIKE ? [lineOf(pair, [1, sign], examples)] : [];
  if (apart <= 4 * Math.sqrt(complement)) return same.filter(({ place }) => place > 0);
  return [lineOf(pair, [a, sign * b], examples), ...same];
}

function lineOf(
  { row, column }: NearPair,
  factors: readonly [number, number],
  [first, second]: readonly [Examples, Examples],
): Line {
  const x = exampleOf(first, row).map((value) => value / factors[0] / 2);
  const x2 = exampleOf(second, column).map((value) => value / factors[1] / 2);
  const middle = x.map((value, k) => value + (x2[k] as number));
  const half = x.map((value, k) => value - (x2[k] as number));
  const place = lengthOf(half) / lengthOf(middle);
  const direction = place === 0 ? half : half.map((value) => value / place);
  return { row, column, factors, place, middle, direction };
}

/** An example's numbers as doubles. */
function exampleOf({ data, pixels, channels }: Examples, n: number): Float64Array {
  const size = pixels * channels;
  return Float64Array.from(data.subarray(n * size, (n + 1) * size));
}

/** |v|, whatever the size of its entries. */
function lengthOf(vector: Float64Array): number {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(vector.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}

/** Both examples of every point. */
export function examplesAt(
  points: readonly Point[],
  { pixels, channels }: Pick<Examples, "pixels" | "channels">,
): readonly [Examples, Examples] {
  const size = pixels * channels;
  const side = (which: 0 | 1): Examples => {
    const data = new Float64Array(points.length * size);
    points.forEach(({ line: { factors, middle, direction }, place }, n) => {
      const along = which === 0 ? place : -place;
      for (let k = 0; k < size; k++) {
        const value = (middle[k] as number) + along * (direction[k] as number);
        data[n * size + k] = factors[which] * value;
      }
    });
    return { data, count: points.length, pixels, channels };
  };
  return [side(0), side(1)];
}

/**
 * The furthest place: kinks of pixels at an angle of 4 s to others spoil the continuation. Nearer ones need fewer
 * points; six have the first at 1e-4, where h has eight digits, as many as √h ≤ 1e-4 leaves a need of.
 */
const FURTHEST = 1 / 144;
const POINTS = 6;

/** Chebyshev's points of [0, 1/144]. */
export const PLACES: Float64Array = Float64Array.from(
  { length: POINTS },
  (_, k) => FURTHEST * Math.sin(((2 * k + 1) * Math.PI) / (4 * POINTS)) ** 2,
);

/** The polynomial through values at {@link PLACES}, at another place (Berrut & Trefethen 2004, 5.3). */
export function continued(values: Float64Array, place: number): number {
  let [above, below] = [0, 0];
  for (let k = 0; k < PLACES.length; k++) {
    const distance = place - (PLACES[k] as number);
    if (distance === 0) return values[k] as number;
    const weight = ((-1) ** k * Math.sin(((2 * k + 1) * Math.PI) / (2 * POINTS))) / distance;
    above += weight * (values[k] as number);
    below += weight;
  }
  return above / below;
}
