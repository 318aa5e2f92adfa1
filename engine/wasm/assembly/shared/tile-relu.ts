// ReLU on a strip of pairs: Cho & Saul 2009, arc-cosine kernels of degree 1 (NNGP) and 0 (NTK).
// With the complement s of |c| (see tile.ts), y = √s and, over π, α and B of tile-arc.ts:
//   c ≥ 0:  h' = s − s·y·B/π          ½κ₀ = ½ − y·α/π
//   c < 0:  h' = ½ − s·y·B/π          ½κ₀ = y·α/π
// h' is (1 − κ₁)/2 of κ₁ = (sin θ + (π − θ) cos θ)/π; always c' ≥ 0.
import { madd, nmadd, signMask } from "./lanes";
import { arcOverPi, segmentOverPi } from "./tile-arc";

/** Any sign of the correlation. */
export function reluSigned<T>(w: usize, ntk: usize, end: usize): void {
  while (w < end) {
    relu<T>(w, ntk, true);
    w += 16;
    ntk += 16;
  }
}

/** After a kinked activation correlations are not negative, and stay so through affine layers. */
export function reluNonnegative<T>(w: usize, ntk: usize, end: usize): void {
  while (w < end) {
    relu<T>(w, ntk, false);
    w += 16;
    ntk += 16;
  }
}

// @ts-ignore: decorator
@inline
function relu<T>(w: usize, ntk: usize, signed: bool): void {
  const half = v128.splat<T>(<T>0.5);
  const one = v128.splat<T>(<T>1);
  const state = v128.load(w);
  const s = signed ? v128.abs<T>(state) : state;
  const y = v128.sqrt<T>(s);
  const u = v128.sub<T>(one, v128.sqrt<T>(v128.sub<T>(one, s)));
  const angle = v128.mul<T>(y, arcOverPi<T>(u));
  const lift = v128.mul<T>(v128.mul<T>(s, y), segmentOverPi<T>(u));
  const theta = v128.load(ntk);
  if (signed) {
    const negative = signMask<T>(state);
    const base = v128.bitselect(half, s, negative);
    const slope = v128.bitselect(angle, v128.sub<T>(half, angle), negative);
    v128.store(w, v128.sub<T>(base, lift));
    v128.store(ntk, v128.mul<T>(theta, slope));
  } else {
    v128.store(w, v128.sub<T>(s, lift));
    v128.store(ntk, v128.mul<T>(theta, v128.sub<T>(half, angle)));
  }
}
