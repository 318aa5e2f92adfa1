// Angles from half-angle cosines. With s = sin²(φ/2) ∈ [0, ½], v = cos(φ/2) = √(1 − s), u = 1 − v:
//   φ/2 = √s · α(u),                   α(u) = acos(v)/√(1 − v²)
//   sin φ − φ cos φ = 2 s^{3/2} · B(u)
// α and B are analytic around u ∈ [0, 1 − √½] (nearest singularity u = 2), so short polynomials do
// and nothing cancels at φ = 0. Coefficients: Chebyshev interpolation in 60-digit arithmetic at 12
// (f64: error < 4e-17) or 6 (f32: < 5e-9) nodes of that interval, divided by π.
import { madd } from "./lanes";

// prettier-ignore
const ARC_64: usize = memory.data<f64>([
  0.31830988618379067, 0.1061032953945991, 0.042441318157480576, 0.018189136376081973,
  0.0080840598586801171, 0.0036745872829089688, 0.0016957834075754563, 0.00079282362660427569,
  0.00036521312914146174, 0.00020112674891619072, 3.2091805754164026e-5, 9.8165091352055028e-5,
], 16);

// prettier-ignore
const SEGMENT_64: usize = memory.data<f64>([
  0.42441318157838757, 0.084882636315666004, 0.012126090904107566, -0.0040420304191927255,
  -0.0058793129316398856, -0.0045226257119017018, -0.0029387574254077933, -0.0017762592019887814,
  -0.00098191082696480932, -0.00069854592052401009, -4.849932085819879e-5, -0.00046279472830188002,
], 16);

// prettier-ignore
const ARC_32: usize = memory.data<f32>([
  0.31830988537697786, 0.10610349335016137, 0.042433510756791603, 0.0183005634010421,
  0.0073784630969951147, 0.0056440098675508269,
], 16);

// prettier-ignore
const SEGMENT_32: usize = memory.data<f32>([
  0.4244131831630538, 0.084882247700220749, 0.012141378857384356, -0.0042590650808822199,
  -0.0045188722711583788, -0.0082363368784906964,
], 16);

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

/** α(u)/π, even and odd powers apart for two chains in flight. */
// @ts-ignore: decorator
@inline
export function arcOverPi<T>(u: v128): v128 {
  const z = v128.mul<T>(u, u);
  let even = sizeof<T>() == 8 ? arcTerm<T>(10) : arcTerm<T>(4);
  let odd = sizeof<T>() == 8 ? arcTerm<T>(11) : arcTerm<T>(5);
  if (sizeof<T>() == 8) {
    even = madd<T>(even, z, arcTerm<T>(8));
    odd = madd<T>(odd, z, arcTerm<T>(9));
    even = madd<T>(even, z, arcTerm<T>(6));
    odd = madd<T>(odd, z, arcTerm<T>(7));
    even = madd<T>(even, z, arcTerm<T>(4));
    odd = madd<T>(odd, z, arcTerm<T>(5));
  }
  even = madd<T>(even, z, arcTerm<T>(2));
  odd = madd<T>(odd, z, arcTerm<T>(3));
  even = madd<T>(even, z, arcTerm<T>(0));
  odd = madd<T>(odd, z, arcTerm<T>(1));
  return madd<T>(odd, u, even);
}
