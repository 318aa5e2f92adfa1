// Sums over windows in one pass: what `gather`, `covarianceTangent` and `correlate` of tile-covariance.ts
// do, for terms of one node and one weight.
import { sumSlots } from "./convolution-sums";
import { half, madd, one, spread, withSign } from "./lanes";
import { exactComplement, near } from "./tile-covariance";
import { correlation } from "./tile-input";
import { constant, entry, operand, SLOT_BYTES } from "./tile-layer";

/** K = g g'·c of a whole register, to another. Vector: g. Operand: first slot of the other. */
export function covariancesOf<T>(layer: usize, table: usize, slots: usize, w: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize): void {
  let out = workspace + <usize>operand(layer, 0) * slotBytes;
  for (let slot: usize = 0; slot < slots; slot++) {
    const pixels = table + slot * SLOT_BYTES;
    let rowEntry = entry<T>(layer, 0, load<u32>(pixels) + row);
    const columns = entry<T>(layer, 0, load<u32>(pixels, 4) + column);
    for (let r: usize = 0; r < rows; r++) {
      const rowScale = v128.load_splat<T>(rowEntry);
      for (let at: usize = 0; at < stripBytes; at += 16) {
        const scale = v128.mul<T>(rowScale, v128.load(columns + at));
        v128.store(out + at, v128.mul<T>(scale, correlation<T>(v128.load(w + at))));
      }
      w += stripBytes;
      out += stripBytes;
      rowEntry += sizeof<T>();
    }
  }
}

/**
 * K' = ωσ² Σ K + β as complements and Θ' = γω Σ K + ωσ² Σ Θ + δ. Constants: ωσ², γω, δ, β. Vectors and
 * operands 0 to 2 as those of \`correlate\`; 3 and 4 first slots of the covariances and tangent kernels, 5
 * address of each slot's taps: how many, then their slots, 6 how many there may be.
 */
export function convolve<T>(layer: usize, table: usize, slots: usize, w: usize, ntk: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize, tangents: bool): void {
  const k = workspace + <usize>operand(layer, 3) * slotBytes;
  const t = workspace + <usize>operand(layer, 4) * slotBytes;
  const stride = (<usize>operand(layer, 6) + 1) << 2;
  const bytes = rows * stripBytes;
  let list = <usize>operand(layer, 5);
  for (let slot: usize = 0; slot < slots; slot++) {
    const count = load<u32>(list);
    sumSlots<T>(count, list + 4, k, slotBytes, w, bytes);
    if (tangents) {
      sumSlots<T>(count, list + 4, t, slotBytes, ntk, bytes);
      tangentOf<T>(layer, w, ntk, bytes);
    }
    complementOf<T>(layer, slot, table + slot * SLOT_BYTES, w, workspace, slotBytes, row, rows, column, stripBytes);
    w += slotBytes;
    ntk += slotBytes;
    list += stride;
  }
}

// @ts-ignore: decorator
@inline
function tangentOf<T>(layer: usize, w: usize, ntk: usize, bytes: usize): void {
  const ofTangent = spread<T>(constant(layer, 0));
  const ofCovariance = spread<T>(constant(layer, 1));
  const offset = spread<T>(constant(layer, 2));
  for (let at: usize = 0; at < bytes; at += 16) {
    const through = madd<T>(ofTangent, v128.load(ntk + at), offset);
    v128.store(ntk + at, madd<T>(ofCovariance, v128.load(w + at), through));
  }
}

// @ts-ignore: decorator
@inline
function complementOf<T>(layer: usize, slot: usize, pixels: usize, w: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize): void {
  const weight = spread<T>(constant(layer, 0));
  const bias = spread<T>(constant(layer, 3));
  const limit = near<T>();
  const i = load<u32>(pixels) + row, j = load<u32>(pixels, 4) + column;
  const inverses = entry<T>(layer, 0, j);
  let rowInverse = entry<T>(layer, 0, i);
  let anyNear = v128.splat<T>(<T>0);
  for (let r: usize = 0; r < rows; r++) {
    const own = v128.load_splat<T>(rowInverse);
    const strip = w + r * stripBytes;
    for (let at: usize = 0; at < stripBytes; at += 16) {
      const scale = v128.mul<T>(own, v128.load(inverses + at));
      const c = v128.mul<T>(madd<T>(weight, v128.load(strip + at), bias), scale);
      const s = v128.max<T>(v128.mul<T>(half<T>(), v128.sub<T>(one<T>(), v128.abs<T>(c))), v128.splat<T>(<T>0));
      anyNear = v128.or(anyNear, v128.lt<T>(s, limit));
      v128.store(strip + at, withSign<T>(s, c));
    }
    rowInverse += sizeof<T>();
  }
  if (!v128.any_true(anyNear)) return;
  for (let r: usize = 0; r < rows; r++) {
    exactStrip<T>(layer, slot, pixels, i + r, j, row + r, column, w, r * stripBytes, stripBytes, workspace, slotBytes);
  }
}

/** Nearly parallel pairs once more, by positive terms. */
function exactStrip<T>(layer: usize, slot: usize, pixels: usize, i: usize, j: usize, n: usize, m: usize, w: usize, place: usize, bytes: usize, workspace: usize, slotBytes: usize): void {
  const limit = v128.extract_lane<T>(near<T>(), 0);
  for (let at: usize = 0; at < bytes; at += sizeof<T>()) {
    const here = w + place + at;
    if (abs<T>(load<T>(here)) >= limit) continue;
    const lane = at / sizeof<T>();
    store<T>(here, exactComplement<T>(layer, slot, pixels, i, j + lane, n, m + lane, place + at, workspace, slotBytes));
  }
}
