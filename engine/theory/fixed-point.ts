import { DomainError } from "../errors.js";

/** Parts of a variance by which roundings may change it. */
const ROUNDING = 1e-14;

/** Between these a variance is looked for. */
const [VANISHING, UNBOUNDED] = [1e-14, 1e12];

/**
 * The variance q* = next(q*) that layers lead to from 1, where the map crosses from above the diagonal to below it; 1 where
 * every variance is kept, 0 where none lasts. Found from outside: variances may tend there, or away, so slowly that
 * iterations seem to stand still.
 *
 * @throws {@link DomainError} when variances grow without bound.
 */
export function fixedPoint(next: (q: number) => number): number {
  const change = (q: number) => next(q) - q;
  const first = change(1);
  if (Math.abs(first) <= ROUNDING) return 1;
  if (first > 0) {
    for (let q = 2; q < UNBOUNDED; q *= 2) {
      if (change(q) < -ROUNDING * q) return crossing(change, [1, q]);
    }
    throw new DomainError(
      "theory.phase: variances grow without bound from layer to layer; lower wStd",
    );
  }
  for (let q = 0.5; q > VANISHING; q /= 2) {
    if (change(q) > ROUNDING * q) return crossing(change, [q, 1]);
  }
  return 0;
}

/** A zero between a place where the function is positive and one where it is negative (Illinois). */
function crossing(f: (x: number) => number, [low, high]: readonly [number, number]): number {
  let [a, b, above, below] = [low, high, f(low), f(high)];
  let [last, side] = [high, 0];
  for (let k = 0; k < 200; k++) {
    const x = (above * b - below * a) / (above - below);
    const value = f(x);
    if (value === 0 || Math.abs(x - last) <= Number.EPSILON * x) return x;
    last = x;
    if (value > 0) {
      [a, above] = [x, value];
      if (side > 0) below /= 2;
    } else {
      [b, below] = [x, value];
      if (side < 0) above /= 2;
    }
    side = Math.sign(value);
  }
  return last;
}

/** dq′/dq by central differences, extrapolated to none (Richardson). */
export function slopeAt(next: (q: number) => number, q: number): number {
  const central = (part: number) => (next(q * (1 + part)) - next(q * (1 - part))) / (2 * q * part);
  return (4 * central(2e-3) - central(4e-3)) / 3;
}
