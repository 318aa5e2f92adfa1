// From inner products of unit rows to signed complements, and back to covariances.
import { half, madd, nmadd, one, quarter, spread, withSign } from "./lanes";
import { entry, rowValue } from "./tile-layer";
import { MR } from "./variant";

/** Below this complement the inner product has lost digits: the rows are compared directly. */
const NEAR_64: usize = memory.data<f64>([0.001]);
const NEAR_32: usize = memory.data<f64>([0.03]);

/** `row` is an element of an A panel, `panels` where the strip's first B panel begins; depth is even. */
export function complements<T>(
  row: usize,
  panels: usize,
  depth: usize,
  w: usize,
  end: usize,
): void {
  const near = spread<T>(sizeof<T>() == 8 ? NEAR_64 : NEAR_32);
  const panelBytes = <usize>32 * depth;
  let odd: usize = 0;
  while (w < end) {
    const c = v128.load(w);
    let s = v128.mul<T>(half<T>(), v128.sub<T>(one<T>(), v128.abs<T>(c)));
    const isNear = v128.lt<T>(s, near);
    if (v128.any_true(isNear)) {
      const sign = withSign<T>(one<T>(), c);
      s = v128.bitselect(quarterDistance<T>(row, panels + odd, depth, sign), s, isNear);
    }
    v128.store(w, withSign<T>(s, c));
    w += 16;
    panels += odd ? panelBytes : <usize>0;
    odd ^= 16;
  }
}

/** ¼ Σ (u_k − sign·u'_k)² of one row with a vector of columns. */
function quarterDistance<T>(row: usize, columns: usize, depth: usize, sign: v128): v128 {
  const step: usize = MR * sizeof<T>();
  let even = v128.splat<T>(<T>0);
  let odd = even;
  while (depth > 0) {
    const d = nmadd<T>(sign, v128.load(columns), v128.splat<T>(load<T>(row)));
    const e = nmadd<T>(sign, v128.load(columns, 32), v128.splat<T>(load<T>(row + step)));
    even = madd<T>(d, d, even);
    odd = madd<T>(e, e, odd);
    row += 2 * step;
    columns += 64;
    depth -= 2;
  }
  return v128.mul<T>(quarter<T>(), v128.add<T>(even, odd));
}

/** c of signed complements. */
// @ts-ignore: decorator
@inline
export function correlation<T>(state: v128): v128 {
  return withSign<T>(v128.sub<T>(one<T>(), v128.abs<T>(v128.add<T>(state, state))), state);
}

/** K = g g'·c of the complements, to `out`, which may be in their place. Vector: g = √variance. */
export function covariances<T>(layer: usize, i: usize, j: usize, w: usize, end: usize, out: usize): void {
  const rowScale = rowValue<T>(layer, 0, i);
  let scale = entry<T>(layer, 0, j);
  while (w < end) {
    v128.store(out, v128.mul<T>(v128.mul<T>(rowScale, v128.load(scale)), correlation<T>(v128.load(w))));
    w += 16;
    out += 16;
    scale += 16;
  }
}

/** Pairs with a row of zero variance are uncorrelated. Vector: 1 for such rows, else 0. */
export function silence<T>(layer: usize, i: usize, j: usize, w: usize, end: usize): void {
  const rowZero = rowValue<T>(layer, 0, i);
  let zero = entry<T>(layer, 0, j);
  while (w < end) {
    const silent = v128.ge<T>(v128.add<T>(rowZero, v128.load(zero)), one<T>());
    v128.store(w, v128.bitselect(half<T>(), v128.load(w), silent));
    w += 16;
    zero += 16;
  }
}
