/** c′ of the next layer for each of some correlations c. */
export type CorrelationMap = (correlations: readonly number[]) => number[];

/** Parts of the interval between which the map is asked for at once: calls cost more than correlations. */
const SECTIONS = 64;

/** The fixed point below 1 where 1 is unstable: below it the map raises correlations, above it lowers them. */
export function stableCorrelation(map: CorrelationMap): number {
  let [low, high] = [-1, 1 - 1e-9];
  for (;;) {
    const step = (high - low) / SECTIONS;
    const inside = Array.from({ length: SECTIONS - 1 }, (_, k) => low + (k + 1) * step);
    const images = map(inside);
    const lowered = inside.findIndex((c, k) => !((images[k] as number) > c));
    const after = lowered < 0 ? high : (inside[lowered] as number);
    const before = (lowered < 0 ? inside.at(-1) : inside[lowered - 1]) ?? low;
    if (!(after - before < high - low) || high - low <= 1e-15) return (low + high) / 2;
    [low, high] = [before, after];
  }
}

/** How far below 1 a chord of the map begins. */
const CHORD = 1e-4;

/**
 * Whether φ jumps: the map is a power series without negative terms, steepest at 1, so that a chord which is steeper than
 * E[φ̇²] tells of jumps that φ̇ leaves out.
 */
export function hasJump(map: CorrelationMap, slopeAtOne: number): boolean {
  const [below = 1] = map([1 - CHORD]);
  return 1 - below > 1.01 * slopeAtOne * CHORD + 1e-12;
}

/** dc′/dc of an activation that jumps, by central differences, extrapolated to none (Richardson). */
export function slopeByDifferences(map: CorrelationMap, c: number): number {
  const step = Math.min(1e-3, (1 - c) / 8);
  const places = [c - 2 * step, c - step, c + step, c + 2 * step];
  const [a = 0, b = 0, d = 0, e = 0] = map(places);
  return (8 * (d - b) - (e - a)) / (12 * step);
}
