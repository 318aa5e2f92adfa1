// Products (m ∘ v) W of rows that share a mask m, as the cotangents behind a ReLU do: only the terms whose
// mask is not zero are summed. W is packed once for all masks (B panels over all terms), v as A panels.
import { microGathered32, microGathered64 } from "./micro";
import { MR } from "./shared/variant";

/** Bytes of one row of a B panel. */
const PANEL_ROW: usize = 32;

// @ts-ignore: decorator
@inline
function micro<T>(count: i32, offsets: usize, a: usize, b: usize, c: usize, ldc: usize): void {
  if (sizeof<T>() == 8) microGathered64(count, offsets, a, b, c, ldc);
  else microGathered32(count, offsets, a, b, c, ldc);
}

/** m ∘ v of the terms that count, as A panels `apart` bytes apart, and where W's rows lie; their number. */
// @ts-ignore: decorator
@inline
function compress<T>(
  mask: usize, v: usize, panels: i32, terms: i32, offsets: usize, a: usize, apart: usize,
): i32 {
  const step: usize = <usize>MR * sizeof<T>(), last = step - 16;
  let count = 0;
  for (let term = 0; term < terms; term++) {
    const m = load<T>(mask + <usize>term * sizeof<T>());
    if (m == 0) continue;
    const factor = v128.splat<T>(m);
    store<u32>(offsets + (<usize>count << 2), term << 5);
    for (let panel = 0; panel < panels; panel++) {
      const from = v + <usize>(panel * terms + term) * step;
      const to = a + <usize>panel * apart + <usize>count * step;
      // The last vector of a step overlaps the one before.
      for (let at: usize = 0; at < step; at += 16) {
        const part = min(at, last);
        v128.store(to + part, v128.mul<T>(factor, v128.load(from + part)));
      }
    }
    count += 1;
  }
  return count;
}

/** (m ∘ v) W, rows × columns, to `to`; `work` has room for an offset and A's panels of each term, and a tile. */
// @ts-ignore: decorator
@inline
export function maskedProduct<T>(
  to: usize, mask: usize, v: usize, rows: i32, terms: i32, b: usize, columns: i32, work: usize,
): void {
  const panels = (rows + MR - 1) / MR, width = <i32>(PANEL_ROW / sizeof<T>());
  const apart: usize = <usize>(terms * MR) * sizeof<T>();
  const a = work + ((<usize>terms * 4 + 15) & ~15), tile = a + <usize>panels * apart;
  const count = compress<T>(mask, v, panels, terms, work, a, apart);
  const row = <usize>columns * sizeof<T>();
  for (let column = 0; column < columns; column += width) {
    for (let panel = 0; panel < panels; panel++) {
      const high = min(MR, rows - panel * MR), wide = min(width, columns - column);
      const c = to + <usize>(panel * MR) * row + <usize>column * sizeof<T>();
      const whole = high == MR && wide == width;
      micro<T>(count, work, a + <usize>panel * apart, b, whole ? c : tile, whole ? row : PANEL_ROW);
      if (whole) continue;
      for (let i = 0; i < high; i++) {
        memory.copy(c + <usize>i * row, tile + <usize>i * PANEL_ROW, <usize>wide * sizeof<T>());
      }
    }
    b += <usize>terms * PANEL_ROW;
  }
}
