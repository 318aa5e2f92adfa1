// Any nonlinearity by expansions in the angle θ whose coefficients separate (engine/dual/angular.ts): with
// Chebyshev polynomials T_k(t), t linear in θ,
//   Ḋ  = Σ_k T_k(t) Σ_r λ u_r u_r'          S = Σ_k T_k(t) Σ_r λ v_r v_r'
//   h' = ¼ Σ_r (V_r − V_r')² + h t_i t_j S     (only differences of rows, and h times what is smooth)
// Of odd and even φ θ reaches to π/2 and |c| stands for c. Vectors: the u, the v and the V, one after the other;
// t = g/f; a table of numbers: entries of a vector, scale and offset of t, how many k of Ḋ and of S, how many V,
// parity (0 odd, 1 even, 2 neither), then how many r each k has, and the λ.
import { madd, one, pi, quarter, signBit, signMask } from "./lanes";
import { arcOverPi } from "./tile-arc";
import { entry, rowValue } from "./tile-layer";

const HEADER: usize = 7;

// @ts-ignore: decorator
@inline
function number<T>(table: usize, k: usize): T {
  return load<T>(table + k * sizeof<T>());
}

/** Two vectors at a time. */
export function angularStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const table = entry<T>(layer, 4, 0);
  const stride = <usize>number<T>(table, 0) * sizeof<T>();
  const scale = v128.splat<T>(number<T>(table, 1)), offset = v128.splat<T>(number<T>(table, 2));
  const slopes = <usize>number<T>(table, 3), others = <usize>number<T>(table, 4), parts = <usize>number<T>(table, 5);
  const parity = <i32>number<T>(table, 6);
  const slopeCounts = table + HEADER * sizeof<T>();
  const otherCounts = slopeCounts + slopes * sizeof<T>();
  const slopeWeights = otherCounts + others * sizeof<T>();
  const otherWeights = slopeWeights + total<T>(slopeCounts, slopes) * sizeof<T>();
  const rowScale = rowValue<T>(layer, 3, i);
  const lanes: usize = 16 / sizeof<T>();
  while (w < end) {
    const state0 = v128.load(w), state1 = v128.load(w, 16);
    const h0 = reach<T>(state0, parity), h1 = reach<T>(state1, parity);
    const t0 = madd<T>(scale, angle<T>(state0, parity), offset), t1 = madd<T>(scale, angle<T>(state1, parity), offset);

    const d0 = series<T>(entry<T>(layer, 0, i), entry<T>(layer, 0, j), stride, slopeCounts, slopeWeights, slopes, t0);
    const d1 = series<T>(entry<T>(layer, 0, i), entry<T>(layer, 0, j + lanes), stride, slopeCounts, slopeWeights, slopes, t1);
    v128.store(ntk, v128.mul<T>(v128.load(ntk), parity == 1 ? v128.xor(d0, v128.and(state0, signBit<T>())) : d0));
    v128.store(ntk, v128.mul<T>(v128.load(ntk, 16), parity == 1 ? v128.xor(d1, v128.and(state1, signBit<T>())) : d1), 16);

    const s0 = series<T>(entry<T>(layer, 1, i), entry<T>(layer, 1, j), stride, otherCounts, otherWeights, others, t0);
    const s1 = series<T>(entry<T>(layer, 1, i), entry<T>(layer, 1, j + lanes), stride, otherCounts, otherWeights, others, t1);
    const scales0 = v128.mul<T>(rowScale, v128.load(entry<T>(layer, 3, j)));
    const scales1 = v128.mul<T>(rowScale, v128.load(entry<T>(layer, 3, j + lanes)));
    const a0 = apart<T>(entry<T>(layer, 2, i), entry<T>(layer, 2, j), stride, parts);
    const a1 = apart<T>(entry<T>(layer, 2, i), entry<T>(layer, 2, j + lanes), stride, parts);
    finish<T>(w, state0, madd<T>(v128.mul<T>(h0, scales0), s0, a0), parity);
    finish<T>(w + 16, state1, madd<T>(v128.mul<T>(h1, scales1), s1, a1), parity);
    w += 32;
    ntk += 32;
    j += 2 * lanes;
  }
}

function total<T>(counts: usize, length: usize): usize {
  let sum: usize = 0;
  for (let k: usize = 0; k < length; k++) sum += <usize>number<T>(counts, k);
  return sum;
}

/** h of c, or of |c|. */
// @ts-ignore: decorator
@inline
function reach<T>(state: v128, parity: i32): v128 {
  const s = v128.abs<T>(state);
  return parity == 2 ? v128.bitselect(v128.sub<T>(one<T>(), s), s, signMask<T>(state)) : s;
}

/** θ of c, or of |c|. */
// @ts-ignore: decorator
@inline
function angle<T>(state: v128, parity: i32): v128 {
  const s = v128.abs<T>(state);
  const u = v128.sub<T>(one<T>(), v128.sqrt<T>(v128.sub<T>(one<T>(), s)));
  const y = v128.mul<T>(v128.sqrt<T>(s), arcOverPi<T>(u));
  const turned = v128.mul<T>(pi<T>(), v128.add<T>(y, y));
  return parity == 2 ? v128.bitselect(v128.sub<T>(pi<T>(), turned), turned, signMask<T>(state)) : turned;
}

/** Σ_k T_k(t) Σ_r λ u_r u_r' by Clenshaw's recurrence. */
function series<T>(row: usize, column: usize, stride: usize, counts: usize, weights: usize, length: usize, t: v128): v128 {
  const twice = v128.add<T>(t, t);
  let first = v128.splat<T>(<T>0), second = first;
  const all = total<T>(counts, length);
  row += all * stride;
  column += all * stride;
  weights += all * sizeof<T>();
  for (let k = length; k > 0; k--) {
    let sum = v128.neg<T>(second);
    for (let r = <i32>number<T>(counts, k - 1); r > 0; r--) {
      row -= stride;
      column -= stride;
      weights -= sizeof<T>();
      sum = madd<T>(v128.mul<T>(v128.load_splat<T>(weights), v128.load_splat<T>(row)), v128.load(column), sum);
    }
    second = first;
    first = madd<T>(twice, first, sum);
  }
  // T₀ and T₁ are 1 and t, not what the recurrence makes of them.
  return v128.sub<T>(first, v128.mul<T>(t, second));
}

/** ¼ Σ_r (V_r − V_r')² */
// @ts-ignore: decorator
@inline
function apart<T>(row: usize, column: usize, stride: usize, parts: usize): v128 {
  let sum = v128.splat<T>(<T>0);
  for (let r: usize = 0; r < parts; r++) {
    const d = v128.sub<T>(v128.load_splat<T>(row), v128.load(column));
    sum = madd<T>(d, d, sum);
    row += stride;
    column += stride;
  }
  return v128.mul<T>(quarter<T>(), sum);
}

// @ts-ignore: decorator
@inline
function finish<T>(w: usize, state: v128, h: v128, parity: i32): void {
  const far = v128.max<T>(v128.sub<T>(one<T>(), h), v128.splat<T>(<T>0));
  const isFar = v128.lt<T>(far, h);
  const next = v128.xor(v128.bitselect(far, h, isFar), v128.and(isFar, signBit<T>()));
  v128.store(w, parity == 0 ? v128.xor(next, v128.and(state, signBit<T>())) : next);
}
