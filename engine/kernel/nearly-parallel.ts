// Complements of pixels that were mixed. A mean of pixels is nearly parallel to another example's where the
// differences cancel in Σ R R′ K, which leaves h an absolute error of 1e-16 and √h of 1e-16/√h. The
// differences of their pixels alone would do, but they depend on each other as covariances of nearly
// equal pairs do; so h is continued along a line from where the examples are further apart.
import type { FloatDtype } from "../array/dtype.js";
import type { Examples } from "./inputs.js";
import { continued, examplesAt, linesOf, PLACES, type Line, type Point } from "./lines.js";
import { nearExamples, type NearPair } from "./near-examples.js";

/** A complement that is known better than the program's, of a pixel of x1 with the same of x2. */
export interface Replacement {
  readonly row: number;
  readonly column: number;
  readonly pixel: number;
  readonly w: number;
}

/** Covariances of pixels of paired examples, each the same one of both, and their variances: pairs × pixels. */
export interface PairedKernel {
  readonly nngp: Float64Array;
  readonly variances: readonly [Float64Array, Float64Array];
}

/** The kernel of other examples in the places (masks, graphs) of given ones, in double precision. */
export type PairedKernelOf = (
  examples: readonly [Examples, Examples],
  places: readonly [readonly number[], readonly number[]],
) => PairedKernel;

export interface Nearby {
  readonly examples: readonly [Examples, Examples];
  readonly triangle: boolean;
  readonly dtype: FloatDtype;
}

/** Complements of examples up to which pairs are looked at, and below which double precision needs help. */
const MOST: Readonly<Record<FloatDtype, number>> = { float64: 1e-4, float32: 1e-3 };
const LEAST = 1e-8;
/** Below this complement single precision has lost digits. */
const SINGLE = 0.03;
/** What doubles may be off by: a continuation that is further off is none. */
const ROUNDING = 2 ** -47;
/** How many pairs' lines, and then points of lines, are looked at together: setting up a program costs as much as some. */
const AT_ONCE = { least: 32, most: 1024, numbers: 2 ** 21 };

/** The pairs of examples that may have pixels which are nearly parallel after mixing. */
export function nearbyPairs({ examples, triangle, dtype }: Nearby): readonly NearPair[] {
  return nearExamples(examples[0], triangle ? null : examples[1], MOST[dtype]);
}

/** What is to be replaced in a node's complements, row by row. */
export function replacements(
  pairs: readonly NearPair[],
  nearby: Nearby,
  kernelOf: PairedKernelOf,
): readonly Replacement[] {
  const all: Replacement[] = [];
  const count = atOnce(nearby.examples[0]);
  for (let start = 0; start < pairs.length; start += count) {
    all.push(...replacedOf(pairs.slice(start, start + count), nearby, kernelOf));
  }
  return all.sort((a, b) => a.row - b.row);
}

function atOnce({ pixels, channels }: Pick<Examples, "pixels" | "channels">): number {
  const { least, most, numbers } = AT_ONCE;
  return Math.max(least, Math.min(most, Math.floor(numbers / (pixels * channels))));
}

function replacedOf(
  pairs: readonly NearPair[],
  { examples, dtype }: Nearby,
  kernelOf: PairedKernelOf,
): readonly Replacement[] {
  const lines = pairs.flatMap((pair) => linesOf(pair, examples));
  const seen = seenOn(lines, (points) => complementsAt(points, examples[0], kernelOf));
  const found = new Map<string, Replacement>();
  for (const better of [true, false]) {
    if (!better && dtype === "float64") break;
    for (const { line, own, further } of seen) {
      own.forEach((value, pixel) => {
        const { row, column } = line;
        const key = `${row} ${column} ${pixel}`;
        if (found.has(key) || !(Math.abs(value) < SINGLE)) return;
        const w = better ? continuedTo(line, further, { pixel, value }) : value;
        if (w !== null) found.set(key, { row, column, pixel, w });
      });
    }
  }
  return [...found.values()];
}

