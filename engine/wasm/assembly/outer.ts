// Outer products: out_ij = x_i y_j, a stretch of them as they lie one after the other.

/** x · row[j …], `length` elements. The sum over one index starts at 0, as longer ones do: −0 becomes 0. */
// @ts-ignore: decorator
@inline
function scaledRow<T>(to: usize, x: T, row: usize, length: i32): void {
  const factor = v128.splat<T>(x), zero = v128.splat<T>(0);
  const width = 16 / <i32>sizeof<T>();
  let rest = length;
  for (; rest >= width; rest -= width) {
    v128.store(to, v128.add<T>(v128.mul<T>(factor, v128.load(row)), zero));
    to += 16;
    row += 16;
  }
  for (; rest > 0; rest--) {
    store<T>(to, x * load<T>(row) + <T>0);
    to += sizeof<T>();
    row += sizeof<T>();
  }
}

/**
 * `length` elements of a batch of outer products of columns of length m with rows of length n, from
 * (row, column) on; rows are counted over the whole batch. `pairs` names the column and the row of each.
 */
// @ts-ignore: decorator
@inline
export function outer<T>(
  to: usize, columns: usize, rows: usize, pairs: usize, m: i32, n: i32, row: i32, column: i32, length: i32,
): void {
  let pair = row / m, i = row - pair * m, j = column, rest = length;
  while (rest > 0) {
    const names = pairs + (<usize>pair << 3);
    const x = load<T>(columns + (<usize>load<u32>(names) * m + i) * sizeof<T>());
    const y = rows + (<usize>load<u32>(names, 4) * n + j) * sizeof<T>();
    const count = min(n - j, rest);
    scaledRow<T>(to, x, y, count);
    to += <usize>count * sizeof<T>();
    rest -= count;
    j = 0;
    i += 1;
    if (i == m) {
      i = 0;
      pair += 1;
    }
  }
}
