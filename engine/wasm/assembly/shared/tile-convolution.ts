// Sums over windows in one pass: what `gather`, `covarianceTangent` and `correlate` of tile-covariance.ts
// do, for terms of one node and one weight.
import { sumSlots } from "./convolution-sums";
import { half, madd, nmadd, one, signBit, spread } from "./lanes";
import { exactComplement, near } from "./tile-covariance";
import { correlation } from "./tile-input";
import { constant, entry, operand, SLOT_BYTES } from "./tile-layer";
import { sumRow } from "./tile-window";

/**
 * K = g g'·c of a whole register, to another. Vector: g. Operands: first slot of the other, 1 where no c is
 * negative.
 */
export function covariancesOf<T>(layer: usize, table: usize, slots: usize, w: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize): void {
  const out = workspace + <usize>operand(layer, 0) * slotBytes;
  if (operand(layer, 1) == 0) weighed<T>(layer, table, slots, w, out, row, rows, column, stripBytes, true);
  else weighed<T>(layer, table, slots, w, out, row, rows, column, stripBytes, false);
}

// @ts-ignore: decorator
@inline
function weighed<T>(layer: usize, table: usize, slots: usize, w: usize, out: usize, row: usize, rows: usize, column: usize, stripBytes: usize, signed: bool): void {
  for (let slot: usize = 0; slot < slots; slot++) {
    const pixels = table + slot * SLOT_BYTES;
    let rowEntry = entry<T>(layer, 0, load<u32>(pixels) + row);
    const columns = entry<T>(layer, 0, load<u32>(pixels, 4) + column);
    for (let r: usize = 0; r < rows; r++) {
      const rowScale = v128.load_splat<T>(rowEntry);
      for (let at: usize = 0; at < stripBytes; at += 32) {
        const scale0 = v128.mul<T>(rowScale, v128.load(columns + at)), scale1 = v128.mul<T>(rowScale, v128.load(columns + at, 16));
        const state0 = v128.load(w + at), state1 = v128.load(w + at, 16);
        const c0 = signed ? correlation<T>(state0) : v128.sub<T>(one<T>(), v128.add<T>(state0, state0));
        const c1 = signed ? correlation<T>(state1) : v128.sub<T>(one<T>(), v128.add<T>(state1, state1));
        v128.store(out + at, v128.mul<T>(scale0, c0));
        v128.store(out + at, v128.mul<T>(scale1, c1), 16);
      }
      w += stripBytes;
      out += stripBytes;
      rowEntry += sizeof<T>();
    }
  }
}

/**
 * K' = ωσ² Σ K + β as complements and Θ' = γω Σ K + ωσ² Σ Θ + δ. Constants: ωσ², γω, δ, β. Vectors and
 * operands 0 to 2 as those of `correlate`; 3 and 4 first slots of the covariances and tangent kernels, 5
 * address of each slot's taps: how many, then their slots, 6 how many there may be, 7 what is wanted of the
 * tangent kernels: nothing, all, or 2 where there are none before. Where 5 is 0 the slots are a plane and operand 1
 * is the address of its window (tile-window.ts).
 */
export function convolve<T>(layer: usize, table: usize, slots: usize, w: usize, ntk: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize): void {
  const k = workspace + <usize>operand(layer, 3) * slotBytes;
  const t = workspace + <usize>operand(layer, 4) * slotBytes;
  const bytes = rows * stripBytes;
  const isPlane = operand(layer, 5) == 0;
  const window = <usize>operand(layer, 1);
  const taps = (<usize>operand(layer, 0) + 1) << 2;
  const step = isPlane ? <usize>load<u32>(window) : 1;
  const tangents = operand(layer, 7);
  let list = <usize>operand(layer, 5);
  for (let slot: usize = 0; slot < slots; slot += step) {
    if (isPlane) {
      const line = <i32>(slot / step);
      sumRow<T>(window, line, k, w, slotBytes, bytes);
      if (tangents == 1) sumRow<T>(window, line, t, ntk, slotBytes, bytes);
    } else {
      const count = load<u32>(list);
      sumSlots<T>(count, list + 4, k, slotBytes, w, bytes);
      if (tangents == 1) sumSlots<T>(count, list + 4, t, slotBytes, ntk, bytes);
      list += taps;
    }
    for (let end = slot + step, one = slot; one < end; one++) {
      finish<T>(layer, one, table + one * SLOT_BYTES, w, ntk, workspace, slotBytes, row, rows, column, stripBytes, tangents);
      w += slotBytes;
      ntk += slotBytes;
    }
  }
}

/** Tangent kernels and complements from the sums in their place. */
function finish<T>(layer: usize, slot: usize, pixels: usize, w: usize, ntk: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize, tangents: u32): void {
  const i = load<u32>(pixels) + row, j = load<u32>(pixels, 4) + column;
  const least = correlated<T>(layer, i, j, w, ntk, rows, stripBytes, tangents);
  if (!v128.any_true(v128.lt<T>(least, near<T>()))) return;
  for (let r: usize = 0; r < rows; r++) {
    exactStrip<T>(layer, slot, pixels, i + r, j, row + r, column, w, r * stripBytes, stripBytes, workspace, slotBytes);
  }
}

/** The least complements of all strips. */
// @ts-ignore: decorator
@inline
function correlated<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, rows: usize, stripBytes: usize, tangents: u32): v128 {
  const weight = spread<T>(constant(layer, 0)), bias = spread<T>(constant(layer, 3));
  const ofCovariance = spread<T>(constant(layer, 1)), offset = spread<T>(constant(layer, 2));
  const inverses = entry<T>(layer, 0, j);
  const half_ = half<T>(), sign = signBit<T>(), zero = v128.splat<T>(<T>0);
  let rowInverse = entry<T>(layer, 0, i);
  let least = one<T>();
  for (let r: usize = 0; r < rows; r++) {
    const own = v128.load_splat<T>(rowInverse);
    for (let at: usize = 0; at < stripBytes; at += 16) {
      const sum = v128.load(w + at);
      const scale = v128.mul<T>(own, v128.load(inverses + at));
      const c = v128.mul<T>(madd<T>(weight, sum, bias), scale);
      const s = v128.pmax<T>(nmadd<T>(half_, v128.abs<T>(c), half_), zero);
      least = v128.pmin<T>(least, s);
      v128.store(w + at, v128.or(s, v128.and(c, sign)));
      if (tangents == 0) continue;
      const through = tangents == 1 ? madd<T>(weight, v128.load(ntk + at), offset) : offset;
      v128.store(ntk + at, madd<T>(ofCovariance, sum, through));
    }
    rowInverse += sizeof<T>();
    w += stripBytes;
    ntk += stripBytes;
  }
  return least;
}

/** Nearly parallel pairs once more, by positive terms. A pixel of an example with itself is parallel. */
function exactStrip<T>(layer: usize, slot: usize, pixels: usize, i: usize, j: usize, n: usize, m: usize, w: usize, place: usize, bytes: usize, workspace: usize, slotBytes: usize): void {
  const limit = v128.extract_lane<T>(near<T>(), 0);
  const list: usize = operand(layer, 5) == 0 ? 0 : <usize>operand(layer, 1) + ((slot * operand(layer, 0)) << 2);
  for (let at: usize = 0; at < bytes; at += sizeof<T>()) {
    const here = w + place + at;
    if (abs<T>(load<T>(here)) >= limit) continue;
    const lane = at / sizeof<T>();
    if (i == j + lane) store<T>(here, <T>0);
    else store<T>(here, exactComplement<T>(layer, list, slot, pixels, i, j + lane, n, m + lane, place + at, workspace, slotBytes));
  }
}
