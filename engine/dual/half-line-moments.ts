import { radialIntegral } from "./radial.js";
import { sectorPoints, type SectorPoint } from "./sectors.js";

/** rise·x + above for x > 0, and below + power·eˣ for x < 0. */
export interface HalfLineFunction {
  readonly rise: number;
  readonly above: number;
  readonly below: number;
  readonly power: number;
}

/** The derivative but for what f jumps at 0. */
export function derivative({ rise, power }: HalfLineFunction): HalfLineFunction {
  return { rise: 0, above: rise, below: 0, power };
}

/** f(0+) − f(0−) */
export function jump({ above, below, power }: HalfLineFunction): number {
  return above - below - power;
}

const [exponential, linear, quadratic] = [radialIntegral(0), radialIntegral(1), radialIntegral(2)];

/** [f(0+) + f(0−)]/2 */
function middle({ above, below, power }: HalfLineFunction): number {
  return (above + below + power) / 2;
}

/** E[f(√v z)] */
export function meanOf(f: HalfLineFunction, v: number): number {
  if (v <= 0) return middle(f);
  const { rise, above, below, power } = f;
  const deviation = Math.sqrt(v);
  const inside = rise * deviation + power * exponential(deviation);
  return inside / Math.sqrt(2 * Math.PI) + (above + below) / 2;
}

/** Deviations √q, √q′ and the angle of a pair. */
interface Pair {
  readonly g: number;
  readonly g2: number;
  readonly angle: number;
}

/**
 * E[f(u) f₂(u′)] in polar coordinates, sector by sector between the lines u = 0 and u′ = 0: the parts without
 * exponentials in closed form, the others with radial integrals.
 */
export function productMean(
  f: HalfLineFunction,
  f2: HalfLineFunction,
  { k, q, q2 }: { k: number; q: number; q2: number },
): number {
  if (q === 0) return middle(f) * meanOf(f2, q2);
  if (q2 === 0) return meanOf(f, q) * middle(f2);
  const [g, g2] = [Math.sqrt(q), Math.sqrt(q2)];
  const angle = Math.acos(Math.max(-1, Math.min(1, k / Math.sqrt(q * q2))));
  const pair = { g, g2, angle };
  const turned = { g: g2, g2: g, angle };
  const powers =
    f.power === 0 && f2.power === 0
      ? 0
      : bothBelow(f, f2, pair) + apart(f, f2, pair) + apart(f2, f, turned);
  return withoutPowers(f, f2, pair) + powers / (2 * Math.PI);
}

/** E[u₊ u′₊] = g g′ (sin θ + (π − θ) cos θ)/2π, E[u₊; u′ > 0] = g (1 + cos θ)/√8π, P(u, u′ > 0) = (π − θ)/2π. */
function withoutPowers(f: HalfLineFunction, f2: HalfLineFunction, { g, g2, angle }: Pair): number {
  const [c, same, other] = [Math.cos(angle), Math.PI - angle, angle];
  const both = f.rise * f2.rise * g * g2 * (Math.sin(angle) + same * c);
  const root = Math.sqrt(Math.PI / 2);
  const mixed = (a: HalfLineFunction, b: HalfLineFunction, deviation: number) =>
    a.rise * deviation * root * (b.above * (1 + c) + b.below * (1 - c));
  const constants =
    (f.above * f2.above + f.below * f2.below) * same +
    (f.above * f2.below + f.below * f2.above) * other;
  return (both + mixed(f, f2, g) + mixed(f2, f, g2) + constants) / (2 * Math.PI);
}

/** Where both are negative: power·power′ ∫ N(|u| + |u′|), and power·below′ ∫ N(|u|) of either. */
function bothBelow(f: HalfLineFunction, f2: HalfLineFunction, { g, g2, angle }: Pair): number {
  return over(Math.PI - angle, Math.max(g, g2), ({ sine, other }) => {
    const both = f.power * f2.power;
    const joint = both === 0 ? 0 : both * linear(g * sine + g2 * other);
    const first = f.power * f2.below;
    const second = f2.power * f.below;
    return (
      joint +
      (first === 0 ? 0 : first * linear(g * sine)) +
      (second === 0 ? 0 : second * linear(g2 * other))
    );
  });
}

/** Where u < 0 < u′: the part of f's exponential. */
function apart(f: HalfLineFunction, f2: HalfLineFunction, { g, g2, angle }: Pair): number {
  const [constant, rise] = [f.power * f2.above, f.power * f2.rise * g2];
  if (constant === 0 && rise === 0) return 0;
  return over(angle, Math.max(g, g2), ({ sine, other }) => {
    const s = g * sine;
    return (
      (constant === 0 ? 0 : constant * linear(s)) + (rise === 0 ? 0 : rise * other * quadratic(s))
    );
  });
}

function over(width: number, sharpness: number, f: (point: SectorPoint) => number): number {
  return sectorPoints(width, sharpness).reduce((sum, point) => sum + point.weight * f(point), 0);
}
