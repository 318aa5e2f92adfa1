// Sums over windows of slots that lie as the pixels of a plane: row by row of outputs, columns first, which
// neighbouring outputs share. A window's words:
//    0 width of the output's plane    4 height and 8 width of the input's
//   12 strides down and across, 20 lengths, 28 where the first output's first tap lies, each two words
import { NONE } from "./tile-layer";

/** The slot of a window's k-th tap, row by row, for an output's slot; NONE outside the plane. */
export function tapSlot(window: usize, slot: usize, k: usize): u32 {
  const outWidth = load<i32>(window), width = load<i32>(window, 8), across = load<i32>(window, 24);
  const y = (<i32>slot / outWidth) * load<i32>(window, 12) + load<i32>(window, 28) + <i32>k / across;
  const x = (<i32>slot % outWidth) * load<i32>(window, 16) + load<i32>(window, 32) + <i32>k % across;
  const there = y >= 0 && y < load<i32>(window, 4) && x >= 0 && x < width;
  return there ? <u32>(y * width + x) : NONE;
}

/** The sums of a row of outputs, whole steps of two vectors each. */
export function sumRow<T>(window: usize, row: i32, from: usize, to: usize, slotBytes: usize, bytes: usize): void {
  const outputs = load<i32>(window), width = load<i32>(window, 8), x = load<i32>(window, 32);
  const first = row * load<i32>(window, 12) + load<i32>(window, 28);
  const top = max(first, 0), rows = min(first + load<i32>(window, 20), load<i32>(window, 4)) - top;
  const stride = load<i32>(window, 16), across = load<i32>(window, 24);
  const rowBytes = <usize>width * slotBytes;
  const start = from + <usize>top * rowBytes;
  if (across == 3 && stride == 1) {
    // prettier-ignore
    switch (rows) {
      case 3: slide<T>(start, 3, rowBytes, width, x, to, outputs, slotBytes, bytes); return;
      case 2: slide<T>(start, 2, rowBytes, width, x, to, outputs, slotBytes, bytes); return;
      case 1: slide<T>(start, 1, rowBytes, width, x, to, outputs, slotBytes, bytes); return;
    }
  }
  for (let k = 0; k < outputs; k++) {
    const left = max(x + k * stride, 0), right = min(x + k * stride + across, width);
    sumBlock<T>(start + <usize>left * slotBytes, rows, right - left, rowBytes, to + <usize>k * slotBytes, slotBytes, bytes);
  }
}

/** Three columns, each the sum of up to three rows: of each output but one are known. */
// @ts-ignore: decorator
@inline
function slide<T>(from: usize, rows: i32, rowBytes: usize, width: i32, x: i32, to: usize, outputs: i32, slotBytes: usize, bytes: usize): void {
  const zero = v128.splat<T>(<T>0);
  for (let at: usize = 0; at < bytes; at += 32) {
    let before0 = zero, before1 = zero, here0 = zero, here1 = zero, next0 = zero, next1 = zero;
    let source = from + at + <usize>x * slotBytes, target = to + at - 2 * slotBytes;
    for (let k = 0; k < outputs + 2; k++) {
      const there = <u32>(x + k) < <u32>width;
      next0 = there ? column<T>(source, rows, rowBytes) : zero;
      next1 = there ? column<T>(source + 16, rows, rowBytes) : zero;
      if (k >= 2) {
        v128.store(target, v128.add<T>(v128.add<T>(before0, here0), next0));
        v128.store(target, v128.add<T>(v128.add<T>(before1, here1), next1), 16);
      }
      before0 = here0; here0 = next0;
      before1 = here1; here1 = next1;
      source += slotBytes;
      target += slotBytes;
    }
  }
}

// @ts-ignore: decorator
@inline
function column<T>(at: usize, rows: i32, rowBytes: usize): v128 {
  let sum = v128.load(at);
  if (rows > 1) sum = v128.add<T>(sum, v128.load(at + rowBytes));
  if (rows > 2) sum = v128.add<T>(sum, v128.load(at + 2 * rowBytes));
  return sum;
}

/** One output's window of any size. */
function sumBlock<T>(from: usize, rows: i32, columns: i32, rowBytes: usize, to: usize, slotBytes: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 32) {
    let sum0 = v128.splat<T>(<T>0), sum1 = sum0;
    for (let x = 0; x < columns; x++) {
      let source = from + at + <usize>x * slotBytes;
      for (let y = 0; y < rows; y++) {
        sum0 = v128.add<T>(sum0, v128.load(source));
        sum1 = v128.add<T>(sum1, v128.load(source, 16));
        source += rowBytes;
      }
    }
    v128.store(to + at, sum0);
    v128.store(to + at, sum1, 16);
  }
}
