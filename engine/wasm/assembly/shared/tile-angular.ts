// Any nonlinearity by expansions in the angle θ whose coefficients separate (engine/dual/angular.ts): with
// Chebyshev polynomials T_k(t), t linear in θ,
//   Ḋ  = Σ_k T_k(t) Σ_r λ u_r u_r'          S = Σ_k T_k(t) Σ_r λ v_r v_r'
//   h' = ¼ Σ_r (V_r − V_r')² + h t_i t_j S     (only differences of rows, and h times what is smooth)
// Of odd and even φ θ reaches to π/2 and |c| stands for c. Vectors: the u, the v and the V, each in blocks of eight
// rows, the terms of a block one after the other (there are hundreds: from term to term a page further, every load
// would miss the table of pages); t = g/f; a table of numbers: scale and offset of t, how many k of Ḋ and of S, how
// many V, parity (0 odd, 1 even, 2 neither), then how many r each k has, and the λ.
import { madd, one, pi, quarter, signBit, signMask } from "./lanes";
import { arcOverPi } from "./tile-arc";
import { entry, rowValue } from "./tile-layer";

const HEADER: usize = 6;
/** Rows of a block. */
const BLOCK: usize = 8;

// @ts-ignore: decorator
@inline
function number<T>(table: usize, k: usize): T {
  return load<T>(table + k * sizeof<T>());
}

/** Address of a row's entry in the first of so many terms; the next term's is BLOCK entries behind it. */
// @ts-ignore: decorator
@inline
function blocked<T>(layer: usize, vector: usize, row: usize, terms: usize): usize {
  return entry<T>(layer, vector, (row & ~(BLOCK - 1)) * terms + (row & (BLOCK - 1)));
}

/** Four vectors at a time; the last two again where there are no more, for strips are pairs of vectors. */
export function angularStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const table = entry<T>(layer, 4, 0);
  const scale = v128.splat<T>(number<T>(table, 0)), offset = v128.splat<T>(number<T>(table, 1));
  const slopes = <usize>number<T>(table, 2), others = <usize>number<T>(table, 3), parts = <usize>number<T>(table, 4);
  const parity = <i32>number<T>(table, 5);
  const slopeCounts = table + HEADER * sizeof<T>();
  const otherCounts = slopeCounts + slopes * sizeof<T>();
  const slopeWeights = otherCounts + others * sizeof<T>();
  const slopeTerms = total<T>(slopeCounts, slopes), otherTerms = total<T>(otherCounts, others);
  const slopePast = slopeTerms * BLOCK * sizeof<T>(), otherPast = otherTerms * BLOCK * sizeof<T>();
  const slopeWeightsPast = slopeWeights + slopeTerms * sizeof<T>(), otherWeightsPast = slopeWeightsPast + otherTerms * sizeof<T>();
  const slopeRow = blocked<T>(layer, 0, i, slopeTerms) + slopePast, otherRow = blocked<T>(layer, 1, i, otherTerms) + otherPast;
  const pair: usize = 32 / sizeof<T>();
  while (w < end) {
    const next: usize = w + 32 < end ? 32 : 0;
    const j2 = next != 0 ? j + pair : j;
    const x0 = v128.load(w), x1 = v128.load(w, 16), x2 = v128.load(w + next), x3 = v128.load(w + next, 16);
    const t0 = madd<T>(scale, angle<T>(x0, parity), offset), t1 = madd<T>(scale, angle<T>(x1, parity), offset);
    const t2 = madd<T>(scale, angle<T>(x2, parity), offset), t3 = madd<T>(scale, angle<T>(x3, parity), offset);
    const slopeColumn = blocked<T>(layer, 0, j, slopeTerms) + slopePast, slopeColumn2 = blocked<T>(layer, 0, j2, slopeTerms) + slopePast;
    timesSeries<T>(ntk, next, slopeRow, slopeColumn, slopeColumn2, slopeCounts, slopeWeightsPast, slopes, t0, t1, t2, t3);
    reach<T>(layer, i, j, w, x0, x1, parity);
    if (next != 0) reach<T>(layer, i, j2, w + 32, x2, x3, parity);
    const otherColumn = blocked<T>(layer, 1, j, otherTerms) + otherPast, otherColumn2 = blocked<T>(layer, 1, j2, otherTerms) + otherPast;
    timesSeries<T>(w, next, otherRow, otherColumn, otherColumn2, otherCounts, otherWeightsPast, others, t0, t1, t2, t3);
    finish<T>(layer, i, j, parts, w, ntk, x0, x1, parity);
    if (next != 0) finish<T>(layer, i, j2, parts, w + 32, ntk + 32, x2, x3, parity);
    w += 32 + next;
    ntk += 32 + next;
    j = j2 + pair;
  }
}

function total<T>(counts: usize, length: usize): usize {
  let sum: usize = 0;
  for (let k: usize = 0; k < length; k++) sum += <usize>number<T>(counts, k);
  return sum;
}

