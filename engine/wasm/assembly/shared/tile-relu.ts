// ReLU: Cho & Saul 2009, arc-cosine kernels of degree 1 (NNGP) and 0 (NTK).
// With the complement s of |c| (see tile.ts), y = √s and, over π, α and B of tile-arc.ts:
//   c ≥ 0:  h' = s − s·y·B/π          ½κ₀ = ½ − y·α/π
//   c < 0:  h' = ½ − s·y·B/π          ½κ₀ = y·α/π
// h' is (1 − κ₁)/2 of κ₁ = (sin θ + (π − θ) cos θ)/π; always c' ≥ 0. Θ' = ½κ₀ Θ.
import { half, madd, one, signMask } from "./lanes";
import { arcTerm, segmentTerm } from "./tile-arc";

/** Correlations of any sign. */
export function reluSigned<T>(w: usize, ntk: usize, end: usize): void {
  relu<T>(w, ntk, end, true);
}

/** Correlations that are not negative, as after any ReLU. */
export function reluNonnegative<T>(w: usize, ntk: usize, end: usize): void {
  relu<T>(w, ntk, end, false);
}

/**
 * Two vectors at a time, which share the loads of the coefficients; even and odd powers apart, so that
 * four chains are in flight.
 */
// @ts-ignore: decorator
@inline
function relu<T>(w: usize, ntk: usize, end: usize, signed: bool): void {
  let even0: v128, even1: v128, odd0: v128, odd1: v128, t: v128;
  while (w < end) {
    const w0 = v128.load(w), w1 = v128.load(w, 16);
    const s0 = signed ? v128.abs<T>(w0) : w0, s1 = signed ? v128.abs<T>(w1) : w1;
    const u0 = halfAngleVersine<T>(s0), u1 = halfAngleVersine<T>(s1);
    const z0 = v128.mul<T>(u0, u0), z1 = v128.mul<T>(u1, u1);
    const y0 = v128.sqrt<T>(s0), y1 = v128.sqrt<T>(s1);
    even0 = sizeof<T>() == 8 ? arcTerm<T>(10) : arcTerm<T>(4);
    even1 = even0;
    odd0 = sizeof<T>() == 8 ? arcTerm<T>(11) : arcTerm<T>(5);
    odd1 = odd0;
    if (sizeof<T>() == 8) {
      t = arcTerm<T>(8); even0 = madd<T>(even0, z0, t); even1 = madd<T>(even1, z1, t);
      t = arcTerm<T>(9); odd0 = madd<T>(odd0, z0, t); odd1 = madd<T>(odd1, z1, t);
      t = arcTerm<T>(6); even0 = madd<T>(even0, z0, t); even1 = madd<T>(even1, z1, t);
      t = arcTerm<T>(7); odd0 = madd<T>(odd0, z0, t); odd1 = madd<T>(odd1, z1, t);
      t = arcTerm<T>(4); even0 = madd<T>(even0, z0, t); even1 = madd<T>(even1, z1, t);
      t = arcTerm<T>(5); odd0 = madd<T>(odd0, z0, t); odd1 = madd<T>(odd1, z1, t);
    }
    t = arcTerm<T>(2); even0 = madd<T>(even0, z0, t); even1 = madd<T>(even1, z1, t);
    t = arcTerm<T>(3); odd0 = madd<T>(odd0, z0, t); odd1 = madd<T>(odd1, z1, t);
    t = arcTerm<T>(0); even0 = madd<T>(even0, z0, t); even1 = madd<T>(even1, z1, t);
    t = arcTerm<T>(1); odd0 = madd<T>(odd0, z0, t); odd1 = madd<T>(odd1, z1, t);
    bend<T>(ntk, w0, v128.mul<T>(y0, madd<T>(odd0, u0, even0)), signed);
    bend<T>(ntk + 16, w1, v128.mul<T>(y1, madd<T>(odd1, u1, even1)), signed);
    even0 = sizeof<T>() == 8 ? segmentTerm<T>(10) : segmentTerm<T>(4);
    even1 = even0;
    odd0 = sizeof<T>() == 8 ? segmentTerm<T>(11) : segmentTerm<T>(5);
    odd1 = odd0;
    if (sizeof<T>() == 8) {
      t = segmentTerm<T>(8); even0 = madd<T>(even0, z0, t); even1 = madd<T>(even1, z1, t);
      t = segmentTerm<T>(9); odd0 = madd<T>(odd0, z0, t); odd1 = madd<T>(odd1, z1, t);
      t = segmentTerm<T>(6); even0 = madd<T>(even0, z0, t); even1 = madd<T>(even1, z1, t);
      t = segmentTerm<T>(7); odd0 = madd<T>(odd0, z0, t); odd1 = madd<T>(odd1, z1, t);
      t = segmentTerm<T>(4); even0 = madd<T>(even0, z0, t); even1 = madd<T>(even1, z1, t);
      t = segmentTerm<T>(5); odd0 = madd<T>(odd0, z0, t); odd1 = madd<T>(odd1, z1, t);
    }
    t = segmentTerm<T>(2); even0 = madd<T>(even0, z0, t); even1 = madd<T>(even1, z1, t);
    t = segmentTerm<T>(3); odd0 = madd<T>(odd0, z0, t); odd1 = madd<T>(odd1, z1, t);
    t = segmentTerm<T>(0); even0 = madd<T>(even0, z0, t); even1 = madd<T>(even1, z1, t);
    t = segmentTerm<T>(1); odd0 = madd<T>(odd0, z0, t); odd1 = madd<T>(odd1, z1, t);
    lift<T>(w, w0, s0, v128.mul<T>(y0, madd<T>(odd0, u0, even0)), signed);
    lift<T>(w + 16, w1, s1, v128.mul<T>(y1, madd<T>(odd1, u1, even1)), signed);
    w += 32;
    ntk += 32;
  }
}

/** Θ' = ½κ₀ Θ from y·α/π. */
// @ts-ignore: decorator
@inline
function bend<T>(ntk: usize, state: v128, angle: v128, signed: bool): void {
  const rest = v128.sub<T>(half<T>(), angle);
  const slope = signed ? v128.bitselect(angle, rest, signMask<T>(state)) : rest;
  v128.store(ntk, v128.mul<T>(v128.load(ntk), slope));
}

/** h' from y·B/π. */
// @ts-ignore: decorator
@inline
function lift<T>(w: usize, state: v128, s: v128, segment: v128, signed: bool): void {
  const base = signed ? v128.bitselect(half<T>(), s, signMask<T>(state)) : s;
  v128.store(w, v128.sub<T>(base, v128.mul<T>(s, segment)));
}

/** 1 − cos(φ/2) of s = sin²(φ/2). */
// @ts-ignore: decorator
@inline
function halfAngleVersine<T>(s: v128): v128 {
  return v128.sub<T>(one<T>(), v128.sqrt<T>(v128.sub<T>(one<T>(), s)));
}
