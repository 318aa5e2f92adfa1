// Pairs of moderate correlation by the first terms of Mehler's series, however slowly it converges at c = 1: with
// ρ_l = E[φ̇(√a z) h_{l−1}(z)], m = E[φ]/f, d = √Var φ/f and k = √(a/Var φ)
//   V = Σ r_l r_l' c^l,  r_l = ρ_l/√l          Ḋ = dV/dc
//   h' = ¼ (m − m')² + ¼ (d − d')² + ½ d d' (1 − k k' V)
// where the last bracket is of order 1. Numbers (engine/dual/central.ts): how many r, the first l, the step from l to l,
// the least complement s of such pairs; from the eighth on the rows' m, d, k and r in blocks of eight rows, the terms of
// a block one after the other.
import { half, madd, one, quarter, signBit } from "./lanes";
import { correlation } from "./tile-input";

/** Rows of a block. */
const BLOCK: usize = 8;
/** Numbers before the rows, and terms of a row before the r. */
const HEADER: usize = 8, FIRST: usize = 3;

/** From this complement s on in every lane; beyond all where there are no such pairs. */
// @ts-ignore: decorator
@inline
export function leastCentral<T>(numbers: usize): v128 {
  return v128.splat<T>(load<T>(numbers + 3 * sizeof<T>()));
}

/** All ones in lanes of moderate correlation. */
// @ts-ignore: decorator
@inline
export function isCentral<T>(state: v128, least: v128): v128 {
  return v128.ge<T>(v128.abs<T>(state), least);
}

// @ts-ignore: decorator
@inline
function place<T>(rows: usize, row: usize, terms: usize): usize {
  return rows + ((row & ~(BLOCK - 1)) * terms + (row & (BLOCK - 1))) * sizeof<T>();
}

/**
 * Four vectors, also of pairs that are not central, whose results mean nothing. The third and fourth lie `next` bytes
 * behind the first two, their columns at j2, or are those once more. V and dV/dc are summed by Horner's rule together.
 */
export function central<T>(numbers: usize, i: usize, j: usize, j2: usize, w: usize, ntk: usize, next: usize): void {
  const terms = <usize>load<T>(numbers), count = terms + FIRST;
  const fromTwo = load<T>(numbers + sizeof<T>()) == 2, skips = load<T>(numbers + 2 * sizeof<T>()) == 2;
  const rows = numbers + HEADER * sizeof<T>();
  const own = place<T>(rows, i, count), other = place<T>(rows, j, count), other2 = place<T>(rows, j2, count);
  const past = count * BLOCK * sizeof<T>();
  let row = own + past, column = other + past, column2 = other2 + past;
  const c0 = correlation<T>(v128.load(w)), c1 = correlation<T>(v128.load(w, 16));
  const c2 = correlation<T>(v128.load(w + next)), c3 = correlation<T>(v128.load(w + next, 16));
  const x0 = skips ? v128.mul<T>(c0, c0) : c0, x1 = skips ? v128.mul<T>(c1, c1) : c1;
  const x2 = skips ? v128.mul<T>(c2, c2) : c2, x3 = skips ? v128.mul<T>(c3, c3) : c3;
  const zero = v128.splat<T>(<T>0);
  let u0 = zero, u1 = zero, u2 = zero, u3 = zero;
  let d0 = zero, d1 = zero, d2 = zero, d3 = zero;
  for (let l = terms; l > 0; l--) {
    row -= BLOCK * sizeof<T>();
    column -= BLOCK * sizeof<T>();
    column2 -= BLOCK * sizeof<T>();
    const r = v128.load_splat<T>(row);
    d0 = madd<T>(d0, x0, u0);
    d1 = madd<T>(d1, x1, u1);
    d2 = madd<T>(d2, x2, u2);
    d3 = madd<T>(d3, x3, u3);
    u0 = madd<T>(u0, x0, v128.mul<T>(r, v128.load(column)));
    u1 = madd<T>(u1, x1, v128.mul<T>(r, v128.load(column, 16)));
    u2 = madd<T>(u2, x2, v128.mul<T>(r, v128.load(column2)));
    u3 = madd<T>(u3, x3, v128.mul<T>(r, v128.load(column2, 16)));
  }
  const n0 = tangent<T>(v128.load(ntk), c0, x0, u0, d0, skips, fromTwo), n1 = tangent<T>(v128.load(ntk, 16), c1, x1, u1, d1, skips, fromTwo);
  const n2 = tangent<T>(v128.load(ntk + next), c2, x2, u2, d2, skips, fromTwo), n3 = tangent<T>(v128.load(ntk + next, 16), c3, x3, u3, d3, skips, fromTwo);
  v128.store(ntk, n0);
  v128.store(ntk, n1, 16);
  v128.store(ntk + next, n2);
  v128.store(ntk + next, n3, 16);
  v128.store(w, complement<T>(own, other, v128.mul<T>(fromTwo ? x0 : c0, u0)));
  v128.store(w, complement<T>(own, other + 16, v128.mul<T>(fromTwo ? x1 : c1, u1)), 16);
  v128.store(w + next, complement<T>(own, other2, v128.mul<T>(fromTwo ? x2 : c2, u2)));
  v128.store(w + next, complement<T>(own, other2 + 16, v128.mul<T>(fromTwo ? x3 : c3, u3)), 16);
}

/** A tangent times dV/dc: of V = cU(c), cU(c²) or c²U(c²), whose U has the derivative d. */
// @ts-ignore: decorator
@inline
function tangent<T>(before: v128, c: v128, x: v128, u: v128, d: v128, skips: bool, fromTwo: bool): v128 {
  const slope = v128.mul<T>(x, d);
  if (!skips) return v128.mul<T>(before, v128.add<T>(u, slope));
  const twice = v128.add<T>(slope, slope);
  if (!fromTwo) return v128.mul<T>(before, v128.add<T>(u, twice));
  return v128.mul<T>(before, v128.mul<T>(c, v128.add<T>(v128.add<T>(u, u), twice)));
}

/** The state of h' with V; `own` and `other` are where m, d and k of row and columns lie. */
// @ts-ignore: decorator
@inline
function complement<T>(own: usize, other: usize, v: v128): v128 {
  const step = BLOCK * sizeof<T>();
  const m = v128.load_splat<T>(own), d = v128.load_splat<T>(own + step), k = v128.load_splat<T>(own + 2 * step);
  const d2 = v128.load(other + step);
  const x = v128.mul<T>(v128.mul<T>(k, v128.load(other + 2 * step)), v);
  const turned = v128.mul<T>(v128.mul<T>(half<T>(), v128.mul<T>(d, d2)), v128.sub<T>(one<T>(), x));
  const means = v128.sub<T>(m, v128.load(other)), spreads = v128.sub<T>(d, d2);
  const apart = madd<T>(means, means, v128.mul<T>(spreads, spreads));
  return stateOf<T>(madd<T>(quarter<T>(), apart, turned));
}

/** ±min(h, 1 − h) with the sign of c. */
// @ts-ignore: decorator
@inline
export function stateOf<T>(h: v128): v128 {
  const far = v128.max<T>(v128.sub<T>(one<T>(), h), v128.splat<T>(<T>0));
  const isFar = v128.lt<T>(far, h);
  return v128.xor(v128.bitselect(far, h, isFar), v128.and(isFar, signBit<T>()));
}
