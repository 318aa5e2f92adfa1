// Blocked linear algebra over packed panels (see generate-micro.mjs).
//
// Two layouts appear. "A panels": MR rows of an operand, packed. "B panels": two vectors (32 bytes)
// of columns, packed; a whole matrix in B panels is also where triangular solves and the Cholesky
// factorisation work in place: rows of a panel are 32 bytes apart, so any run of its rows is at once
// a packed B operand and a C operand of the micro-kernel.
import {
  micro32,
  micro64,
  microSubtract32,
  microSubtract64,
} from "./micro";
import { nmadd } from "./shared/lanes";
import { MR } from "./shared/variant";
import { ZEROS } from "./shared/zeros";

/** Bytes of one row of a B panel: two vectors. */
const ROW: usize = 32;

/** Rows that the smallest factorisation takes at once: a multiple of MR and of both widths. */
const SMALL: i32 = MR == 6 ? 24 : 40;

// @ts-ignore: decorator
@inline
function width<T>(): i32 {
  return <i32>(ROW / sizeof<T>());
}

// @ts-ignore: decorator
@inline
function micro<T>(
  kc: i32, a: usize, b: usize, c: usize, ldc: usize, start: usize, ldStart: usize,
): void {
  if (sizeof<T>() == 8) micro64(kc, a, b, c, ldc, start, ldStart);
  else micro32(kc, a, b, c, ldc, start, ldStart);
}

// @ts-ignore: decorator
@inline
function microSubtract<T>(kc: i32, a: usize, b: usize, c: usize, ldc: usize): void {
  if (sizeof<T>() == 8) microSubtract64(kc, a, b, c, ldc, c, ldc);
  else microSubtract32(kc, a, b, c, ldc, c, ldc);
}

/**
 * Row panels to do for column panel `j`: those that reach above the diagonal. `diagonal` = first
 * column − first row of the block; a large one means all rows.
 */
// @ts-ignore: decorator
@inline
function rowPanels<T>(rows: i32, j: i32, diagonal: i32): i32 {
  const above = diagonal + (j + 1) * width<T>();
  return above >= rows * MR ? rows : above <= 0 ? 0 : (above + MR - 1) / MR;
}

/** C = A B where a product `begins`, C += A B where it goes on. */
// @ts-ignore: decorator
@inline
export function multiply<T>(
  rows: i32, cols: i32, kc: i32, a: usize, b: usize, bStride: usize,
  c: usize, ldc: usize, cStride: usize, diagonal: i32, begins: i32,
): void {
  const aStride = <usize>(kc * MR) * sizeof<T>();
  for (let j = 0; j < cols; j++) {
    const end = rowPanels<T>(rows, j, diagonal);
    let panel = a, to = c;
    for (let i = 0; i < end; i++) {
      micro<T>(kc, panel, b, to, ldc, begins ? ZEROS : to, begins ? 0 : ldc);
      panel += aStride;
      to += MR * ldc;
    }
    b += bStride;
    c += cStride;
  }
}

// @ts-ignore: decorator
@inline
export function multiplySubtract<T>(
  rows: i32, cols: i32, kc: i32, a: usize, b: usize, bStride: usize,
  c: usize, ldc: usize, cStride: usize, diagonal: i32,
): void {
  const aStride = <usize>(kc * MR) * sizeof<T>();
  for (let j = 0; j < cols; j++) {
    const end = rowPanels<T>(rows, j, diagonal);
    let panel = a, to = c;
    for (let i = 0; i < end; i++) {
      microSubtract<T>(kc, panel, b, to, ldc);
      panel += aStride;
      to += MR * ldc;
    }
    b += bStride;
    c += cStride;
  }
}

/** Forward substitution with the MR × MR triangle at `l` (steps MR elements apart) on MR rows. */
// @ts-ignore: decorator
@inline
function solveTriangle<T>(l: usize, x: usize): void {
  for (let r = 0; r < MR; r++) {
    const row = x + <usize>r * ROW;
    let x0 = v128.load(row), x1 = v128.load(row, 16);
    for (let c = 0; c < r; c++) {
      const factor = v128.load_splat<T>(l + <usize>(c * MR + r) * sizeof<T>());
      const solved = x + <usize>c * ROW;
      x0 = nmadd<T>(factor, v128.load(solved), x0);
      x1 = nmadd<T>(factor, v128.load(solved, 16), x1);
    }
    const pivot = v128.load_splat<T>(l + <usize>(r * MR + r) * sizeof<T>());
    v128.store(row, v128.div<T>(x0, pivot));
    v128.store(row, v128.div<T>(x1, pivot), 16);
  }
}

