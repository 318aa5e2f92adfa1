// Runs a kernel's program on the registers of a workspace.
//
// A register holds slots: one for each pair of pixels (fully connected networks have one slot), twice:
// its complements and its tangent kernels. A slot holds strips: one for each row of x1, of the tile's
// columns. Numbers of slots count from the beginning of the workspace.
import { activationStrip } from "./tile-activation";
import { affineNonnegative, affineSigned, affineTangent } from "./tile-affine";
import { convolve, convolveRow, covariancesOf, isApart, isPlaneWindow } from "./tile-convolution";
import { correlate, covarianceAffine, covarianceTangent, gather } from "./tile-covariance";
import { erfStrip } from "./tile-erf";
import { covariances, silence } from "./tile-input";
import { entry, LAYER_BYTES, opcode, operand, SLOT_BYTES } from "./tile-layer";
import { attend, average, contract, normalise, pixelComplements, pixelRegister, replace, shift, total } from "./tile-pixels";
import { planeTotal } from "./tile-plane";
import { product } from "./tile-product";
import { reluNonnegative, reluSigned } from "./tile-relu";
import { dropout, scaleStrip } from "./tile-rows";

/** `job`: see engine/kernel/program.ts. `row` and `column` are the tile's first examples. */
export function runProgram<T>(job: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize): void {
  let layer: usize = load<usize>(job, 0);
  const last = layer + load<usize>(job, 4) * LAYER_BYTES;
  for (; layer < last; layer += LAYER_BYTES) {
    const w = workspace + load<usize>(layer, 4) * slotBytes;
    const ntk = workspace + load<usize>(layer, 8) * slotBytes;
    const slots = load<usize>(layer, 12);
    const table = load<usize>(layer, 16);
    if (opcode(layer) == 24 && isPlaneWindow(layer)) {
      const next = slotBytes == rows * stripBytes ? following(layer, last) : layer + LAYER_BYTES;
      runRows<T>(layer, next, w, ntk, slots, table, workspace, slotBytes, row, rows, column, stripBytes);
      layer = next - LAYER_BYTES;
      continue;
    }
    if (runWhole<T>(layer, w, ntk, slots, table, workspace, slotBytes, row, rows, column, stripBytes)) continue;
    for (let slot: usize = 0; slot < slots; slot++) {
      const at = slot * slotBytes;
      const pixels = table + slot * SLOT_BYTES;
      runSlot<T>(layer, slot, pixels, w + at, ntk + at, workspace, slotBytes, row, rows, column, stripBytes);
    }
  }
}

/**
 * Where the steps end that may run row by row with a plane's window: ReLU on its register, and covariances
 * to where the window does not read.
 */
function following(layer: usize, last: usize): usize {
  let next = layer + LAYER_BYTES;
  for (; next < last; next += LAYER_BYTES) {
    if (load<u64>(next, 4) != load<u64>(layer, 4)) break;
    if (isRelu(next)) continue;
    if (opcode(next) != 7 || !isApart(layer, operand(next, 0))) break;
  }
  return next;
}

function isRelu(layer: usize): bool {
  const code = opcode(layer);
  return code == 3 || code == 4;
}

/**
 * A plane's window and the steps after it, row by row: what one writes the next finds in the cache. Where the
 * covariances after a ReLU will be the sines of its angles are kept, whose roots are drawn while sums are loaded.
 */
function runRows<T>(layer: usize, end: usize, w: usize, ntk: usize, slots: usize, table: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize): void {
  const width = <usize>load<u32>(<usize>operand(layer, 1));
  const relu = layer + LAYER_BYTES, after = relu + LAYER_BYTES;
  const hasSines = sizeof<T>() == 8 && after < end && isRelu(relu) && opcode(after) == 7;
  const kept = hasSines ? workspace + <usize>operand(after, 0) * slotBytes : 0;
  for (let first: usize = 0; first < slots; first += width) {
    const at = first * slotBytes, sines = hasSines ? kept + at : 0;
    convolveRow<T>(layer, table, first, first + width, w + at, ntk + at, sines, workspace, slotBytes, row, rows, column, stripBytes);
    for (let next = relu; next < end; next += LAYER_BYTES) {
      runRegister<T>(next, w + at, ntk + at, w + at + width * slotBytes, table + first * SLOT_BYTES, workspace + at, slotBytes, row, rows, column, stripBytes, sines);
    }
  }
}

/** Steps on a register as a whole; false for others. */
function runWhole<T>(layer: usize, w: usize, ntk: usize, slots: usize, table: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize): bool {
  const code = opcode(layer);
  const bytes = rows * stripBytes;
  if (code == 24) {
    convolve<T>(layer, table, slots, w, ntk, workspace, slotBytes, row, rows, column, stripBytes);
    return true;
  }
  if (code == 20) {
    total<T>(layer, w, ntk, bytes, workspace, slotBytes);
    return true;
  }
  if (code == 23) {
    attend<T>(layer, w, ntk, slots, bytes, workspace, slotBytes);
    return true;
  }
  if (code == 25) {
    const to = workspace + <usize>operand(layer, 0) * slotBytes, tangent = workspace + <usize>operand(layer, 1) * slotBytes;
    planeTotal<T>(to, tangent, bytes, w, ntk, slots, slotBytes);
    return true;
  }
  if (code == 26) {
    replace<T>(layer, w, slotBytes, row, rows, column, stripBytes);
    return true;
  }
  if (slotBytes != bytes || slots == 1) return false;
  return runRegister<T>(layer, w, ntk, w + slots * slotBytes, table, workspace, slotBytes, row, rows, column, stripBytes, 0);
}

