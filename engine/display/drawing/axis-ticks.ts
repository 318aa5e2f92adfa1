/** Where the ticks of logarithmic axes and of axes with names stand. */
import { ticks as roundTicks } from "d3-array";

const MOST_TICKS = 8;
/** Rounding of a logarithm must not lose a power. */
const NEARLY = 1e-9;

/** Powers of ten; between two or less of them also twice and five times such, then any round numbers. */
export function logTicks(min: number, max: number): number[] {
  if (!(min > 0 && max > min)) return [];
  const first = Math.ceil(Math.log10(min) - NEARLY);
  const last = Math.floor(Math.log10(max) + NEARLY);
  const stride = Math.max(1, Math.ceil((last - first + 1) / MOST_TICKS));
  const powers = range(Math.ceil(first / stride) * stride, last, stride).map((e) => 10 ** e);
  if (powers.length > 2) return powers;
  const between = range(first - 1, last, 1).flatMap((e) => [1, 2, 5].map((m) => m * 10 ** e));
  const inside = between.filter((tick) => tick >= min * (1 - NEARLY) && tick <= max * (1 + NEARLY));
  return inside.length > 2 ? inside : roundTicks(min, max, MOST_TICKS / 2);
}

/** The places of names that lie between `min` and `max`; of very many each second, third, …. */
export function categoryTicks(min: number, max: number, count: number, most: number): number[] {
  const [first, last] = [Math.max(0, Math.ceil(min)), Math.min(count - 1, Math.floor(max))];
  const stride = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, most)));
  return range(Math.ceil(first / stride) * stride, last, stride);
}

function range(first: number, last: number, step: number): number[] {
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  return Array.from({ length }, (_, i) => first + i * step);
}
