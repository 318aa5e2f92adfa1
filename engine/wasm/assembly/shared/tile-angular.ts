// Nonlinearities whose kernels are analytic in the angle θ of two pre-activations. Moderate correlations are those of
// tile-central.ts. Others lie in zones (engine/dual/zones.ts) near θ = 0 and, where φ is neither odd nor even, near θ = π, with the angle
// α = 2 asin √s from there and expansions of low rank in Chebyshev polynomials T_k(t), t linear in α or in log(1 + Bα):
//   Ḋ (1 + Bα)^q = Σ_k T_k(t) Σ_r λ u_r u_r'          S (1 + Bα)^q = Σ_k T_k(t) Σ_r λ v_r v_r'
//   near θ = 0:  h' = ¼ Σ_r (V_r − V_r')² + s S       (only differences of rows, and s times what is smooth)
//   near θ = π:  h' = ¼ Σ_r (V_r ∓ V_r')² − s S       (+ in the V of φ's odd part)
// with q 0 or 1. Of odd and even φ α reaches to π/2 and |c| stands for c; kernels of one's own have a single zone of
// all angles, whose α and h are those of c. Vectors: u, v of the first zone, u, v of the second and V, each in blocks of
// eight rows, the terms of a block one after the other (there are hundreds: from term to term a page further, every
// load would miss the table of pages); a table of numbers; those of tile-central.ts. The table: how many zones, parity
// (0 odd, 1 even, 2 neither), how many V of φ's even part and of its odd part; then of each zone scale and offset of t, B, q, how many k
// of Ḋ and of S, how many r each k has, and the λ.
import { madd, one, pi, quarter, signBit, signMask } from "./lanes";
import { logarithm } from "./logarithm";
import { arcOverPi } from "./tile-arc";
import { central, isCentral, leastCentral, stateOf } from "./tile-central";
import { entry } from "./tile-layer";

/** Numbers of the table before the zones', and of a zone before its counts. */
const HEADER: usize = 4, ZONE: usize = 6;
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
  const table = entry<T>(layer, 5, 0), numbers = entry<T>(layer, 6, 0);
  const least = leastCentral<T>(numbers);
  const pair: usize = 32 / sizeof<T>();
  while (w < end) {
    const next: usize = w + 32 < end ? 32 : 0;
    const j2 = next != 0 ? j + pair : j;
    const x0 = v128.load(w), x1 = v128.load(w, 16), x2 = v128.load(w + next), x3 = v128.load(w + next, 16);
    const n0 = v128.load(ntk), n1 = v128.load(ntk, 16), n2 = v128.load(ntk + next), n3 = v128.load(ntk + next, 16);
    const m0 = isCentral<T>(x0, least), m1 = isCentral<T>(x1, least), m2 = isCentral<T>(x2, least), m3 = isCentral<T>(x3, least);
    if (v128.any_true(v128.or(v128.or(m0, m1), v128.or(m2, m3)))) {
      central<T>(numbers, i, j, j2, w, ntk, next);
    }
    if (v128.any_true(v128.not(v128.and(v128.and(m0, m1), v128.and(m2, m3))))) {
      outside<T>(layer, table, i, j, j2, w, ntk, next, x0, x1, x2, x3, n0, n1, n2, n3, m0, m1, m2, m3);
    }
    w += 32 + next;
    ntk += 32 + next;
    j = j2 + pair;
  }
}

/** The pairs that are not central (m: those that are) from their states and tangents, zone by zone. */
function outside<T>(layer: usize, table: usize, i: usize, j: usize, j2: usize, w: usize, ntk: usize, next: usize, x0: v128, x1: v128, x2: v128, x3: v128, n0: v128, n1: v128, n2: v128, n3: v128, m0: v128, m1: v128, m2: v128, m3: v128): void {
  if (number<T>(table, 0) == <T>1) {
    zone<T>(layer, table, 0, i, j, j2, w, ntk, next, x0, x1, x2, x3, n0, n1, n2, n3, m0, m1, m2, m3);
    return;
  }
  const f0 = signMask<T>(x0), f1 = signMask<T>(x1), f2 = signMask<T>(x2), f3 = signMask<T>(x3);
  zone<T>(layer, table, 0, i, j, j2, w, ntk, next, x0, x1, x2, x3, n0, n1, n2, n3, v128.or(m0, f0), v128.or(m1, f1), v128.or(m2, f2), v128.or(m3, f3));
  const k0 = v128.or(m0, v128.not(f0)), k1 = v128.or(m1, v128.not(f1)), k2 = v128.or(m2, v128.not(f2)), k3 = v128.or(m3, v128.not(f3));
  zone<T>(layer, table, 1, i, j, j2, w, ntk, next, x0, x1, x2, x3, n0, n1, n2, n3, k0, k1, k2, k3);
}

