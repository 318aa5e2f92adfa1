// Planes of fixed displacement: their slots, and the sums over them.
import { SLOT_BYTES } from "./tile-layer";

/** The sums of all slots in their order. */
export function planeTotal<T>(w: usize, ntk: usize, bytes: usize, from: usize, fromTangent: usize, slots: usize, slotBytes: usize): void {
  sumPlane<T>(w, bytes, from, slots, slotBytes);
  sumPlane<T>(ntk, bytes, fromTangent, slots, slotBytes);
}

/** Two vectors at a time: steps of strips. */
function sumPlane<T>(to: usize, bytes: usize, from: usize, slots: usize, slotBytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 32) {
    let sum0 = v128.splat<T>(<T>0), sum1 = sum0;
    let next = from + at;
    for (let slot: usize = 0; slot < slots; slot++) {
      sum0 = v128.add<T>(sum0, v128.load(next));
      sum1 = v128.add<T>(sum1, v128.load(next, 16));
      next += slotBytes;
    }
    v128.store(to + at, sum0);
    v128.store(to + at, sum1, 16);
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
