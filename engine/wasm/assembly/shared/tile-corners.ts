// φ(x) = x between −1 and 1, ±1 beyond, by what lies in the corners beyond both thresholds b = 1/g, b' (odd; c is |c|).
// The corner of equal signs is as far from the origin as R₊ = √(b² + z₊²), z₊ = (b' − cb)/sin θ, that of opposite signs
// as R₋, z₋ = (b' + cb)/sin θ; likewise z' with b and b' exchanged. With functions of a row's threshold (Owen 1956)
//   V(b, z) = b/2π ∫₀ᶻ (1 − e^(−(s² + b²)/2))/(s² + b²) ds          E(b, z) = N(b)·½ erf(z/√2)
//   Ḋ = 2 (V₊ + V₊' + V₋ + V₋')
//   E[φφ']/g g' = c Ḋ + 2 [b b'(½ − θ/π + V₊ + V₊' − V₋ − V₋') + b'(E₊ − E₋) + b (E₊' − E₋')
//                 + sin θ (e^(−R₊²/2) − e^(−R₋²/2))/2π],         R₋² − R₊² = 4 b b'c/sin²θ
// Beyond z = 8 E is constant and V = ¼ erf(b/√2) − atan(b/z)/2π. Pairs that are left nearly parallel are computed as
// in tile-clip.ts. Its vectors, and a table for each row: coefficients of V and E in pairs, on pieces of length 1 of
// p = z up to 8, p = 11 − 24/z behind, where of thresholds b beyond 9 the table has ¼ erf(b/√2) alone.
// In double precision moderate correlations are those of tile-central.ts, whose numbers come last.
// All are doubles, and so is what is computed: differences of corners would cost single precision a digit and a half.
import { arcsine } from "./tile-erf";
import { arcOverPi } from "./tile-arc";
import { central, isCentral, leastCentral } from "./tile-central";
import { clip } from "./tile-clip";
import { exponential, exponentialMinusOne } from "./exponential";
import { half, madd, nmadd, one, signBit, spread, withSign } from "./lanes";
import { entry, rowValue } from "./tile-layer";

/** Coefficients of a piece. */
const TERMS: usize = 13;
const PIECES: usize = 11;
const END: usize = memory.data<f64>([8]);
const ELEVEN: usize = memory.data<f64>([11]);
const TWENTY_FOUR: usize = memory.data<f64>([24]);
/** 1.5·2⁵²: what is added to it is rounded to a whole number in the low bits. */
const ROUNDING: usize = memory.data<f64>([6755399441055744]);
/** Thresholds beyond which V has no pieces behind z = 8. */
const STEEP: usize = memory.data<f64>([9]);
const HALF_OVER_PI: usize = memory.data<f64>([0.15915494309189535]);
/** Thresholds beyond which corners are empty. */
const EMPTY: usize = memory.data<f64>([8.5]);
const NEAR: usize = memory.data<f64>([0.0001]);
/** Sines are kept from zero. */
const LEAST: usize = memory.data<f64>([1e-15]);

export function cornersStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  if (sizeof<T>() == 8) {
    doubleStrip(layer, i, j, w, ntk, end);
    return;
  }
  while (w < end) {
    inDoubles(layer, i, j, w, ntk);
    j += 4;
    w += 16;
    ntk += 16;
  }
}