/** The pairs of a zone; those of k keep what is in their place. */
function zone<T>(layer: usize, table: usize, z: usize, i: usize, j: usize, j2: usize, w: usize, ntk: usize, next: usize, x0: v128, x1: v128, x2: v128, x3: v128, n0: v128, n1: v128, n2: v128, n3: v128, k0: v128, k1: v128, k2: v128, k3: v128): void {
  if (!v128.any_true(v128.not(v128.and(v128.and(k0, k1), v128.and(k2, k3))))) return;
  const r0 = v128.load(w), r1 = v128.load(w, 16), r2 = v128.load(w + next), r3 = v128.load(w + next, 16);
  const q0 = v128.load(ntk), q1 = v128.load(ntk, 16), q2 = v128.load(ntk + next), q3 = v128.load(ntk + next, 16);
  v128.store(ntk, n0);
  v128.store(ntk, n1, 16);
  v128.store(ntk + next, n2);
  v128.store(ntk + next, n3, 16);
  expansions<T>(layer, table, z, i, j, j2, w, ntk, next, x0, x1, x2, x3);
  keep(w, r0, k0);
  keep(w + 16, r1, k1);
  keep(ntk, q0, k0);
  keep(ntk + 16, q1, k1);
  if (next == 0) return;
  keep(w + next, r2, k2);
  keep(w + next + 16, r3, k3);
  keep(ntk + next, q2, k2);
  keep(ntk + next + 16, q3, k3);
}

// @ts-ignore: decorator
@inline
function keep(at: usize, before: v128, mask: v128): void {
  v128.store(at, v128.bitselect(before, v128.load(at), mask));
}

/** Four vectors of states x and of the tangents at `ntk` by the expansions of a zone. */
function expansions<T>(layer: usize, table: usize, z: usize, i: usize, j: usize, j2: usize, w: usize, ntk: usize, next: usize, x0: v128, x1: v128, x2: v128, x3: v128): void {
  const isWhole = number<T>(table, 0) == <T>1 && number<T>(table, 1) == <T>2;
  const record = z == 0 ? table + HEADER * sizeof<T>() : behind<T>(table + HEADER * sizeof<T>());
  const slopes = <usize>number<T>(record, 4), others = <usize>number<T>(record, 5);
  const slopeCounts = record + ZONE * sizeof<T>();
  const otherCounts = slopeCounts + slopes * sizeof<T>();
  const slopeWeights = otherCounts + others * sizeof<T>();
  const slopeTerms = total<T>(slopeCounts, slopes), otherTerms = total<T>(otherCounts, others);
  const slopePast = slopeTerms * BLOCK * sizeof<T>(), otherPast = otherTerms * BLOCK * sizeof<T>();
  const slopeWeightsPast = slopeWeights + slopeTerms * sizeof<T>(), otherWeightsPast = slopeWeightsPast + otherTerms * sizeof<T>();

  const a0 = angle<T>(x0, isWhole), a1 = angle<T>(x1, isWhole), a2 = angle<T>(x2, isWhole), a3 = angle<T>(x3, isWhole);
  const e0 = steepness<T>(record, a0), e1 = steepness<T>(record, a1), e2 = steepness<T>(record, a2), e3 = steepness<T>(record, a3);
  const t0 = variable<T>(record, a0, e0), t1 = variable<T>(record, a1, e1), t2 = variable<T>(record, a2, e2), t3 = variable<T>(record, a3, e3);
  v128.store(w, distance<T>(x0, isWhole));
  v128.store(w, distance<T>(x1, isWhole), 16);
  v128.store(w + next, distance<T>(x2, isWhole));
  v128.store(w + next, distance<T>(x3, isWhole), 16);
  if (number<T>(record, 3) != <T>0) {
    damp<T>(w, ntk, e0);
    damp<T>(w + 16, ntk + 16, e1);
    if (next != 0) {
      damp<T>(w + next, ntk + next, e2);
      damp<T>(w + next + 16, ntk + next + 16, e3);
    }
  }
  const slopeRow = blocked<T>(layer, 2 * z, i, slopeTerms) + slopePast, otherRow = blocked<T>(layer, 2 * z + 1, i, otherTerms) + otherPast;
  const slopeColumn = blocked<T>(layer, 2 * z, j, slopeTerms) + slopePast, slopeColumn2 = blocked<T>(layer, 2 * z, j2, slopeTerms) + slopePast;
  timesSeries<T>(ntk, next, slopeRow, slopeColumn, slopeColumn2, slopeCounts, slopeWeightsPast, slopes, t0, t1, t2, t3);
  const otherColumn = blocked<T>(layer, 2 * z + 1, j, otherTerms) + otherPast, otherColumn2 = blocked<T>(layer, 2 * z + 1, j2, otherTerms) + otherPast;
  timesSeries<T>(w, next, otherRow, otherColumn, otherColumn2, otherCounts, otherWeightsPast, others, t0, t1, t2, t3);
  finish<T>(layer, table, z, i, j, w, ntk, x0, x1);
  if (next != 0) finish<T>(layer, table, z, i, j2, w + 32, ntk + 32, x2, x3);
}

