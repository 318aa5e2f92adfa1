import { DomainError, ShapeError } from "../../errors.js";
import { MOST_BARS, type BarSeries } from "../payload.js";
import { finiteOrNull, sameLength, toNumbers } from "../values.js";
import type { Frame } from "./frame.js";
import type { BarsInput, SeriesInput } from "./input.js";

/** Of the room for a place, what its bars take; the rest keeps places apart. */
const FILLED = 0.8;

/** The names on the x axis, in the order in which they first come; null when it has numbers. */
export function categoriesOf(caller: string, series: readonly SeriesInput[]): string[] | null {
  const named = series.filter((one): one is BarsInput => one.kind === "bars" && hasNames(one));
  if (named.length === 0) return null;
  if (named.length < series.length) {
    throw new DomainError(
      `${caller}: bars at names and series at numbers have no common x axis; give names to all, or to none`,
    );
  }
  const names = [...new Set(named.flatMap(({ x }) => Array.from(x, String)))];
  if (names.length > MOST_BARS) throw tooMany(caller, names.length);
  return names;
}

const hasNames = ({ x }: BarsInput): boolean => Array.isArray(x) && typeof x[0] === "string";

const tooMany = (caller: string, count: number) =>
  new DomainError(
    `${caller}: ${count} bars are more than the ${MOST_BARS} that can be told apart; draw a line, or a histogram`,
  );

/** @param place - which of the series of bars it is, from 0 */
export function barSeries(input: BarsInput, name: string, frame: Frame, place: number): BarSeries {
  const where = (list: string) => `${frame.caller}: ${list} of "${name}"`;
  const x = placesOf(input, where("x"), frame.categories);
  const y = toNumbers(input.y, where("y"));
  sameLength(where("x"), x, "y", y);
  if (x.length > MOST_BARS) throw tooMany(where("x"), x.length);
  if (x.some((at) => !Number.isFinite(at)))
    throw new DomainError(`${where("x")} has NaN or ±∞; give finite numbers, or names`);
  const width = (FILLED * leastGap(x)) / frame.abreast;
  const left = x.map((at) => at + (place - frame.abreast / 2) * width);
  return {
    kind: "bars",
    name,
    x,
    y: y.map(finiteOrNull),
    left,
    right: left.map((edge) => edge + width),
    intervals: false,
  };
}

function placesOf({ x }: BarsInput, where: string, categories: Frame["categories"]): number[] {
  const given: unknown = x;
  if (typeof given !== "object" || given === null)
    throw new ShapeError(`${where} is ${String(given)}; give a list of names or numbers`);
  if (categories === null) return toNumbers(x as Exclude<typeof x, readonly string[]>, where);
  const places = new Map(categories.map((name, place) => [name, place]));
  return Array.from(x as ArrayLike<unknown>, (name) => places.get(String(name)) ?? NaN);
}

function leastGap(x: readonly number[]): number {
  const sorted = [...x].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((at, i) => at - (sorted[i] ?? NaN));
  const least = gaps.filter((gap) => gap > 0).reduce((a, b) => Math.min(a, b), Infinity);
  return Number.isFinite(least) ? least : 1;
}
