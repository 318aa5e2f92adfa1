// Registers that hold covariances K instead of complements: sums of other registers' covariances, and
// from there back to complements.
//
// A sum Σ_k ω_k K_k + σ_b² over independent terms has, with shares r_k = √(ω_k a_k/a') and q = σ_b/√a'
// of the new deviation √a', r·r + q² = 1:
//   h'     = Σ r_k r_k'·h_k       + ¼[Σ (r_k − r_k')² + (q − q')²]
//   1 − h' = Σ r_k r_k'·(1 − h_k) + ¼[Σ (r_k − r_k')² + (q + q')²]
// Only positive terms: this is what nearly parallel pairs are computed by, one by one.
import { half, madd, one, spread, withSign } from "./lanes";
import { constant, entry, NONE, operand, rowValue } from "./tile-layer";
import { tapSlot } from "./tile-window";

/** Below this complement the sum of covariances has lost digits. */
const NEAR_64: usize = memory.data<f64>([0.001]);
const NEAR_32: usize = memory.data<f64>([0.03]);

/** Smaller complements are computed by positive terms. */
// @ts-ignore: decorator
@inline
export function near<T>(): v128 {
  return spread<T>(sizeof<T>() == 8 ? NEAR_64 : NEAR_32);
}

/** Bytes of a term of a sum. */
const TERM: usize = 56;

/** Θ' = γ K + σ Θ + δ. Constants: γ, σ, δ. */
export function covarianceTangent<T>(layer: usize, w: usize, ntk: usize, end: usize): void {
  const ofCovariance = spread<T>(constant(layer, 0));
  const ofTangent = spread<T>(constant(layer, 1));
  const offset = spread<T>(constant(layer, 2));
  while (w < end) {
    const through = madd<T>(ofTangent, v128.load(ntk), offset);
    v128.store(ntk, madd<T>(ofCovariance, v128.load(w), through));
    w += 16;
    ntk += 16;
  }
}

/** K' = σ K + β. Constants: σ, β. */
export function covarianceAffine<T>(layer: usize, w: usize, end: usize): void {
  const factor = spread<T>(constant(layer, 0));
  const offset = spread<T>(constant(layer, 1));
  while (w < end) {
    v128.store(w, madd<T>(factor, v128.load(w), offset));
    w += 16;
  }
}

/**
 * The sums of covariances and of tangent kernels of a slot's terms. Operands: how many terms a slot has,
 * address of the slots' terms (numbers of slots, NONE where a term is absent), of the terms, 1 where
 * tangent kernels are wanted. A term: first strip of its covariances, of its tangent kernels, its ω: f64.
 */
export function gather<T>(layer: usize, slot: usize, w: usize, ntk: usize, bytes: usize, workspace: usize, slotBytes: usize): void {
  const terms = <usize>operand(layer, 0);
  const list = <usize>operand(layer, 1) + ((slot * terms) << 2);
  const records = <usize>operand(layer, 2);
  const tangents = operand(layer, 3) != 0;
  memory.fill(w, 0, bytes);
  if (tangents) memory.fill(ntk, 0, bytes);
  for (let k: usize = 0; k < terms; k++) {
    const from = load<u32>(list + (k << 2));
    if (from == NONE) continue;
    const term = records + k * TERM;
    const weight = spread<T>(term + 8);
    accumulate<T>(w, workspace + (<usize>from + load<u32>(term)) * slotBytes, bytes, weight);
    if (tangents) accumulate<T>(ntk, workspace + (<usize>from + load<u32>(term + 4)) * slotBytes, bytes, weight);
  }
}

/** to += weight·from */
// @ts-ignore: decorator
@inline
function accumulate<T>(to: usize, from: usize, bytes: usize, weight: v128): void {
  const end = to + bytes;
  while (to < end) {
    v128.store(to, v128.add<T>(v128.load(to), v128.mul<T>(weight, v128.load(from))));
    to += 16;
    from += 16;
  }
}

/**
 * Complements of K + σ_b² in place of K. Constant: σ_b². Vectors: 1/√a', q. Operands as those of
 * {@link gather}; without terms, nearly parallel pairs keep what the covariances give.
 */
