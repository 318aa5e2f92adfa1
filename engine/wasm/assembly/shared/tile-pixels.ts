// Steps of networks with pixels: their inputs, contractions over pixels, sums over all pairs of pixels.
import { madd, nmadd, half, one, quarter, spread, withSign } from "./lanes";
import { constant, NONE, operand, SLOT_BYTES } from "./tile-layer";

/** Below this complement the inner product has lost digits: the pixels are compared directly. */
const NEAR_64: usize = memory.data<f64>([0.001]);
const NEAR_32: usize = memory.data<f64>([0.03]);

/**
 * Complements of the input's pixels, and no tangent kernel yet. Operands: address of the unit vectors,
 * channel by channel an entry a row; channels; entries of a channel.
 */
export function pixelComplements<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const channels = <usize>operand(layer, 1);
  const step = <usize>operand(layer, 2) * sizeof<T>();
  const row = <usize>operand(layer, 0) + i * sizeof<T>();
  let columns = <usize>operand(layer, 0) + j * sizeof<T>();
  const zero = v128.splat<T>(<T>0);
  while (w < end) {
    let c0 = zero, c1 = zero, from = row, to = columns;
    for (let k: usize = 0; k < channels; k++) {
      const value = v128.load_splat<T>(from);
      c0 = madd<T>(value, v128.load(to), c0);
      c1 = madd<T>(value, v128.load(to, 16), c1);
      from += step;
      to += step;
    }
    const s0 = complementOf<T>(c0), s1 = complementOf<T>(c1);
    v128.store(w, withSign<T>(s0, c0));
    v128.store(w, withSign<T>(s1, c1), 16);
    v128.store(ntk, zero);
    v128.store(ntk, zero, 16);
    if (v128.any_true(isNear<T>(v128.pmin<T>(s0, s1)))) {
      compare<T>(row, columns, channels, step, w, c0);
      compare<T>(row, columns + 16, channels, step, w + 16, c1);
    }
    w += 32;
    ntk += 32;
    columns += 32;
  }
}

/** The same of a whole register. */
export function pixelRegister<T>(layer: usize, table: usize, slots: usize, w: usize, ntk: usize, row: usize, rows: usize, column: usize, stripBytes: usize): void {
  for (const end = table + slots * SLOT_BYTES; table < end; table += SLOT_BYTES) {
    const i = load<u32>(table) + row, j = load<u32>(table, 4) + column;
    for (let r: usize = 0; r < rows; r++) {
      pixelComplements<T>(layer, i + r, j, w, ntk, w + stripBytes);
      w += stripBytes;
      ntk += stripBytes;
    }
  }
}

/** (1 − |c|)/2 */
// @ts-ignore: decorator
@inline
function complementOf<T>(c: v128): v128 {
  return v128.mul<T>(half<T>(), v128.sub<T>(one<T>(), v128.abs<T>(c)));
}

// @ts-ignore: decorator
@inline
function isNear<T>(s: v128): v128 {
  return v128.lt<T>(s, spread<T>(sizeof<T>() == 8 ? NEAR_64 : NEAR_32));
}

/** Complements of nearly parallel pixels from their differences. */
function compare<T>(row: usize, columns: usize, channels: usize, step: usize, w: usize, c: v128): void {
  const sign = withSign<T>(one<T>(), c);
  let squares = v128.splat<T>(<T>0);
  for (let k: usize = 0; k < channels; k++) {
    const apart = nmadd<T>(sign, v128.load(columns + k * step), v128.load_splat<T>(row + k * step));
    squares = madd<T>(apart, apart, squares);
  }
  const s = complementOf<T>(c);
  const exact = v128.bitselect(v128.mul<T>(quarter<T>(), squares), s, isNear<T>(s));
  v128.store(w, withSign<T>(exact, c));
}

/**
 * One side of K' = R K R'ᵀ: a slot's sum of weighted slots, the weights examples' own. Operands: address
 * of where each slot's entries begin (one more than slots), address of the entries (slot, address of a
 * weight for every example), 1 where the weights are the columns', first slot of the covariances summed,
 * first slot of the tangent kernels, 1 where these are wanted.
 */
