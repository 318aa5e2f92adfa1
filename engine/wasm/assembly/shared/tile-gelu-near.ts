// Complements after GELU of nearly parallel pairs, where 1 − c' has lost its digits. With the functions of
// tile-gelu.ts, F of 2π D/(t t') and the angle between the features gelu(√a z) and gelu(√a' z) of one z,
//   h' = H(a, a') + ½ (t t'/(2π f f')) [F(p p') − F(C)]
//   H  = (a − a')² g g' (1 + ½ (κ + κ') x²),  x = (a − a')/½(a + a'),  g = √Q/4
// where Q(a) is the metric of the normalised features and κ(a) the next order, about −0.07. With σ = 1 − C, ρ = √(σ (2 − σ)), σ₀ and ρ₀ those of C₀ = p p', δ = C₀ − C, τ = (C₀ + C)/(ρ + ρ₀)
// and S = δ (ρ + C τ) the sine of the difference of the angles, all that is large is positive:
//   F(C₀) − F(C) = δ [asin C₀ + π/2 − (C + C₀) δ τ + C ρ + o o' τ (1 + 1/(ρ ρ₀))] + C (asin S − S)
import { half, halfPi, madd, nmadd, one, signMask, spread } from "./lanes";
import { arcsine } from "./tile-erf";
import { entry, rowValue } from "./tile-layer";

/** Up to which s the series of asin S − S has all digits. */
const CLOSE_64: usize = memory.data<f64>([1e-4]);
const CLOSE_32: usize = memory.data<f64>([1e-2]);
/** The error of H, 0.004 x² h' up to x² = 0.25, is below that of 1 − c'. */
const LEAST_64: usize = memory.data<f64>([5e-14]);
const LEAST_32: usize = memory.data<f64>([3e-5]);
const LARGEST_SQUARE: usize = memory.data<f64>([0.25]);
const ARC: usize = memory.data<f64>([1 / 6.0, 3 / 40.0, 15 / 336.0]);

/** Whether some pairs may be nearly parallel. */
// @ts-ignore: decorator
@inline
export function someClose<T>(state: v128): bool {
  return v128.any_true(isClose<T>(state));
}

// @ts-ignore: decorator
@inline
function isClose<T>(state: v128): v128 {
  const isBelow = v128.lt<T>(v128.abs<T>(state), spread<T>(sizeof<T>() == 8 ? CLOSE_64 : CLOSE_32));
  return v128.andnot(isBelow, signMask<T>(state));
}

/** `next`, and in its place the complements that this file has better. `factor` is t t'/(2π f f'). */
export function nearComplement<T>(layer: usize, i: usize, j: usize, state: v128, next: v128, factor: v128): v128 {
  const zero = v128.splat<T>(<T>0);
  const p = rowValue<T>(layer, 0, i), p2 = v128.load(entry<T>(layer, 0, j));
  const o = rowValue<T>(layer, 1, i), o2 = v128.load(entry<T>(layer, 1, j));
  const a = rowValue<T>(layer, 3, i), a2 = v128.load(entry<T>(layer, 3, j));
  const g = rowValue<T>(layer, 4, i), g2 = v128.load(entry<T>(layer, 4, j));
  const difference = v128.sub<T>(a, a2);
  const relative = v128.div<T>(difference, v128.mul<T>(half<T>(), v128.add<T>(a, a2)));
  const square = v128.mul<T>(relative, relative);
  const metric = v128.mul<T>(v128.mul<T>(difference, g), v128.mul<T>(difference, g2));
  const kappas = v128.add<T>(rowValue<T>(layer, 5, i), v128.load(entry<T>(layer, 5, j)));
  const apart = madd<T>(v128.mul<T>(metric, square), v128.mul<T>(half<T>(), kappas), metric);

  const lost = lostBy<T>(state, p, p2, o, o2);
  const near = madd<T>(v128.mul<T>(half<T>(), factor), lost, apart);
  const isExact = v128.le<T>(v128.mul<T>(square, near), spread<T>(sizeof<T>() == 8 ? LEAST_64 : LEAST_32));
  const isBetter = v128.and(v128.and(isExact, v128.le<T>(square, spread<T>(LARGEST_SQUARE))), isClose<T>(state));
  return v128.bitselect(v128.max<T>(near, zero), next, isBetter);
}

/** F(C₀) − F(C) */
// @ts-ignore: decorator
@inline
function lostBy<T>(state: v128, p: v128, p2: v128, o: v128, o2: v128): v128 {
  const two = v128.add<T>(one<T>(), one<T>());
  const whole = v128.mul<T>(p, p2);
  const between = v128.sub<T>(p, p2);
  const twoS = v128.mul<T>(two, v128.abs<T>(state));
  const delta = v128.mul<T>(whole, twoS);
  const short0 = v128.mul<T>(half<T>(), madd<T>(between, between, v128.add<T>(o, o2)));
  const short = v128.add<T>(short0, delta);
  const root0 = v128.sqrt<T>(v128.mul<T>(short0, v128.sub<T>(two, short0)));
  const root = v128.sqrt<T>(v128.mul<T>(short, v128.sub<T>(two, short)));
  const c = v128.sub<T>(whole, delta);
  const sum = v128.add<T>(whole, c);
  const tau = v128.div<T>(sum, v128.add<T>(root, root0));
  const noise = v128.mul<T>(v128.mul<T>(o, o2), tau);
  const inner = madd<T>(c, root, v128.add<T>(arcsine<T>(whole, root0), halfPi<T>()));
  const noisy = v128.add<T>(noise, v128.div<T>(noise, v128.mul<T>(root, root0)));
  const steep = nmadd<T>(v128.mul<T>(sum, delta), tau, v128.add<T>(inner, noisy));
  const sine = v128.mul<T>(delta, madd<T>(c, tau, root));
  const squared = v128.mul<T>(sine, sine);
  const series = madd<T>(squared, madd<T>(squared, spread<T>(ARC + 16), spread<T>(ARC + 8)), spread<T>(ARC));
  const arc = v128.mul<T>(v128.mul<T>(sine, squared), series);
  return madd<T>(delta, steep, v128.mul<T>(c, arc));
}