export function correlate<T>(layer: usize, slot: usize, pixels: usize, i: usize, j: usize, n: usize, m: usize, w: usize, end: usize, place: usize, workspace: usize, slotBytes: usize): void {
  const limit = near<T>();
  const bias = spread<T>(constant(layer, 0));
  const rowInverse = rowValue<T>(layer, 0, i);
  let inverse = entry<T>(layer, 0, j);
  const exact = operand(layer, 0) != 0;
  const list = <usize>operand(layer, 1) + ((slot * operand(layer, 0)) << 2);
  while (w < end) {
    const c = v128.mul<T>(v128.add<T>(v128.load(w), bias), v128.mul<T>(rowInverse, v128.load(inverse)));
    const s = v128.max<T>(v128.mul<T>(half<T>(), v128.sub<T>(one<T>(), v128.abs<T>(c))), v128.splat<T>(<T>0));
    v128.store(w, withSign<T>(s, c));
    if (exact) {
      const isNear = v128.lt<T>(s, limit);
      if (v128.any_true(isNear)) {
        let lanes = sizeof<T>() == 8 ? i64x2.bitmask(isNear) : i32x4.bitmask(isNear);
        for (let lane: usize = 0; lanes != 0; lane++, lanes >>= 1) {
          if ((lanes & 1) == 0) continue;
          const value = exactComplement<T>(layer, list, slot, pixels, i, j + lane, n, m + lane, place + lane * sizeof<T>(), workspace, slotBytes);
          store<T>(w + lane * sizeof<T>(), value);
        }
      }
    }
    w += 16;
    place += 16;
    inverse += 16;
    j += <usize>(16 / sizeof<T>());
    m += <usize>(16 / sizeof<T>());
  }
}

/**
 * One pair by positive terms; `list` holds its slot's terms, which are those of a plane's window where it is
 * 0; `place` is its address within a slot. Of a term's record: 16 first strip of
 * its complements, 20 where columns' entries begin in its vectors, 24 √ω: f64, 32 address of its
 * deviations √a, 36 of its pixels, 40 and 44 entries a pixel of x1 and of x2.
 */
export function exactComplement<T>(layer: usize, list: usize, slot: usize, pixels: usize, i: usize, j: usize, n: usize, m: usize, place: usize, workspace: usize, slotBytes: usize): T {
  const terms = <usize>operand(layer, 0);
  const inverse = <f64>load<T>(entry<T>(layer, 0, i)), inverse2 = <f64>load<T>(entry<T>(layer, 0, j));
  const q = <f64>load<T>(entry<T>(layer, 1, i)), q2 = <f64>load<T>(entry<T>(layer, 1, j));
  let towards = 0.25 * (q - q2) * (q - q2), away = 0.25 * (q + q2) * (q + q2);
  for (let k: usize = 0; k < terms; k++) {
    const term = <usize>operand(layer, 2) + k * TERM;
    const r = share<T>(term, load<u32>(pixels, 8), n, 0) * inverse;
    const r2 = share<T>(term, load<u32>(pixels, 12), m, 4) * inverse2;
    const apart = 0.25 * (r - r2) * (r - r2);
    const from = list == 0 ? tapSlot(<usize>operand(layer, 1), slot, k) : load<u32>(list + (k << 2));
    const w = from == NONE ? 0.5 : <f64>load<T>(workspace + (<usize>from + load<u32>(term + 16)) * slotBytes + place);
    // The smaller of h and 1 − h is stored, and must not be taken from 1 twice.
    const s = Math.abs(w), opposite = Math.signbit(w);
    towards += r * r2 * (opposite ? 1 - s : s) + apart;
    away += r * r2 * (opposite ? s : 1 - s) + apart;
  }
  return towards <= away ? <T>towards : <T>-away;
}

/** √ω·√a of the term's pixel that belongs to a pixel of the sum; 0 where there is none. */
// @ts-ignore: decorator
@inline
function share<T>(term: usize, pixel: u32, example: usize, side: usize): f64 {
  const from = load<u32>(<usize>load<u32>(term + 36) + (<usize>pixel << 2));
  if (from == NONE) return 0;
  const start: usize = side == 0 ? 0 : load<u32>(term + 20);
  const index = start + <usize>from * load<u32>(term + 40 + side) + example;
  return load<f64>(term + 24) * <f64>load<T>(<usize>load<u32>(term + 32) + index * sizeof<T>());
}