/** h t_i t_j in the place of two vectors of states. */
function reach<T>(layer: usize, i: usize, j: usize, w: usize, x0: v128, x1: v128, parity: i32): void {
  const scale = rowValue<T>(layer, 3, i), scales = entry<T>(layer, 3, j);
  v128.store(w, v128.mul<T>(distance<T>(x0, parity), v128.mul<T>(scale, v128.load(scales))));
  v128.store(w, v128.mul<T>(distance<T>(x1, parity), v128.mul<T>(scale, v128.load(scales, 16))), 16);
}

/** h of c, or of |c|. */
// @ts-ignore: decorator
@inline
function distance<T>(state: v128, parity: i32): v128 {
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

/**
 * Four vectors times Σ_k T_k(t) Σ_r λ u_r u_r' by Clenshaw's recurrence, the addresses of u and λ past the last
 * ones. The third and fourth vector lie `next` bytes behind the first two, or are those once more.
 */
function timesSeries<T>(at: usize, next: usize, row: usize, column: usize, column2: usize, counts: usize, weights: usize, length: usize, t0: v128, t1: v128, t2: v128, t3: v128): void {
  const zero = v128.splat<T>(<T>0);
  let a0 = zero, a1 = zero, a2 = zero, a3 = zero;
  let b0 = zero, b1 = zero, b2 = zero, b3 = zero;
  for (let k = length; k > 0; k--) {
    let s0 = v128.neg<T>(b0), s1 = v128.neg<T>(b1), s2 = v128.neg<T>(b2), s3 = v128.neg<T>(b3);
    for (let r = <i32>number<T>(counts, k - 1); r > 0; r--) {
      row -= BLOCK * sizeof<T>();
      column -= BLOCK * sizeof<T>();
      column2 -= BLOCK * sizeof<T>();
      weights -= sizeof<T>();
      const u = v128.splat<T>(load<T>(weights) * load<T>(row));
      s0 = madd<T>(u, v128.load(column), s0);
      s1 = madd<T>(u, v128.load(column, 16), s1);
      s2 = madd<T>(u, v128.load(column2), s2);
      s3 = madd<T>(u, v128.load(column2, 16), s3);
    }
    b0 = a0;
    b1 = a1;
    b2 = a2;
    b3 = a3;
    a0 = madd<T>(v128.add<T>(t0, t0), a0, s0);
    a1 = madd<T>(v128.add<T>(t1, t1), a1, s1);
    a2 = madd<T>(v128.add<T>(t2, t2), a2, s2);
    a3 = madd<T>(v128.add<T>(t3, t3), a3, s3);
  }
  // T₀ and T₁ are 1 and t, not what the recurrence makes of them.
  const y0 = v128.mul<T>(v128.load(at), v128.sub<T>(a0, v128.mul<T>(t0, b0)));
  const y1 = v128.mul<T>(v128.load(at, 16), v128.sub<T>(a1, v128.mul<T>(t1, b1)));
  const y2 = v128.mul<T>(v128.load(at + next), v128.sub<T>(a2, v128.mul<T>(t2, b2)));
  const y3 = v128.mul<T>(v128.load(at + next, 16), v128.sub<T>(a3, v128.mul<T>(t3, b3)));
  v128.store(at, y0);
  v128.store(at, y1, 16);
  v128.store(at + next, y2);
  v128.store(at + next, y3, 16);
}

/** The complements from their parts at the angle and ¼ Σ_r (V_r − V_r')²; of an even φ the slope has the sign of c. */
function finish<T>(layer: usize, i: usize, j: usize, parts: usize, w: usize, ntk: usize, x0: v128, x1: v128, parity: i32): void {
  let row = blocked<T>(layer, 2, i, parts), column = blocked<T>(layer, 2, j, parts);
  let sum0 = v128.splat<T>(<T>0), sum1 = sum0;
  for (let r: usize = 0; r < parts; r++) {
    const v = v128.load_splat<T>(row);
    const d0 = v128.sub<T>(v, v128.load(column)), d1 = v128.sub<T>(v, v128.load(column, 16));
    sum0 = madd<T>(d0, d0, sum0);
    sum1 = madd<T>(d1, d1, sum1);
    row += BLOCK * sizeof<T>();
    column += BLOCK * sizeof<T>();
  }
  v128.store(w, complement<T>(madd<T>(quarter<T>(), sum0, v128.load(w)), x0, parity));
  v128.store(w, complement<T>(madd<T>(quarter<T>(), sum1, v128.load(w, 16)), x1, parity), 16);
  if (parity != 1) return;
  v128.store(ntk, v128.xor(v128.load(ntk), v128.and(x0, signBit<T>())));
  v128.store(ntk, v128.xor(v128.load(ntk, 16), v128.and(x1, signBit<T>())), 16);
}

/** The state of h; an odd φ turns the sign of c. */
// @ts-ignore: decorator
@inline
function complement<T>(h: v128, state: v128, parity: i32): v128 {
  const far = v128.max<T>(v128.sub<T>(one<T>(), h), v128.splat<T>(<T>0));
  const isFar = v128.lt<T>(far, h);
  const next = v128.xor(v128.bitselect(far, h, isFar), v128.and(isFar, signBit<T>()));
  return parity == 0 ? v128.xor(next, v128.and(state, signBit<T>())) : next;
}