export function contract<T>(layer: usize, slot: usize, n: usize, rows: usize, m: usize, stripBytes: usize, w: usize, ntk: usize, workspace: usize, slotBytes: usize): void {
  const starts = <usize>operand(layer, 0) + (slot << 2);
  const entries = <usize>operand(layer, 1);
  const byColumn = operand(layer, 2) != 0;
  const tangents = operand(layer, 5) != 0;
  const bytes = rows * stripBytes;
  memory.fill(w, 0, bytes);
  if (tangents) memory.fill(ntk, 0, bytes);
  const last = entries + (<usize>load<u32>(starts, 4) << 3);
  for (let at = entries + (<usize>load<u32>(starts) << 3); at < last; at += 8) {
    const from = <usize>load<u32>(at);
    const weights = <usize>load<u32>(at, 4);
    const k = workspace + (from + operand(layer, 3)) * slotBytes;
    const t = workspace + (from + operand(layer, 4)) * slotBytes;
    for (let r: usize = 0; r < rows; r++) {
      const strip = r * stripBytes;
      const first = weights + (byColumn ? m : n + r) * sizeof<T>();
      weigh<T>(w + strip, k + strip, stripBytes, first, byColumn);
      if (tangents) weigh<T>(ntk + strip, t + strip, stripBytes, first, byColumn);
    }
  }
}

/** to += weight·from */
// @ts-ignore: decorator
@inline
function weigh<T>(to: usize, from: usize, bytes: usize, weights: usize, byColumn: bool): void {
  const end = to + bytes;
  const scalar = v128.splat<T>(load<T>(weights));
  while (to < end) {
    const weight = byColumn ? v128.load(weights) : scalar;
    v128.store(to, v128.add<T>(v128.load(to), v128.mul<T>(weight, v128.load(from))));
    to += 16;
    from += 16;
    weights += 16;
  }
}

/** The mean of two registers in place of the first. Operands: first slots of the second. */
export function average<T>(layer: usize, slot: usize, w: usize, ntk: usize, bytes: usize, workspace: usize, slotBytes: usize): void {
  mean<T>(w, workspace + (<usize>operand(layer, 0) + slot) * slotBytes, bytes);
  mean<T>(ntk, workspace + (<usize>operand(layer, 1) + slot) * slotBytes, bytes);
}

function mean<T>(to: usize, from: usize, bytes: usize): void {
  const end = to + bytes;
  while (to < end) {
    v128.store(to, v128.mul<T>(half<T>(), v128.add<T>(v128.load(to), v128.load(from))));
    to += 16;
    from += 16;
  }
}

/**
 * The sum over pairs of slots, a weight times it. A pair of pixels comes together with the turned one, so
 * that the sum is symmetric bit by bit. Constant: the weight. Operands: pairs of slots, their address (a
 * slot without a second: NONE), first slots of covariances and tangent kernels, 1 where these are wanted.
 */
export function total<T>(layer: usize, w: usize, ntk: usize, bytes: usize, workspace: usize, slotBytes: usize): void {
  sumPairs<T>(layer, w, workspace + <usize>operand(layer, 2) * slotBytes, bytes, slotBytes);
  if (operand(layer, 4) != 0) sumPairs<T>(layer, ntk, workspace + <usize>operand(layer, 3) * slotBytes, bytes, slotBytes);
}

function sumPairs<T>(layer: usize, to: usize, from: usize, bytes: usize, slotBytes: usize): void {
  const weight = spread<T>(constant(layer, 0));
  const first = <usize>operand(layer, 1);
  const last = first + (<usize>operand(layer, 0) << 3);
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    let sum = v128.splat<T>(<T>0);
    for (let at = first; at < last; at += 8) {
      let value = v128.load(from + <usize>load<u32>(at) * slotBytes + offset);
      const turned = load<u32>(at, 4);
      if (turned != NONE) value = v128.add<T>(value, v128.load(from + <usize>turned * slotBytes + offset));
      sum = v128.add<T>(sum, value);
    }
    v128.store(to + offset, v128.mul<T>(weight, sum));
  }
}

/**
 * K' = αK + β and Θ' = αΘ + β' with the slot's own β. Constant: α. Operands: addresses of the β and of
 * the β', f64 each; 0 leaves Θ.
 */
export function shift<T>(layer: usize, slot: usize, w: usize, ntk: usize, bytes: usize): void {
  const factor = spread<T>(constant(layer, 0));
  shiftBlock<T>(w, bytes, factor, spread<T>(<usize>operand(layer, 0) + (slot << 3)));
  if (operand(layer, 1) == 0) return;
  shiftBlock<T>(ntk, bytes, factor, spread<T>(<usize>operand(layer, 1) + (slot << 3)));
}

function shiftBlock<T>(at: usize, bytes: usize, factor: v128, offset: v128): void {
  const end = at + bytes;
  for (; at < end; at += 16) v128.store(at, madd<T>(factor, v128.load(at), offset));
}

