// Angles from half-angle cosines. With s = sin²(φ/2) ∈ [0, ½], v = cos(φ/2) = √(1 − s), u = 1 − v:
//   φ/2 = √s · α(u),                   α(u) = acos(v)/√(1 − v²)
//   sin φ − φ cos φ = 2 s^{3/2} · B(u)
// α and B are analytic around u ∈ [0, 1 − √½] (nearest singularity u = 2), so that short polynomials
// do and nothing cancels at φ = 0. They are made by generate-arc.mjs, divided by π: 12 coefficients in f64
// (error < 4e-17) and 6 in f32 (< 2e-8); test/engine/wasm/arc.test.ts.
import { ARC_32, ARC_64, SEGMENT_32, SEGMENT_64, TURN_64 } from "./arc-table";
import { madd } from "./lanes";

/** Coefficient of u^k in α(u)/π. */
// @ts-ignore: decorator
@inline
export function arcTerm<T>(k: usize): v128 {
  return v128.load_splat<T>((sizeof<T>() == 8 ? ARC_64 : ARC_32) + k * sizeof<T>());
}

/** Coefficient of u^k in B(u)/π. */
// @ts-ignore: decorator
@inline
export function segmentTerm<T>(k: usize): v128 {
  return v128.load_splat<T>((sizeof<T>() == 8 ? SEGMENT_64 : SEGMENT_32) + k * sizeof<T>());
}

/** Address of the coefficient of u^(2k + 1) in asin(u)/2π for |u| ≤ sin π/8: 10 of them (error < 2e-17). */
// @ts-ignore: decorator
@inline
export function turnTerm(k: usize): usize {
  return TURN_64 + (k << 3);
}

/** The k of the last pair. */
export const TURN_LAST: usize = 8;

/** α(u)/π. */
// @ts-ignore: decorator
@inline
export function arcOverPi<T>(u: v128): v128 {
  return evaluated<T>(sizeof<T>() == 8 ? ARC_64 : ARC_32, u);
}

/** B(u)/π. */
// @ts-ignore: decorator
@inline
export function segmentOverPi<T>(u: v128): v128 {
  return evaluated<T>(sizeof<T>() == 8 ? SEGMENT_64 : SEGMENT_32, u);
}

// @ts-ignore: decorator
@inline
function coefficient<T>(table: usize, k: usize): v128 {
  return v128.load_splat<T>(table + k * sizeof<T>());
}

/** Even and odd powers apart, for two chains in flight. */
// @ts-ignore: decorator
@inline
function evaluated<T>(table: usize, u: v128): v128 {
  const z = v128.mul<T>(u, u);
  let even = sizeof<T>() == 8 ? coefficient<T>(table, 10) : coefficient<T>(table, 4);
  let odd = sizeof<T>() == 8 ? coefficient<T>(table, 11) : coefficient<T>(table, 5);
  if (sizeof<T>() == 8) {
    even = madd<T>(even, z, coefficient<T>(table, 8));
    odd = madd<T>(odd, z, coefficient<T>(table, 9));
    even = madd<T>(even, z, coefficient<T>(table, 6));
    odd = madd<T>(odd, z, coefficient<T>(table, 7));
    even = madd<T>(even, z, coefficient<T>(table, 4));
    odd = madd<T>(odd, z, coefficient<T>(table, 5));
  }
  even = madd<T>(even, z, coefficient<T>(table, 2));
  odd = madd<T>(odd, z, coefficient<T>(table, 3));
  even = madd<T>(even, z, coefficient<T>(table, 0));
  odd = madd<T>(odd, z, coefficient<T>(table, 1));
  return madd<T>(odd, u, even);
}
