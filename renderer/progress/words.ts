/** How far, how fast and how long still, in words. */
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import type { ProgressPayload } from "../../engine/display/payload.js";

/** `300 of 1000 · 30 % · 120 a second · 6 s left` */
export function progressWords({ state, done, total, seconds }: ProgressPayload): string {
  const count =
    total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
  if (state === "stopped") return `stopped at ${count}`;
  if (state === "done") return count;
  const percent = total === null ? NaN : Math.floor((100 * done) / total);
  const share = Number.isFinite(percent) ? [`${percent} %`] : [];
  return [count, ...share, ...rateWords(done, total, seconds ?? 0)].join(" · ");
}

/** Nothing before there is something to measure. */
function rateWords(done: number, total: number | null, seconds: number): string[] {
  if (done === 0 || seconds < 0.5) return [];
  const rate = done / seconds;
  const speed = rate >= 1 ? `${formatNumber(rate)} a second` : `${durationWords(1 / rate)} each`;
  if (total === null) return [speed];
  return [speed, `${durationWords(Math.max(0, total - done) / rate)} left`];
}

/** A year, seconds. */
const LONGEST = 3.2e7;

/** `6 s`, `2 min 5 s`, `3 h 20 min` */
export function durationWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole > LONGEST) return "years";
  if (whole < 1) return `${formatNumber(seconds)} s`;
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

const formatCount = (count: number): string =>
  Number.isSafeInteger(count) ? count.toLocaleString("en-US") : formatNumber(count);
