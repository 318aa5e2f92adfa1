// Sums of columns in double precision, row by row.

/** Columns of the first cache that are added to at once: totals of 16 in registers. */
const WIDE: i32 = 16;

/** totals = Σ of `rows` rows of a, one after the other, for `columns` columns. */
// @ts-ignore: decorator
@inline
export function columnTotals<T>(totals: usize, a: usize, stride: usize, rows: i32, columns: i32): void {
  const size = sizeof<T>();
  let j = 0;
  for (; j + WIDE <= columns; j += WIDE) {
    let row = a + <usize>j * size;
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    for (let i = 0; i < rows; i++) {
      s0 = f64x2.add(s0, pair<T>(row, 0));
      s1 = f64x2.add(s1, pair<T>(row, 2));
      s2 = f64x2.add(s2, pair<T>(row, 4));
      s3 = f64x2.add(s3, pair<T>(row, 6));
      s4 = f64x2.add(s4, pair<T>(row, 8));
      s5 = f64x2.add(s5, pair<T>(row, 10));
      s6 = f64x2.add(s6, pair<T>(row, 12));
      s7 = f64x2.add(s7, pair<T>(row, 14));
      row += stride;
    }
    const to = totals + (<usize>j << 3);
    v128.store(to, s0);
    v128.store(to, s1, 16);
    v128.store(to, s2, 32);
    v128.store(to, s3, 48);
    v128.store(to, s4, 64);
    v128.store(to, s5, 80);
    v128.store(to, s6, 96);
    v128.store(to, s7, 112);
  }
  for (; j < columns; j++) {
    let row = a + <usize>j * size, sum: f64 = 0;
    for (let i = 0; i < rows; i++) {
      sum += <f64>load<T>(row);
      row += stride;
    }
    store<f64>(totals + (<usize>j << 3), sum);
  }
}

/** Two neighbours as doubles. */
// @ts-ignore: decorator
@inline
function pair<T>(row: usize, k: usize): v128 {
  return sizeof<T>() == 8
    ? v128.load(row + (k << 3))
    : f64x2.promote_low_f32x4(v128.load64_zero(row + (k << 2)));
}