/** Four vectors at a time; the last two again where there are no more, for strips are pairs of vectors. */
function doubleStrip(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const numbers = entry<f64>(layer, 9, 0);
  const least = leastCentral<f64>(numbers);
  while (w < end) {
    const next: usize = w + 32 < end ? 32 : 0;
    const j2 = next != 0 ? j + 4 : j;
    const x0 = v128.load(w), x1 = v128.load(w, 16), x2 = v128.load(w + next), x3 = v128.load(w + next, 16);
    const n0 = v128.load(ntk), n1 = v128.load(ntk, 16), n2 = v128.load(ntk + next), n3 = v128.load(ntk + next, 16);
    const m0 = isCentral<f64>(x0, least), m1 = isCentral<f64>(x1, least), m2 = isCentral<f64>(x2, least), m3 = isCentral<f64>(x3, least);
    if (v128.any_true(v128.or(v128.or(m0, m1), v128.or(m2, m3)))) central<f64>(numbers, i, j, j2, w, ntk, next);
    outside(layer, i, j, w, ntk, x0, n0, m0);
    outside(layer, i, j + 2, w + 16, ntk + 16, x1, n1, m1);
    if (next != 0) {
      outside(layer, i, j2, w + 32, ntk + 32, x2, n2, m2);
      outside(layer, i, j2 + 2, w + 48, ntk + 48, x3, n3, m3);
    }
    w += 32 + next;
    ntk += 32 + next;
    j = j2 + 4;
  }
}

/** The pairs that are not central (m: those that are) of a vector from its states and tangents. */
// @ts-ignore: decorator
@inline
function outside(layer: usize, i: usize, j: usize, w: usize, ntk: usize, x: v128, n: v128, m: v128): void {
  if (!v128.any_true(v128.not(m))) return;
  const state = v128.load(w), tangent = v128.load(ntk);
  v128.store(w, x);
  v128.store(ntk, n);
  corners(layer, i, j, w, ntk);
  v128.store(w, v128.bitselect(state, v128.load(w), m));
  v128.store(ntk, v128.bitselect(tangent, v128.load(ntk), m));
}

/** Four pairs in single precision, two at a time in the places of all four. */
function inDoubles(layer: usize, i: usize, j: usize, w: usize, ntk: usize): void {
  const states = v128.load(w), tangents = v128.load(ntk);
  v128.store(w, f64x2.promote_low_f32x4(states));
  v128.store(ntk, f64x2.promote_low_f32x4(tangents));
  corners(layer, i, j, w, ntk);
  const low = f32x4.demote_f64x2_zero(v128.load(w)), lowTangents = f32x4.demote_f64x2_zero(v128.load(ntk));
  v128.store(w, f64x2.promote_low_f32x4(v128.shuffle<f32>(states, states, 2, 3, 0, 1)));
  v128.store(ntk, f64x2.promote_low_f32x4(v128.shuffle<f32>(tangents, tangents, 2, 3, 0, 1)));
  corners(layer, i, j + 2, w, ntk);
  const high = f32x4.demote_f64x2_zero(v128.load(w)), highTangents = f32x4.demote_f64x2_zero(v128.load(ntk));
  v128.store(w, v128.shuffle<f32>(low, high, 0, 1, 4, 5));
  v128.store(ntk, v128.shuffle<f32>(lowTangents, highTangents, 0, 1, 4, 5));
}

