// Sums over windows in one pass: what `gather`, `covarianceTangent` and `correlate` of tile-covariance.ts
// do, for terms of one node and one weight.
import { sumSlots } from "./convolution-sums";
import { half, madd, one, spread, withSign } from "./lanes";
import { exactComplement, near } from "./tile-covariance";
import { correlation } from "./tile-input";
import { constant, entry, NONE, operand, SLOT_BYTES } from "./tile-layer";

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
 * operands 0 to 2 as those of `correlate`; 3 and 4 first slots of the covariances and tangent kernels, 5
 * address of each slot's taps: how many, then their slots, 6 how many there may be. Where 5 is 0 the slots
 * are a plane of fixed displacement and operand 1 is the address of its window.
 */
export function convolve<T>(layer: usize, table: usize, slots: usize, w: usize, ntk: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize, tangents: bool): void {
  const k = workspace + <usize>operand(layer, 3) * slotBytes;
  const t = workspace + <usize>operand(layer, 4) * slotBytes;
  const terms = <usize>operand(layer, 0);
  const window = <usize>operand(layer, 1);
  const bytes = rows * stripBytes;
  const isPlane = operand(layer, 5) == 0;
  const stride = isPlane ? <usize>0 : (terms + 1) << 2;
  let list = isPlane ? window + WINDOW_LISTS : <usize>operand(layer, 5);
  let all = isPlane ? list + ((terms + 1) << 2) : window;
  for (let slot: usize = 0; slot < slots; slot++) {
    if (isPlane) listTaps(window, slot, list, all);
    const count = load<u32>(list);
    sumSlots<T>(count, list + 4, k, slotBytes, w, bytes);
    if (tangents) sumSlots<T>(count, list + 4, t, slotBytes, ntk, bytes);
    finish<T>(layer, all, table + slot * SLOT_BYTES, w, ntk, workspace, slotBytes, row, rows, column, stripBytes, tangents);
    w += slotBytes;
    ntk += slotBytes;
    list += stride;
    all += isPlane ? <usize>0 : terms << 2;
  }
}

/** Where a window's lists of taps begin. */
const WINDOW_LISTS: usize = 48;

/**
 * The taps of one slot of a plane. A window's words: width of the output's plane, height and width of the
 * input's, strides and lengths down and across, where the first output's first tap lies down and across.
 */
function listTaps(window: usize, slot: usize, list: usize, all: usize): void {
  const outWidth = load<i32>(window), height = load<i32>(window, 4), width = load<i32>(window, 8);
  const across = load<i32>(window, 24);
  const y = (<i32>slot / outWidth) * load<i32>(window, 12) + load<i32>(window, 28);
  const x = (<i32>slot % outWidth) * load<i32>(window, 16) + load<i32>(window, 32);
  const down = load<i32>(window, 20);
  let count: usize = 0;
  for (let v = y; v < y + down; v++) {
    for (let u = x; u < x + across; u++) {
      const there = v >= 0 && v < height && u >= 0 && u < width;
      const from = there ? <u32>(v * width + u) : NONE;
      store<u32>(all, from);
      all += 4;
      if (there) store<u32>(list + (++count << 2), from);
    }
  }
  store<u32>(list, <u32>count);
}

/** Tangent kernels and complements from the sums in their place. */
function finish<T>(layer: usize, all: usize, pixels: usize, w: usize, ntk: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize, tangents: bool): void {
  const weight = spread<T>(constant(layer, 0));
  const ofCovariance = spread<T>(constant(layer, 1));
  const offset = spread<T>(constant(layer, 2));
  const bias = spread<T>(constant(layer, 3));
  const limit = near<T>();
  const i = load<u32>(pixels) + row, j = load<u32>(pixels, 4) + column;
  const inverses = entry<T>(layer, 0, j);
  let rowInverse = entry<T>(layer, 0, i);
  let least = one<T>();
  let strip = w, tangent = ntk;
  for (let r: usize = 0; r < rows; r++) {
    const own = v128.load_splat<T>(rowInverse);
    for (let at: usize = 0; at < stripBytes; at += 16) {
      const sum = v128.load(strip + at);
      const scale = v128.mul<T>(own, v128.load(inverses + at));
      const c = v128.mul<T>(madd<T>(weight, sum, bias), scale);
      const s = v128.max<T>(v128.mul<T>(half<T>(), v128.sub<T>(one<T>(), v128.abs<T>(c))), v128.splat<T>(<T>0));
      least = v128.min<T>(least, s);
      v128.store(strip + at, withSign<T>(s, c));
      if (!tangents) continue;
      const through = madd<T>(weight, v128.load(tangent + at), offset);
      v128.store(tangent + at, madd<T>(ofCovariance, sum, through));
    }
    rowInverse += sizeof<T>();
    strip += stripBytes;
    tangent += stripBytes;
  }
  if (!v128.any_true(v128.lt<T>(least, limit))) return;
  for (let r: usize = 0; r < rows; r++) {
    exactStrip<T>(layer, all, pixels, i + r, j, row + r, column, w, r * stripBytes, stripBytes, workspace, slotBytes);
  }
}

/** Nearly parallel pairs once more, by positive terms. */
function exactStrip<T>(layer: usize, list: usize, pixels: usize, i: usize, j: usize, n: usize, m: usize, w: usize, place: usize, bytes: usize, workspace: usize, slotBytes: usize): void {
  const limit = v128.extract_lane<T>(near<T>(), 0);
  for (let at: usize = 0; at < bytes; at += sizeof<T>()) {
    const here = w + place + at;
    if (abs<T>(load<T>(here)) >= limit) continue;
    const lane = at / sizeof<T>();
    store<T>(here, exactComplement<T>(layer, list, pixels, i, j + lane, n, m + lane, place + at, workspace, slotBytes));
  }
}

/** The sums of all slots in their order. */
export function planeTotal<T>(w: usize, ntk: usize, bytes: usize, from: usize, fromTangent: usize, slots: usize, slotBytes: usize): void {
  sumPlane<T>(w, bytes, from, slots, slotBytes);
  sumPlane<T>(ntk, bytes, fromTangent, slots, slotBytes);
}

function sumPlane<T>(to: usize, bytes: usize, from: usize, slots: usize, slotBytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    let sum = v128.splat<T>(<T>0);
    let next = from + at;
    for (let slot: usize = 0; slot < slots; slot++) {
      sum = v128.add<T>(sum, v128.load(next));
      next += slotBytes;
    }
    v128.store(to + at, sum);
  }
}

/**
 * The slots of a plane of fixed displacement (dy, dx): pixels of an image `width` wide, of `down` rows
 * from row y and `across` columns from column x.
 */
export function planeSlots(table: usize, y: i32, x: i32, down: i32, across: i32, width: i32, dy: i32, dx: i32, rowStride: i32, columnStride: i32, columns: i32): void {
  for (let v = y; v < y + down; v++) {
    for (let u = x; u < x + across; u++) {
      const pixel = v * width + u, other = (v + dy) * width + u + dx;
      store<u32>(table, pixel * rowStride);
      store<u32>(table, columns + other * columnStride, 4);
      store<u32>(table, pixel, 8);
      store<u32>(table, other, 12);
      table += SLOT_BYTES;
    }
  }
}
