// ReLU in double precision. With the angle φ of |c|, A = φ/2π and D = (sin φ − φ cos φ)/2π, in the notation of
// tile-relu.ts:
//   c ≥ 0:  h' = s − D     ½κ₀ = ½ − A
//   c < 0:  h' = ½ − D     ½κ₀ = A
// Where s is small, A = y·α/π and D = s·y·B/π keep their digits. Elsewhere roundings of 1 are as good, and one root and
// one short polynomial do: φ or its complement to π/2 is within π/8 of π/8, and the sine of how far it is
//   u = (sin φ + cos φ)·k − |cos φ − sin φ|·k'    k, k' = (cos π/8 ∓ sin π/8)/2
import { half, madd, nmadd, one, signBit, signMask } from "./lanes";
import { arcOverPi, segmentOverPi, turnTerm, TURN_LAST } from "./tile-arc";

/** k and k'; 1/2π; 1/16; 1/8; 1/4; below which s is small. */
const CONSTANTS: usize = memory.data<f64>(
  [0.27059805007309849, 0.65328148243818826, 0.15915494309189535, 0.0625, 0.125, 0.25, 0.001], 16,
);
const OF_SUM = 0, OF_DIFFERENCE = 1, PER_TURN = 2, SIXTEENTH = 3, EIGHTH = 4, QUARTER = 5, SMALL = 6;

// @ts-ignore: decorator
@inline
function constant(k: usize): v128 {
  return v128.load64_splat(CONSTANTS + (k << 3));
}

/**
 * Four vectors at a time: compilers keep eight chains beside each other only where a loop returns to them.
 * The bits are those of {@link reluVector}. `sines` is the address of sin φ where it is known, or 0.
 */
// @ts-ignore: decorator
@inline
export function reluDoubles(w: usize, ntk: usize, end: usize, sines: usize, signed: bool): void {
  const first = turnTerm(0), last = turnTerm(TURN_LAST);
  while (w < end) {
    // Strips are whole steps of two vectors: the last two may be alone.
    const second: usize = w + 32 < end ? 32 : 0;
    const s0 = size(w, signed), s1 = size(w + 16, signed);
    const s2 = size(w + second, signed), s3 = size(w + second + 16, signed);
    if (v128.any_true(isSmall(f64x2.pmin(f64x2.pmin(s0, s1), f64x2.pmin(s2, s3))))) {
      for (let at: usize = 0; at < 32 + second; at += 16) reluVector(w + at, ntk + at, signed);
    } else {
      const isKnown = sines != 0;
      const q0 = isKnown ? v128.load(sines) : sine(s0), q1 = isKnown ? v128.load(sines, 16) : sine(s1);
      const q2 = isKnown ? v128.load(sines + second) : sine(s2), q3 = isKnown ? v128.load(sines + second, 16) : sine(s3);
      const u0 = turned(s0, q0), u1 = turned(s1, q1), u2 = turned(s2, q2), u3 = turned(s3, q3);
      const x0 = fourthPower(u0), x1 = fourthPower(u1), x2 = fourthPower(u2), x3 = fourthPower(u3);
      let even0 = v128.load64_splat(last), odd0 = v128.load64_splat(last, 8);
      let even1 = even0, even2 = even0, even3 = even0, odd1 = odd0, odd2 = odd0, odd3 = odd0;
      for (let at = last; at > first; ) {
        at -= 16;
        const even = v128.load64_splat(at), odd = v128.load64_splat(at, 8);
        even0 = madd<f64>(even0, x0, even); even1 = madd<f64>(even1, x1, even);
        even2 = madd<f64>(even2, x2, even); even3 = madd<f64>(even3, x3, even);
        odd0 = madd<f64>(odd0, x0, odd); odd1 = madd<f64>(odd1, x1, odd);
        odd2 = madd<f64>(odd2, x2, odd); odd3 = madd<f64>(odd3, x3, odd);
      }
      storePair(w, ntk, q0, arc(u0, even0, odd0), q1, arc(u1, even1, odd1), signed);
      if (second != 0) storePair(w + 32, ntk + 32, q2, arc(u2, even2, odd2), q3, arc(u3, even3, odd3), signed);
    }
    w += 64;
    ntk += 64;
    if (sines != 0) sines += 64;
  }
}