function corners(layer: usize, i: usize, j: usize, w: usize, ntk: usize): void {
  const state = v128.load(w), tangent = v128.load(ntk);
  const s = v128.abs<f64>(state);
  const b = rowValue<f64>(layer, 0, i), b2 = v128.load(entry<f64>(layer, 0, j));
  const twoS = v128.add<f64>(s, s), far = v128.sub<f64>(one<f64>(), s);
  const root = v128.sqrt<f64>(s);
  const sine = v128.max<f64>(v128.mul<f64>(v128.add<f64>(root, root), v128.sqrt<f64>(far)), spread<f64>(LEAST));
  const inverse = v128.div<f64>(one<f64>(), sine);
  const apart = v128.sub<f64>(b2, b), across = v128.add<f64>(b, b2);
  const turned = v128.mul<f64>(twoS, b), turned2 = v128.mul<f64>(twoS, b2);
  const near = v128.mul<f64>(v128.add<f64>(apart, turned), inverse);
  const near2 = v128.mul<f64>(v128.sub<f64>(turned2, apart), inverse);
  const off = v128.mul<f64>(v128.sub<f64>(across, turned), inverse);
  const off2 = v128.mul<f64>(v128.sub<f64>(across, turned2), inverse);

  const own = table(layer, i), first = table(layer, j), second = table(layer, j + 1);
  const u = place(near), u2 = place(near2), v = place(off), v2 = place(off2);
  const ku = number(u), ku2 = number(u2), kv = number(v), kv2 = number(v2);
  const tu = local(u, ku), tu2 = local(u2, ku2), tv = local(v, kv), tv2 = local(v2, kv2);
  const p0 = at(own, i32x4.extract_lane(ku, 0), low(tu), low(near)), p1 = at(own, i32x4.extract_lane(ku, 2), high(tu), high(near));
  const q0 = at(own, i32x4.extract_lane(kv, 0), low(tv), low(off)), q1 = at(own, i32x4.extract_lane(kv, 2), high(tv), high(off));
  const r0 = at(first, i32x4.extract_lane(ku2, 0), low(tu2), low(near2)), r1 = at(second, i32x4.extract_lane(ku2, 2), high(tu2), high(near2));
  const t0 = at(first, i32x4.extract_lane(kv2, 0), low(tv2), low(off2)), t1 = at(second, i32x4.extract_lane(kv2, 2), high(tv2), high(off2));
  const all0 = f64x2.add(f64x2.add(p0, r0), f64x2.add(q0, t0)), all1 = f64x2.add(f64x2.add(p1, r1), f64x2.add(q1, t1));
  const own0 = f64x2.sub(p0, q0), own1 = f64x2.sub(p1, q1), other0 = f64x2.sub(r0, t0), other1 = f64x2.sub(r1, t1);
  let sum = v128.shuffle<f64>(all0, all1, 0, 2);
  let difference = v128.shuffle<f64>(f64x2.add(own0, other0), f64x2.add(own1, other1), 0, 2);
  const rise = v128.shuffle<f64>(own0, own1, 1, 3), rise2 = v128.shuffle<f64>(other0, other1, 1, 3);
  if (v128.any_true(v128.gt<f64>(v128.max<f64>(b, b2), spread<f64>(STEEP)))) {
    const short = v128.add<f64>(beyond(b, near), beyond(b2, near2));
    const long = v128.add<f64>(beyond(b, off), beyond(b2, off2));
    sum = v128.sub<f64>(sum, v128.add<f64>(short, long));
    difference = v128.sub<f64>(difference, v128.sub<f64>(short, long));
  }
  const slope = v128.add<f64>(sum, sum);

  // R₊² = (d² + 4 b b' s)/sin²θ
  const product = v128.mul<f64>(b, b2), squares = v128.mul<f64>(inverse, inverse), c = v128.sub<f64>(one<f64>(), twoS);
  const farther = v128.mul<f64>(squares, v128.mul<f64>(v128.add<f64>(product, product), c));
  const distance = madd<f64>(apart, apart, v128.mul<f64>(v128.add<f64>(twoS, twoS), product));
  const density = exponential<f64>(v128.neg<f64>(v128.mul<f64>(v128.mul<f64>(half<f64>(), squares), distance)));
  const densities = v128.mul<f64>(density, exponentialMinusOne<f64>(v128.neg<f64>(farther)));
  const angle = v128.mul<f64>(v128.add<f64>(root, root), arcOverPi<f64>(v128.sub<f64>(one<f64>(), v128.sqrt<f64>(far))));
  const isEmpty = v128.gt<f64>(v128.max<f64>(b, b2), spread<f64>(EMPTY));
  const likelier = v128.andnot(v128.mul<f64>(product, v128.add<f64>(v128.sub<f64>(half<f64>(), angle), difference)), isEmpty);
  const lines = v128.add<f64>(v128.mul<f64>(b2, rise), v128.mul<f64>(b, rise2));
  const ends = v128.mul<f64>(v128.mul<f64>(sine, spread<f64>(HALF_OVER_PI)), densities);
  const beyondBoth = v128.sub<f64>(v128.add<f64>(likelier, lines), ends);
  const moment = madd<f64>(c, slope, v128.add<f64>(beyondBoth, beyondBoth));
  const scales = v128.mul<f64>(rowValue<f64>(layer, 1, i), v128.load(entry<f64>(layer, 1, j)));
  const h = nmadd<f64>(v128.mul<f64>(half<f64>(), moment), scales, half<f64>());

  const isNear = v128.lt<f64>(h, spread<f64>(NEAR));
  let next = withSign<f64>(h, state), turnedTangent = v128.mul<f64>(tangent, slope);
  if (v128.any_true(isNear)) {
    clip<f64>(layer, i, j, w, ntk);
    next = v128.bitselect(v128.load(w), next, isNear);
    turnedTangent = v128.bitselect(v128.load(ntk), turnedTangent, isNear);
  }
  v128.store(w, next);
  v128.store(ntk, turnedTangent);
}