/** Steps that need not know where a slot ends. */
function runRegister<T>(layer: usize, w: usize, ntk: usize, end: usize, table: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize, sines: usize): bool {
  const slots = (end - w) / slotBytes;
  // prettier-ignore
  switch (opcode(layer)) {
    case 3: reluNonnegative<T>(w, ntk, end, sines); return true;
    case 4: reluSigned<T>(w, ntk, end, sines); return true;
    case 7: covariancesOf<T>(layer, table, slots, w, workspace, slotBytes, row, rows, column, stripBytes); return true;
    case 11: covarianceTangent<T>(layer, w, ntk, end); return true;
    case 12: covarianceAffine<T>(layer, w, end); return true;
    case 17: pixelRegister<T>(layer, table, slots, w, ntk, row, rows, column, stripBytes); return true;
  }
  return false;
}

/** One step on one slot. */
function runSlot<T>(layer: usize, slot: usize, pixels: usize, w: usize, ntk: usize, workspace: usize, slotBytes: usize, row: usize, rows: usize, column: usize, stripBytes: usize): void {
  const bytes = rows * stripBytes;
  // prettier-ignore
  switch (opcode(layer)) {
    case 3: reluNonnegative<T>(w, ntk, w + bytes, 0); return;
    case 4: reluSigned<T>(w, ntk, w + bytes, 0); return;
    case 8: {
      const list = <usize>operand(layer, 2);
      const from: usize = list == 0 ? slot : load<u32>(list + (slot << 2));
      memory.copy(w, workspace + (<usize>operand(layer, 0) + from) * slotBytes, bytes);
      memory.copy(ntk, workspace + (<usize>operand(layer, 1) + from) * slotBytes, bytes);
      return;
    }
    case 9: gather<T>(layer, slot, w, ntk, bytes, workspace, slotBytes); return;
    case 11: covarianceTangent<T>(layer, w, ntk, w + bytes); return;
    case 12: covarianceAffine<T>(layer, w, w + bytes); return;
    case 18: contract<T>(layer, slot, row, rows, column, stripBytes, w, ntk, workspace, slotBytes); return;
    case 19: average<T>(layer, slot, w, ntk, bytes, workspace, slotBytes); return;
    case 21: shift<T>(layer, slot, w, ntk, bytes); return;
  }
  const i = load<u32>(pixels) + row, j = load<u32>(pixels, 4) + column;
  for (let r: usize = 0; r < rows; r++) {
    const at = r * stripBytes;
    runStrip<T>(layer, slot, pixels, i + r, j, row + r, column, w + at, ntk + at, w + at + stripBytes, at, workspace, slotBytes);
  }
}

/** One step on one strip. `i` and `j` are entries of vectors, `n` and `m` examples. */
function runStrip<T>(layer: usize, slot: usize, pixels: usize, i: usize, j: usize, n: usize, m: usize, w: usize, ntk: usize, end: usize, place: usize, workspace: usize, slotBytes: usize): void {
  // prettier-ignore
  switch (opcode(layer)) {
    case 0: affineTangent<T>(layer, i, j, w, ntk, end); break;
    case 1: affineNonnegative<T>(layer, i, j, w, end); break;
    case 2: affineSigned<T>(layer, i, j, w, end); break;
    case 5: erfStrip<T>(layer, i, j, w, ntk, end); break;
    case 6: silence<T>(layer, i, j, w, end); break;
    case 7: covariances<T>(layer, i, j, w, end, workspace + (<usize>operand(layer, 0) + slot) * slotBytes + place); break;
    case 10: correlate<T>(layer, slot, pixels, i, j, n, m, w, end, place, workspace, slotBytes); break;
    case 13: {
      const other = workspace + (<usize>operand(layer, 0) + slot) * slotBytes + place;
      const otherNtk = workspace + (<usize>operand(layer, 1) + slot) * slotBytes + place;
      product<T>(layer, i, j, w, ntk, end, other, otherNtk);
      break;
    }
    case 14: dropout<T>(layer, i, j, w, ntk, end); break;
    case 15: scaleStrip<T>(layer, i, j, ntk, ntk + (end - w)); break;
    case 16: scaleStrip<T>(layer, i, j, w, end); break;
    case 17: pixelComplements<T>(layer, i, j, w, ntk, end); break;
    case 22: normalise<T>(entry<T>(layer, 0, i), entry<T>(layer, 0, j), w, end); break;
    default: activationStrip<T>(layer, i, j, w, ntk, end);
  }
}