/** L X = B in place for `panels` B panels; L is n × n lower in A panels of depth n. */
// @ts-ignore: decorator
@inline
export function solve<T>(n: i32, l: usize, b: usize, bStride: usize, panels: i32): void {
  for (let p = 0; p < panels; p++) {
    for (let i = 0; i < n; i += MR) {
      const row = l + <usize>(i * n) * sizeof<T>();
      const x = b + <usize>i * ROW;
      microSubtract<T>(i, row, b, x, ROW);
      solveTriangle<T>(row + <usize>(i * MR) * sizeof<T>(), x);
    }
    b += bStride;
  }
}

/** A panels of the transpose of `depth` rows of a matrix in B panels, from column `col` on. */
// @ts-ignore: decorator
@inline
export function repack<T>(
  to: usize, base: usize, stride: usize, row: i32, depth: i32, col: i32, count: i32,
): void {
  const step = <usize>MR * sizeof<T>();
  for (let i = 0; i < count; i++) {
    const j = col + i;
    let from = base + <usize>(j / width<T>()) * stride + <usize>row * ROW;
    from += <usize>(j % width<T>()) * sizeof<T>();
    let at = to + <usize>((i / MR) * MR * depth + (i % MR)) * sizeof<T>();
    for (let k = 0; k < depth; k++) {
      store<T>(at, load<T>(from));
      from += ROW;
      at += step;
    }
  }
}

/** Uᵀ U = A for rows and columns [first, first + n), n ≤ SMALL; 0, or 1 + the row that fails. */
// @ts-ignore: decorator
@inline
function factorSmall<T>(base: usize, stride: usize, first: i32, n: i32): i32 {
  const block = base + <usize>(first / width<T>()) * stride + <usize>first * ROW;
  const panels = (n + width<T>() - 1) / width<T>();
  for (let k = 0; k < n; k++) {
    const row = block + <usize>k * ROW;
    const own = <usize>(k / width<T>());
    const pivot = load<T>(row + own * stride + <usize>(k % width<T>()) * sizeof<T>());
    if (!(pivot > <T>0) || !isFinite<T>(pivot)) return first + k + 1;
    scaleRow<T>(row, stride, own, panels, v128.splat<T>(sqrt<T>(pivot)));
    for (let i = k + 1; i < n; i++) {
      const from = <usize>(i / width<T>());
      const factor = v128.load_splat<T>(
        row + from * stride + <usize>(i % width<T>()) * sizeof<T>(),
      );
      eliminateRow<T>(block + <usize>i * ROW, row, stride, from, panels, factor);
    }
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function scaleRow<T>(row: usize, stride: usize, from: usize, panels: i32, root: v128): void {
  for (let p = from; p < <usize>panels; p++) {
    const at = row + p * stride;
    v128.store(at, v128.div<T>(v128.load(at), root));
    v128.store(at, v128.div<T>(v128.load(at, 16), root), 16);
  }
}

// @ts-ignore: decorator
@inline
function eliminateRow<T>(
  row: usize, pivotRow: usize, stride: usize, from: usize, panels: i32, factor: v128,
): void {
  for (let p = from; p < <usize>panels; p++) {
    const at = row + p * stride, pivots = pivotRow + p * stride;
    v128.store(at, nmadd<T>(factor, v128.load(pivots), v128.load(at)));
    v128.store(at, nmadd<T>(factor, v128.load(pivots, 16), v128.load(at, 16)), 16);
  }
}

/**
 * Uᵀ U = A in place for the diagonal block [first, first + n) of a matrix in B panels; `work` holds
 * SMALL × (SMALL + n) elements. Returns 0, or 1 + the row whose pivot is not positive.
 */
// @ts-ignore: decorator
@inline
export function factor<T>(base: usize, stride: usize, first: i32, n: i32, work: usize): i32 {
  const end = first + n;
  for (let s = first; s < end; s += SMALL) {
    const size = min(SMALL, end - s);
    const failed = factorSmall<T>(base, stride, s, size);
    if (failed) return failed;
    const next = s + size, rest = end - next;
    const panel = base + <usize>(next / width<T>()) * stride;
    repack<T>(work, base, stride, s, size, s, size);
    solve<T>(size, work, panel + <usize>s * ROW, stride, rest / width<T>());
    const a = work + <usize>(SMALL * SMALL) * sizeof<T>();
    repack<T>(a, base, stride, s, size, next, rest);
    multiplySubtract<T>(
      rest / MR, rest / width<T>(), size, a, panel + <usize>s * ROW, stride,
      panel + <usize>next * ROW, ROW, stride, 0,
    );
  }
  return 0;
}