// @ts-ignore: decorator
@inline
function table(layer: usize, row: usize): usize {
  return entry<f64>(layer, 8, row * (2 * TERMS * PIECES));
}

/** p of z. */
// @ts-ignore: decorator
@inline
function place(z: v128): v128 {
  const size = v128.abs<f64>(z);
  const behind = v128.sub<f64>(spread<f64>(ELEVEN), v128.div<f64>(spread<f64>(TWENTY_FOUR), size));
  return v128.bitselect(behind, size, v128.ge<f64>(size, spread<f64>(END)));
}

/** p − ½ rounded, from 0 to 10, as the low bits of each lane. */
// @ts-ignore: decorator
@inline
function number(p: v128): v128 {
  return v128.add<f64>(v128.sub<f64>(p, half<f64>()), spread<f64>(ROUNDING));
}

/** Where on its piece a place is, from −1 to 1. */
// @ts-ignore: decorator
@inline
function local(p: v128, number: v128): v128 {
  const t = v128.sub<f64>(v128.sub<f64>(p, half<f64>()), v128.sub<f64>(number, spread<f64>(ROUNDING)));
  return v128.add<f64>(t, t);
}

// @ts-ignore: decorator
@inline
function low(x: v128): v128 {
  return v128.shuffle<f64>(x, x, 0, 0);
}

// @ts-ignore: decorator
@inline
function high(x: v128): v128 {
  return v128.shuffle<f64>(x, x, 1, 1);
}

/** V and E, both odd in z. */
// @ts-ignore: decorator
@inline
function at(own: usize, piece: i32, t: v128, z: v128): v128 {
  const square = v128.mul<f64>(t, t), from = own + <usize>piece * (TERMS * 16);
  let even = v128.load(from, 192), odd = v128.load(from, 176);
  even = madd<f64>(even, square, v128.load(from, 160));
  odd = madd<f64>(odd, square, v128.load(from, 144));
  even = madd<f64>(even, square, v128.load(from, 128));
  odd = madd<f64>(odd, square, v128.load(from, 112));
  even = madd<f64>(even, square, v128.load(from, 96));
  odd = madd<f64>(odd, square, v128.load(from, 80));
  even = madd<f64>(even, square, v128.load(from, 64));
  odd = madd<f64>(odd, square, v128.load(from, 48));
  even = madd<f64>(even, square, v128.load(from, 32));
  odd = madd<f64>(odd, square, v128.load(from, 16));
  const sum = madd<f64>(odd, t, madd<f64>(even, square, v128.load(from)));
  return v128.xor(sum, v128.and(z, signBit<f64>()));
}

/** ± atan(b/|z|)/2π where the table has no pieces. */
function beyond(b: v128, z: v128): v128 {
  const size = v128.abs<f64>(z);
  const inverse = v128.div<f64>(one<f64>(), v128.sqrt<f64>(madd<f64>(b, b, v128.mul<f64>(size, size))));
  const arc = arcsine<f64>(v128.mul<f64>(b, inverse), v128.mul<f64>(size, inverse));
  const share = v128.xor(v128.mul<f64>(arc, spread<f64>(HALF_OVER_PI)), v128.and(z, signBit<f64>()));
  return v128.and(share, v128.and(v128.ge<f64>(size, spread<f64>(END)), v128.gt<f64>(b, spread<f64>(STEEP))));
}
