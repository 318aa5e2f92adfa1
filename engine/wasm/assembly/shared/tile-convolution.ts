// Sums over windows in one pass: what `gather`, `covarianceTangent` and `correlate` of tile-covariance.ts
// do, for terms of one node and one weight.
import { sumSlots } from "./convolution-sums";
import { half, madd, nmadd, one, spread, withSign } from "./lanes";
import { exactComplement, near } from "./tile-covariance";
import { correlation } from "./tile-input";
import { constant, entry, operand, SLOT_BYTES } from "./tile-layer";
import { sine } from "./tile-relu-doubles";
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
  const step = (<usize>operand(layer, 0) + 1) << 2;
  const tangents = operand(layer, 7);
  let list = <usize>operand(layer, 5);
  for (let slot: usize = 0; slot < slots; slot++) {
    const count = load<u32>(list);
    sumSlots<T>(count, list + 4, k, slotBytes, w, bytes);
    if (tangents == 1) sumSlots<T>(count, list + 4, t, slotBytes, ntk, bytes);
    finish<T>(layer, slot, table + slot * SLOT_BYTES, w, ntk, 0, workspace, slotBytes, row, rows, column, stripBytes, tangents);
    list += step;
    w += slotBytes;
    ntk += slotBytes;
  }
}

export function isPlaneWindow(layer: usize): bool {
  return operand(layer, 5) == 0;
}

/** The same for a row of a plane, slots from `first` to `last`; `w`, `ntk` and `sines` are the first one's. */
export function convolveRow<T>(layer: usize, table: usize, first: usize, last: usize, w: usize, ntk: usize, sines: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize): void {
  const window = <usize>operand(layer, 1);
  const line = <i32>(first / (last - first));
  const bytes = rows * stripBytes;
  const tangents = operand(layer, 7);
  sumRow<T>(window, line, workspace + <usize>operand(layer, 3) * slotBytes, w, slotBytes, bytes);
  if (tangents == 1) sumRow<T>(window, line, workspace + <usize>operand(layer, 4) * slotBytes, ntk, slotBytes, bytes);
  for (let slot = first; slot < last; slot++) {
    finish<T>(layer, slot, table + slot * SLOT_BYTES, w, ntk, sines, workspace, slotBytes, row, rows, column, stripBytes, tangents);
    w += slotBytes;
    ntk += slotBytes;
    if (sines != 0) sines += slotBytes;
  }
}

/** Whether as many slots from `start` on are no others that a step on a plane's window reads or writes. */
export function isApart(layer: usize, start: u32): bool {
  const window = <usize>operand(layer, 1);
  const read = load<u32>(window, 4) * load<u32>(window, 8), written = load<u32>(layer, 12);
  if (meet(start, written, load<u32>(layer, 4), written) || meet(start, written, load<u32>(layer, 8), written)) return false;
  const term = <usize>operand(layer, 2);
  if (meet(start, written, operand(layer, 3), read) || meet(start, written, operand(layer, 4), read)) return false;
  return !meet(start, written, load<u32>(term, 16), read);
}

// @ts-ignore: decorator
@inline
function meet(start: u32, slots: u32, other: u32, others: u32): bool {
  return start < other + others && other < start + slots;
}

/** Tangent kernels and complements from the sums in their place. */
function finish<T>(layer: usize, slot: usize, pixels: usize, w: usize, ntk: usize, sines: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize, tangents: u32): void {
  const i = load<u32>(pixels) + row, j = load<u32>(pixels, 4) + column;
  const least = correlated<T>(layer, i, j, w, ntk, sines, rows, stripBytes, tangents);
  if (!v128.any_true(v128.lt<T>(least, near<T>()))) return;
  for (let r: usize = 0; r < rows; r++) {
    exactStrip<T>(layer, slot, pixels, i + r, j, row + r, column, w, r * stripBytes, stripBytes, workspace, slotBytes);
  }
}

/** The least complements of all strips. The sines of their angles are written where there is an address for them. */
// @ts-ignore: decorator
@inline
function correlated<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, sines: usize, rows: usize, stripBytes: usize, tangents: u32): v128 {
  const weight = spread<T>(constant(layer, 0)), bias = spread<T>(constant(layer, 3));
  const ofCovariance = spread<T>(constant(layer, 1)), offset = spread<T>(constant(layer, 2));
  const inverses = entry<T>(layer, 0, j);
  let rowInverse = entry<T>(layer, 0, i);
  let least = one<T>();
  for (let r: usize = 0; r < rows; r++) {
    const own = v128.load_splat<T>(rowInverse);
    for (let at: usize = 0; at < stripBytes; at += 32) {
      const sum0 = v128.load(w + at), sum1 = v128.load(w + at, 16);
      const c0 = v128.mul<T>(madd<T>(weight, sum0, bias), v128.mul<T>(own, v128.load(inverses + at)));
      const c1 = v128.mul<T>(madd<T>(weight, sum1, bias), v128.mul<T>(own, v128.load(inverses + at, 16)));
      const s0 = complement<T>(c0), s1 = complement<T>(c1);
      least = v128.pmin<T>(least, v128.pmin<T>(s0, s1));
      if (sizeof<T>() == 8 && sines != 0) {
        v128.store(sines + at, sine(s0));
        v128.store(sines + at, sine(s1), 16);
      }
      v128.store(w + at, withSign<T>(s0, c0));
      v128.store(w + at, withSign<T>(s1, c1), 16);
      if (tangents == 0) continue;
      const through0 = tangents == 1 ? madd<T>(weight, v128.load(ntk + at), offset) : offset;
      const through1 = tangents == 1 ? madd<T>(weight, v128.load(ntk + at, 16), offset) : offset;
      v128.store(ntk + at, madd<T>(ofCovariance, sum0, through0));
      v128.store(ntk + at, madd<T>(ofCovariance, sum1, through1), 16);
    }
    rowInverse += sizeof<T>();
    w += stripBytes;
    ntk += stripBytes;
    if (sines != 0) sines += stripBytes;
  }
  return least;
}

/** (1 − |c|)/2 */
// @ts-ignore: decorator
@inline
function complement<T>(c: v128): v128 {
  return v128.pmax<T>(nmadd<T>(half<T>(), v128.abs<T>(c), half<T>()), v128.splat<T>(<T>0));
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