/** One vector; of small s with all their digits. */
function reluVector(w: usize, ntk: usize, signed: bool): void {
  const state = v128.load(w);
  const s = f64x2.abs(state);
  const c = cosine(s), q = sine(s), u = turned(s, q), x = fourthPower(u);
  let at = turnTerm(TURN_LAST);
  let even = v128.load64_splat(at), odd = v128.load64_splat(at, 8);
  while (at > turnTerm(0)) {
    at -= 16;
    even = madd<f64>(even, x, v128.load64_splat(at));
    odd = madd<f64>(odd, x, v128.load64_splat(at, 8));
  }
  const a = angle(c, q, arc(u, even, odd));
  const small = isSmall(s);
  const opposite = signed ? signMask<f64>(state) : f64x2.splat(0);
  const versine = f64x2.sub(one<f64>(), f64x2.sqrt(f64x2.sub(one<f64>(), s)));
  const y = f64x2.sqrt(s);
  const ownAngle = f64x2.mul(y, arcOverPi<f64>(versine));
  const ownSlope = v128.bitselect(ownAngle, f64x2.sub(half<f64>(), ownAngle), opposite);
  const ownSegment = f64x2.mul(s, f64x2.mul(y, segmentOverPi<f64>(versine)));
  const ownH = f64x2.sub(v128.bitselect(half<f64>(), s, opposite), ownSegment);
  const slope = v128.bitselect(ownSlope, slopeOf(state, a, signed), small);
  const h = f64x2.sub(baseOf(state, s, signed), segment(c, q, a));
  v128.store(ntk, f64x2.mul(v128.load(ntk), slope));
  v128.store(w, v128.bitselect(ownH, h, small));
}

/** |w| */
// @ts-ignore: decorator
@inline
function size(w: usize, signed: bool): v128 {
  return signed ? f64x2.abs(v128.load(w)) : v128.load(w);
}

// @ts-ignore: decorator
@inline
function isSmall(s: v128): v128 {
  return f64x2.lt(s, constant(SMALL));
}

/** cos φ = 1 − 2s */
// @ts-ignore: decorator
@inline
function cosine(s: v128): v128 {
  return f64x2.sub(one<f64>(), f64x2.add(s, s));
}

/** sin φ = √(2s(1 + cos φ)) */
// @ts-ignore: decorator
@inline
export function sine(s: v128): v128 {
  const double = f64x2.add(s, s);
  return f64x2.sqrt(madd<f64>(double, cosine(s), double));
}

/** u */
// @ts-ignore: decorator
@inline
function turned(s: v128, q: v128): v128 {
  const c = cosine(s);
  const apart = f64x2.abs(f64x2.sub(c, q));
  return nmadd<f64>(constant(OF_DIFFERENCE), apart, f64x2.mul(constant(OF_SUM), f64x2.add(c, q)));
}

// @ts-ignore: decorator
@inline
function fourthPower(u: v128): v128 {
  const square = f64x2.mul(u, u);
  return f64x2.mul(square, square);
}

/** (π/8 − asin u)/2π from the even and odd powers of u². */
// @ts-ignore: decorator
@inline
function arc(u: v128, even: v128, odd: v128): v128 {
  return nmadd<f64>(u, madd<f64>(odd, f64x2.mul(u, u), even), constant(SIXTEENTH));
}

/** A: the arc below or above an eighth of a turn. */
// @ts-ignore: decorator
@inline
function angle(c: v128, q: v128, arc: v128): v128 {
  return f64x2.sub(constant(EIGHTH), v128.xor(arc, v128.and(f64x2.sub(c, q), signBit<f64>())));
}

/** D */
// @ts-ignore: decorator
@inline
function segment(c: v128, q: v128, angle: v128): v128 {
  return nmadd<f64>(angle, c, f64x2.mul(constant(PER_TURN), q));
}

/** ½κ₀: ½ − A, or ¼ ± (¼ − A) by the sign of c. */
// @ts-ignore: decorator
@inline
function slopeOf(state: v128, angle: v128, signed: bool): v128 {
  if (!signed) return f64x2.sub(half<f64>(), angle);
  const quarter = constant(QUARTER);
  return f64x2.add(quarter, v128.xor(f64x2.sub(quarter, angle), v128.and(state, signBit<f64>())));
}

/** What D is taken from: s, or ½, which is more, where c < 0. */
// @ts-ignore: decorator
@inline
function baseOf(state: v128, s: v128, signed: bool): v128 {
  if (!signed) return s;
  return f64x2.pmax(s, v128.and(f64x2.lt(state, f64x2.splat(0)), half<f64>()));
}

/** Two vectors, which share the loads of the constants. */
// @ts-ignore: decorator
@inline
function storePair(w: usize, ntk: usize, q0: v128, arc0: v128, q1: v128, arc1: v128, signed: bool): void {
  const state0 = v128.load(w), state1 = v128.load(w, 16), ntk0 = v128.load(ntk), ntk1 = v128.load(ntk, 16);
  const s0 = signed ? f64x2.abs(state0) : state0, s1 = signed ? f64x2.abs(state1) : state1;
  const c0 = cosine(s0), c1 = cosine(s1);
  const a0 = angle(c0, q0, arc0), a1 = angle(c1, q1, arc1);
  const slope0 = slopeOf(state0, a0, signed), slope1 = slopeOf(state1, a1, signed);
  const h0 = f64x2.sub(baseOf(state0, s0, signed), segment(c0, q0, a0));
  const h1 = f64x2.sub(baseOf(state1, s1, signed), segment(c1, q1, a1));
  v128.store(ntk, f64x2.mul(ntk0, slope0));
  v128.store(ntk, f64x2.mul(ntk1, slope1), 16);
  v128.store(w, h0);
  v128.store(w, h1, 16);
}
