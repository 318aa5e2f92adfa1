// ReLU: Cho & Saul 2009, arc-cosine kernels of degree 1 (NNGP) and 0 (NTK).
// With the complement s of |c| (see tile.ts), y = √s and, over π, α and B of tile-arc.ts:
//   c ≥ 0:  h' = s − s·y·B/π          ½κ₀ = ½ − y·α/π
//   c < 0:  h' = ½ − s·y·B/π          ½κ₀ = y·α/π
// h' is (1 − κ₁)/2 of κ₁ = (sin θ + (π − θ) cos θ)/π; always c' ≥ 0. Θ' = ½κ₀ Θ.
import { arcOverPi, segmentOverPi } from "./tile-arc";
import { half, one, signMask } from "./lanes";

/** Correlations of any sign. */
export function reluSigned<T>(w: usize, ntk: usize, end: usize): void {
  while (w < end) {
    const state = v128.load(w);
    const s = v128.abs<T>(state);
    const negative = signMask<T>(state);
    const y = v128.sqrt<T>(s);
    const u = halfAngleVersine<T>(s);
    const angle = v128.mul<T>(y, arcOverPi<T>(u));
    const lift = v128.mul<T>(v128.mul<T>(s, y), segmentOverPi<T>(u));
    v128.store(w, v128.sub<T>(v128.bitselect(half<T>(), s, negative), lift));
    const slope = v128.bitselect(angle, v128.sub<T>(half<T>(), angle), negative);
    v128.store(ntk, v128.mul<T>(v128.load(ntk), slope));
    w += 16;
    ntk += 16;
  }
}

/** Correlations that are not negative, as after any ReLU. */
export function reluNonnegative<T>(w: usize, ntk: usize, end: usize): void {
  while (w < end) {
    const s = v128.load(w);
    const y = v128.sqrt<T>(s);
    const u = halfAngleVersine<T>(s);
    const angle = v128.mul<T>(y, arcOverPi<T>(u));
    const lift = v128.mul<T>(v128.mul<T>(s, y), segmentOverPi<T>(u));
    v128.store(w, v128.sub<T>(s, lift));
    v128.store(ntk, v128.mul<T>(v128.load(ntk), v128.sub<T>(half<T>(), angle)));
    w += 16;
    ntk += 16;
  }
}

/** 1 − cos(φ/2) of s = sin²(φ/2). */
// @ts-ignore: decorator
@inline
function halfAngleVersine<T>(s: v128): v128 {
  return v128.sub<T>(one<T>(), v128.sqrt<T>(v128.sub<T>(one<T>(), s)));
}