/**
 * Complements of covariances by variances that the same program gave, K/√(a a'): exactly 1 where K = a =
 * a'. Vector: a.
 */
export function normalise<T>(i: usize, j: usize, w: usize, end: usize): void {
  const rowVariance = v128.splat<T>(load<T>(i));
  while (w < end) {
    const product = v128.mul<T>(rowVariance, v128.load(j));
    const positive = v128.gt<T>(product, v128.splat<T>(<T>0));
    const quotient = v128.div<T>(v128.load(w), v128.sqrt<T>(product));
    const c = v128.and(quotient, positive);
    const s = v128.mul<T>(half<T>(), v128.sub<T>(one<T>(), v128.abs<T>(c)));
    v128.store(w, withSign<T>(v128.max<T>(s, v128.splat<T>(<T>0)), c));
    w += 16;
    j += 16;
  }
}

/**
 * Some complements in the place of what the program gave. Operands: address of where each row's entries begin (one
 * more than rows), of the entries (column, slot), of their complements, f64 each.
 */
export function replace<T>(layer: usize, w: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize): void {
  const columns = stripBytes / sizeof<T>();
  for (let r: usize = 0; r < rows; r++) {
    const starts = <usize>operand(layer, 0) + ((row + r) << 2);
    const last = <usize>load<u32>(starts, 4);
    for (let k = <usize>load<u32>(starts); k < last; k++) {
      const place = <usize>operand(layer, 1) + (k << 3);
      const at = <usize>load<u32>(place) - column;
      if (at >= columns) continue;
      const value = load<f64>(<usize>operand(layer, 2) + (k << 3));
      store<T>(w + <usize>load<u32>(place, 4) * slotBytes + r * stripBytes + at * sizeof<T>(), <T>value);
    }
  }
}

/**
 * Attention whose keys and queries are independent (Hron et al. 2020, square-root scaling, identity
 * mechanism): with ⟨K̃, V⟩ summed over all pairs of pixels, K' = c K̃ ⟨K̃, V⟩ and
 * Θ' = c [Θ̃ ⟨K̃, V⟩ + K̃ (⟨Θ̃, V⟩ + ⟨K̃, Θ_V⟩)] + 4 K', in place of K̃ and Θ̃. Constant: c. Operands: first
 * slots of the values' covariances and tangent kernels, pairs of slots and their address as in `total`,
 * first slots of a free register of one slot.
 */
export function attend<T>(layer: usize, w: usize, ntk: usize, slots: usize, bytes: usize, workspace: usize, slotBytes: usize): void {
  const values = workspace + <usize>operand(layer, 0) * slotBytes;
  const valueTangents = workspace + <usize>operand(layer, 1) * slotBytes;
  const scale = spread<T>(constant(layer, 0));
  for (let at: usize = 0; at < bytes; at += 16) {
    const dot = v128.mul<T>(scale, product<T>(layer, w + at, values + at, slotBytes));
    const first = product<T>(layer, ntk + at, values + at, slotBytes);
    const second = product<T>(layer, w + at, valueTangents + at, slotBytes);
    const tangent = v128.mul<T>(scale, v128.add<T>(first, second));
    for (let slot: usize = 0; slot < slots; slot++) {
      const offset = slot * slotBytes + at;
      const k = v128.load(w + offset);
      const next = v128.mul<T>(k, dot);
      const through = v128.add<T>(v128.mul<T>(v128.load(ntk + offset), dot), v128.mul<T>(k, tangent));
      v128.store(ntk + offset, madd<T>(v128.splat<T>(<T>4), next, through));
      v128.store(w + offset, next);
    }
  }
}

/** Σ a·b over pairs of slots. */
function product<T>(layer: usize, a: usize, b: usize, slotBytes: usize): v128 {
  const first = <usize>operand(layer, 3);
  const last = first + (<usize>operand(layer, 2) << 3);
  let sum = v128.splat<T>(<T>0);
  for (let at = first; at < last; at += 8) {
    const own = <usize>load<u32>(at) * slotBytes;
    let value = v128.mul<T>(v128.load(a + own), v128.load(b + own));
    const turned = load<u32>(at, 4);
    if (turned != NONE) {
      const other = <usize>turned * slotBytes;
      value = v128.add<T>(value, v128.mul<T>(v128.load(a + other), v128.load(b + other)));
    }
    sum = v128.add<T>(sum, value);
  }
  return sum;
}
