// ReLU: Cho & Saul 2009, arc-cosine kernels of degree 1 (NNGP) and 0 (NTK).
// With the complement s of |c| (see tile.ts), y = √s and, over π, α and B of tile-arc.ts:
//   c ≥ 0:  h' = s − s·y·B/π          ½κ₀ = ½ − y·α/π
//   c < 0:  h' = ½ − s·y·B/π          ½κ₀ = y·α/π
// h' is (1 − κ₁)/2 of κ₁ = (sin θ + (π − θ) cos θ)/π; always c' ≥ 0. Θ' = ½κ₀ Θ.
import { half, madd, one, signMask } from "./lanes";
import { arcTerm, segmentTerm } from "./tile-arc";
import { reluDoubles } from "./tile-relu-doubles";

/** Correlations of any sign; `sines` as of {@link reluDoubles}. */
export function reluSigned<T>(w: usize, ntk: usize, end: usize, sines: usize): void {
  if (sizeof<T>() == 8) reluDoubles(w, ntk, end, sines, true);
  else reluSingles(w, ntk, end, true);
}

/** Correlations that are not negative, as after any ReLU. */
export function reluNonnegative<T>(w: usize, ntk: usize, end: usize, sines: usize): void {
  if (sizeof<T>() == 8) reluDoubles(w, ntk, end, sines, false);
  else reluSingles(w, ntk, end, false);
}

/**
 * Two vectors at a time, which share the loads of the coefficients; even and odd powers apart, so that
 * four chains are in flight.
 */
// @ts-ignore: decorator
@inline
function reluSingles(w: usize, ntk: usize, end: usize, signed: bool): void {
  let even0: v128, even1: v128, odd0: v128, odd1: v128, t: v128;
  while (w < end) {
    const w0 = v128.load(w), w1 = v128.load(w, 16);
    const s0 = signed ? f32x4.abs(w0) : w0, s1 = signed ? f32x4.abs(w1) : w1;
    const u0 = halfAngleVersine(s0), u1 = halfAngleVersine(s1);
    const z0 = f32x4.mul(u0, u0), z1 = f32x4.mul(u1, u1);
    const y0 = f32x4.sqrt(s0), y1 = f32x4.sqrt(s1);
    even0 = arcTerm<f32>(4); even1 = even0;
    odd0 = arcTerm<f32>(5); odd1 = odd0;
    t = arcTerm<f32>(2); even0 = madd<f32>(even0, z0, t); even1 = madd<f32>(even1, z1, t);
    t = arcTerm<f32>(3); odd0 = madd<f32>(odd0, z0, t); odd1 = madd<f32>(odd1, z1, t);
    t = arcTerm<f32>(0); even0 = madd<f32>(even0, z0, t); even1 = madd<f32>(even1, z1, t);
    t = arcTerm<f32>(1); odd0 = madd<f32>(odd0, z0, t); odd1 = madd<f32>(odd1, z1, t);
    bend(ntk, w0, f32x4.mul(y0, madd<f32>(odd0, u0, even0)), signed);
    bend(ntk + 16, w1, f32x4.mul(y1, madd<f32>(odd1, u1, even1)), signed);
    even0 = segmentTerm<f32>(4); even1 = even0;
    odd0 = segmentTerm<f32>(5); odd1 = odd0;
    t = segmentTerm<f32>(2); even0 = madd<f32>(even0, z0, t); even1 = madd<f32>(even1, z1, t);
    t = segmentTerm<f32>(3); odd0 = madd<f32>(odd0, z0, t); odd1 = madd<f32>(odd1, z1, t);
    t = segmentTerm<f32>(0); even0 = madd<f32>(even0, z0, t); even1 = madd<f32>(even1, z1, t);
    t = segmentTerm<f32>(1); odd0 = madd<f32>(odd0, z0, t); odd1 = madd<f32>(odd1, z1, t);
    lift(w, w0, s0, f32x4.mul(y0, madd<f32>(odd0, u0, even0)), signed);
    lift(w + 16, w1, s1, f32x4.mul(y1, madd<f32>(odd1, u1, even1)), signed);
    w += 32;
    ntk += 32;
  }
}

/** Θ' = ½κ₀ Θ from y·α/π. */
// @ts-ignore: decorator
@inline
function bend(ntk: usize, state: v128, angle: v128, signed: bool): void {
  const rest = f32x4.sub(half<f32>(), angle);
  const slope = signed ? v128.bitselect(angle, rest, signMask<f32>(state)) : rest;
  v128.store(ntk, f32x4.mul(v128.load(ntk), slope));
}

/** h' from y·B/π. */
// @ts-ignore: decorator
@inline
function lift(w: usize, state: v128, s: v128, segment: v128, signed: bool): void {
  const base = signed ? v128.bitselect(half<f32>(), s, signMask<f32>(state)) : s;
  v128.store(w, f32x4.sub(base, f32x4.mul(s, segment)));
}

/** 1 − cos(φ/2) of s = sin²(φ/2). */
// @ts-ignore: decorator
@inline
function halfAngleVersine(s: v128): v128 {
  return f32x4.sub(one<f32>(), f32x4.sqrt(f32x4.sub(one<f32>(), s)));
}