/** What is seen of a line: the complements in its own place, and those of {@link placesOn} where they are needed. */
interface Seen {
  readonly line: Line;
  readonly own: Float64Array;
  readonly further: readonly Complements[];
}

function seenOn(
  lines: readonly Line[],
  complementsOn: (points: readonly Point[]) => readonly Complements[],
): readonly Seen[] {
  const own = complementsOn(lines.map((line) => ({ line, place: line.place })));
  const isNear = (k: number) => own[k]?.w.some((w) => Math.abs(w) < LEAST) === true;
  const points = lines.flatMap((line, k) =>
    isNear(k) ? placesOn(line).map((place) => ({ line, place })) : [],
  );
  const further = complementsOn(points);
  return lines.map((line, k) => ({
    line,
    own: own[k]?.w ?? new Float64Array(),
    further: further.filter((_, at) => points[at]?.line === line),
  }));
}

/** Signed complements of one point's pixels; NaN for those of zero variance. */
interface Complements {
  readonly w: Float64Array;
  /** a′/a. */
  readonly ratios: Float64Array;
}

/** Where a line is looked at; last its middle, where networks with biases see examples of two lengths. */
function placesOn(line: Line): readonly number[] {
  if (line.place === 0) return [0];
  return isOfOneLength(line) ? [...PLACES] : [...PLACES, 0];
}

function isOfOneLength({ factors: [a, b] }: Line): boolean {
  return Math.abs(a) === Math.abs(b);
}

/** h(s₀) = s₀² g(s₀), or null where g is not smooth enough to be continued. */
function continuedTo(
  line: Line,
  found: readonly Complements[],
  { pixel, value }: { pixel: number; value: number },
): number | null {
  const { place } = line;
  if (Math.abs(value) >= LEAST) return null;
  if (!isOfOneLength(line) && !isHomogeneous(line, found.at(-1)?.ratios[pixel] ?? 1)) return null;
  const s = place === 0 ? 0 : continuation(place, found, pixel);
  if (!(Math.abs(s - Math.abs(value)) <= ROUNDING)) return null;
  return value < 0 || Object.is(value, -0) ? -s : s;
}

/** s₀² g(s₀) from the g = h/s² of places further apart. */
function continuation(place: number, found: readonly Complements[], pixel: number): number {
  const g = PLACES.map((s, k) => Math.abs(found[k]?.w[pixel] ?? 0) / s ** 2);
  return Math.max(0, place ** 2 * continued(g, place));
}

/** Whether variances grow as a whole power of the inputs', but for what is added to them lest they vanish. */
function isHomogeneous({ factors: [a, b] }: Line, ratio: number): boolean {
  const growth = 2 * Math.log(Math.abs(b) / Math.abs(a));
  const degree = Math.round(Math.log(ratio) / growth);
  return degree >= 0 && Math.abs(Math.log(ratio) - degree * growth) < 3e-12;
}

function complementsAt(
  points: readonly Point[],
  sizes: Pick<Examples, "pixels" | "channels">,
  kernelOf: PairedKernelOf,
): readonly Complements[] {
  const all: Complements[] = [];
  const count = atOnce(sizes);
  for (let start = 0; start < points.length; start += count) {
    const some = points.slice(start, start + count);
    const rows = some.map(({ line }) => line.row);
    const columns = some.map(({ line }) => line.column);
    const kernel = kernelOf(examplesAt(some, sizes), [rows, columns]);
    const pixels = kernel.nngp.length / some.length;
    some.forEach((_, n) => all.push(complementsOf(kernel, n * pixels, (n + 1) * pixels)));
  }
  return all;
}

function complementsOf({ nngp, variances }: PairedKernel, start: number, end: number): Complements {
  const [a, b] = variances.map((side) => side.subarray(start, end)) as [Float64Array, Float64Array];
  const w = nngp.slice(start, end).map((k, pixel) => {
    const c = k / Math.sqrt((a[pixel] as number) * (b[pixel] as number));
    const s = Math.max(0, (1 - Math.abs(c)) / 2);
    return c < 0 ? -s : s;
  });
  return { w, ratios: b.map((variance, pixel) => variance / (a[pixel] as number)) };
}