/** Where the record of the next zone begins. */
function behind<T>(record: usize): usize {
  const counts = record + ZONE * sizeof<T>();
  const length = <usize>number<T>(record, 4) + <usize>number<T>(record, 5);
  return counts + (length + total<T>(counts, length)) * sizeof<T>();
}

function total<T>(counts: usize, length: usize): usize {
  let sum: usize = 0;
  for (let k: usize = 0; k < length; k++) sum += <usize>number<T>(counts, k);
  return sum;
}

/** 1 + Bα */
// @ts-ignore: decorator
@inline
function steepness<T>(record: usize, alpha: v128): v128 {
  return madd<T>(v128.splat<T>(number<T>(record, 2)), alpha, one<T>());
}

/** t */
// @ts-ignore: decorator
@inline
function variable<T>(record: usize, alpha: v128, steep: v128): v128 {
  const place = number<T>(record, 2) != <T>0 ? logarithm<T>(steep) : alpha;
  return madd<T>(v128.splat<T>(number<T>(record, 0)), place, v128.splat<T>(number<T>(record, 1)));
}

// @ts-ignore: decorator
@inline
function damp<T>(w: usize, ntk: usize, steep: v128): void {
  const factor = v128.div<T>(one<T>(), steep);
  v128.store(w, v128.mul<T>(v128.load(w), factor));
  v128.store(ntk, v128.mul<T>(v128.load(ntk), factor));
}

/** s, or h of c. */
// @ts-ignore: decorator
@inline
function distance<T>(state: v128, isWhole: bool): v128 {
  const s = v128.abs<T>(state);
  return isWhole ? v128.bitselect(v128.sub<T>(one<T>(), s), s, signMask<T>(state)) : s;
}

/** α, or θ of c. */
// @ts-ignore: decorator
@inline
function angle<T>(state: v128, isWhole: bool): v128 {
  const s = v128.abs<T>(state);
  const u = v128.sub<T>(one<T>(), v128.sqrt<T>(v128.sub<T>(one<T>(), s)));
  const y = v128.mul<T>(v128.sqrt<T>(s), arcOverPi<T>(u));
  const turned = v128.mul<T>(pi<T>(), v128.add<T>(y, y));
  return isWhole ? v128.bitselect(v128.sub<T>(pi<T>(), turned), turned, signMask<T>(state)) : turned;
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

/** The states from s S in their place and the V; of an even φ the slope has the sign of c, of an odd one the state. */
function finish<T>(layer: usize, table: usize, z: usize, i: usize, j: usize, w: usize, ntk: usize, x0: v128, x1: v128): void {
  const parity = <i32>number<T>(table, 1);
  const even = <usize>number<T>(table, 2), parts = even + <usize>number<T>(table, 3);
  let row = blocked<T>(layer, 4, i, parts), column = blocked<T>(layer, 4, j, parts);
  let sum0 = v128.splat<T>(<T>0), sum1 = sum0;
  for (let r: usize = 0; r < parts; r++) {
    const own = v128.load_splat<T>(row), v = z == 1 && r >= even ? v128.neg<T>(own) : own;
    const d0 = v128.sub<T>(v, v128.load(column)), d1 = v128.sub<T>(v, v128.load(column, 16));
    sum0 = madd<T>(d0, d0, sum0);
    sum1 = madd<T>(d1, d1, sum1);
    row += BLOCK * sizeof<T>();
    column += BLOCK * sizeof<T>();
  }
  const turned0 = v128.load(w), turned1 = v128.load(w, 16);
  const s0 = stateOf<T>(madd<T>(quarter<T>(), sum0, z == 1 ? v128.neg<T>(turned0) : turned0));
  const s1 = stateOf<T>(madd<T>(quarter<T>(), sum1, z == 1 ? v128.neg<T>(turned1) : turned1));
  v128.store(w, parity == 0 ? v128.xor(s0, v128.and(x0, signBit<T>())) : s0);
  v128.store(w, parity == 0 ? v128.xor(s1, v128.and(x1, signBit<T>())) : s1, 16);
  if (parity != 1) return;
  v128.store(ntk, v128.xor(v128.load(ntk), v128.and(x0, signBit<T>())));
  v128.store(ntk, v128.xor(v128.load(ntk, 16), v128.and(x1, signBit<T>())), 16);
}
