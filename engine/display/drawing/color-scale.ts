/** From values to places on a colour bar: linear, logarithmic, or symmetric-logarithmic. */
import { ticks as linearTicks } from "d3-array";
import type { MatrixStatistics } from "../payload.js";
import type { ColorMap } from "./colormap.js";
import { logTickLabels, tickLabels, type TickLabels } from "./number-format.js";

export type ScaleKind = "linear" | "log" | "symlog";

export interface ColorScale {
  readonly kind: ScaleKind;
  readonly map: ColorMap;
  /** Values at the ends of the colour bar. */
  readonly domain: readonly [number, number];
  /** Place of a finite value on the bar, 0 at its low end and 1 at its high end. */
  readonly position: (value: number) => number;
  /** Round values inside the domain, about `count` of them. */
  readonly ticks: (count: number) => number[];
  readonly labels: (ticks: readonly number[]) => TickLabels;
}

export interface Extent {
  readonly min: number;
  readonly max: number;
  /** The smallest magnitude but zero; symlog is linear below it. */
  readonly smallest: number;
}

/** The kinds that say something about values of that extent, the default first. */
export function scaleKinds({ min, max }: Extent): readonly ScaleKind[] {
  if (min === max) return ["linear"];
  return min > 0 ? ["linear", "log"] : ["linear", "symlog", "log"];
}

/** Colours diverge, centred at 0, exactly when the signs mix; `log` shows magnitudes. */
export function colorScale(extent: Extent, kind: ScaleKind): ColorScale {
  const mixed = extent.min < 0 && extent.max > 0 && kind !== "log";
  const bound = Math.max(-extent.min, extent.max);
  const magnitudes = kind === "log" && extent.min <= 0;
  const domain = mixed
    ? ([-bound, bound] as const)
    : magnitudes
      ? widened({ min: extent.smallest, max: Math.max(bound, extent.smallest) })
      : widened(extent);
  const floor = kind === "log" && !magnitudes ? Number.MIN_VALUE : extent.smallest;
  const forward = withoutOverflow(transforms[kind](floor), domain);
  const low = forward(domain[0]);
  const span = forward(domain[1]) - low;
  return {
    kind,
    map: mixed ? "diverging" : "sequential",
    domain,
    position: (value) => (forward(value) - low) / span,
    ticks: (count) => tickMakers[kind](domain, count, extent.smallest),
    labels: kind === "linear" ? tickLabels : logTickLabels,
  };
}

const transforms: Record<ScaleKind, (smallest: number) => (value: number) => number> = {
  linear: () => (value) => value,
  log: (floor) => (value) => Math.log10(Math.max(Math.abs(value), floor)),
  // sign(v)·log₁₀(1 + |v|/c)  (Webber 2013, "A bi-symmetric log transformation")
  symlog: (c) => (value) => Math.sign(value) * Math.log10(1 + Math.abs(value) / c),
};

/** Numbers of both signs can be further apart than the largest number. */
function withoutOverflow(forward: (value: number) => number, [low, high]: Domain) {
  if (Number.isFinite(forward(high) - forward(low))) return forward;
  return (value: number) => forward(value) / 4;
}

type Domain = readonly [number, number];

const tickMakers: Record<ScaleKind, (domain: Domain, count: number, smallest: number) => number[]> =
  {
    linear: (domain, count) => round(domain, count),
    log: (domain, count) => orRound(powers(...domain, count), domain, count),
    symlog: (domain, count, smallest) =>
      orRound(signedPowers(domain, count, smallest), domain, count),
  };

/** Powers of ten when there are enough; round values of the linear scale otherwise. */
function orRound(decades: number[], domain: Domain, count: number): number[] {
  return decades.length >= 3 ? decades : round(domain, count);
}

function round([low, high]: Domain, count: number): number[] {
  if (Number.isFinite(high - low)) return linearTicks(low, high, count);
  return linearTicks(low / 4, high / 4, count).map((tick) => 4 * tick);
}

function signedPowers([low, high]: Domain, count: number, smallest: number): number[] {
  const half = Math.max(2, Math.ceil(count / 2));
  const above = high > 0 ? powers(smallest, high, half) : [];
  const below = low < 0 ? powers(smallest, -low, half).map((value) => -value) : [];
  const zero = low <= 0 && high >= 0 ? [0] : [];
  return [...below.reverse(), ...zero, ...above];
}

/** At most `count` powers of ten in [low, high], evenly spaced, the highest among them. */
function powers(low: number, high: number, count: number): number[] {
  const first = Math.ceil(Math.log10(low));
  const last = Math.floor(Math.log10(high));
  const step = Math.max(1, Math.ceil((last - first + 1) / count));
  const exponents: number[] = [];
  for (let exponent = last; exponent >= first; exponent -= step) exponents.push(exponent);
  return exponents.reverse().map((exponent) => Number(`1e${exponent}`));
}

/** Symlog reaches at most this far below the largest magnitude: rounding noise is no structure. */
const DYNAMIC_RANGE = 1e-6;

/** What scales need to know of the finite ones among `values`. */
export function extentOf(values: ArrayLike<number>): Extent {
  let min = Infinity;
  let max = -Infinity;
  let smallest = Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (value !== 0) smallest = Math.min(smallest, Math.abs(value));
  }
  return min > max ? NOTHING : { min, max, smallest: withinReach(smallest, min, max) };
}

const NOTHING: Extent = { min: 0, max: 0, smallest: 1 };

/** Of whole matrices, all or but for the 2 % in their tails. */
export function extentOfAll(
  statistics: readonly MatrixStatistics[],
  range: "full" | "robust",
): Extent {
  let [min, max, smallest] = [Infinity, -Infinity, Infinity];
  for (const one of statistics) {
    min = Math.min(min, (range === "full" ? one.min : one.low) ?? Infinity);
    max = Math.max(max, (range === "full" ? one.max : one.high) ?? -Infinity);
    smallest = Math.min(smallest, one.smallest ?? Infinity);
  }
  return min > max ? NOTHING : { min, max, smallest: withinReach(smallest, min, max) };
}

function withinReach(smallest: number, min: number, max: number): number {
  const bound = Math.max(-min, max);
  return bound === 0 ? 1 : Math.min(bound, Math.max(smallest, bound * DYNAMIC_RANGE));
}

/** A constant matrix still needs two ends. */
function widened({ min, max }: Pick<Extent, "min" | "max">): Domain {
  if (min < max) return [min, max];
  const margin = min === 0 ? 1 : Math.abs(min) / 2;
  return [Math.max(-Number.MAX_VALUE, min - margin), Math.min(Number.MAX_VALUE, max + margin)];
}
