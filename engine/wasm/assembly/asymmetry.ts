/** Rows and columns that fit into the cache together with their transposes. */
const BLOCK = 16;

/** The largest |A_ij − A_ji| of an n × n matrix. */
export function asymmetry<T>(a: usize, n: i32): f64 {
  let worst: f64 = 0;
  for (let top = 0; top < n; top += BLOCK) {
    for (let left = 0; left <= top; left += BLOCK) {
      for (let i = top, last = min(top + BLOCK, n); i < last; i++) {
        let below = place<T>(a, n, i, left), above = place<T>(a, n, left, i);
        for (let j = left, end = min(left + BLOCK, i); j < end; j++) {
          worst = max(worst, abs(<f64>load<T>(below) - <f64>load<T>(above)));
          below += sizeof<T>();
          above += <usize>n * sizeof<T>();
        }
      }
    }
  }
  return worst;
}

// @ts-ignore: decorator
@inline
function place<T>(a: usize, n: i32, row: i32, column: i32): usize {
  return a + (<usize>row * <usize>n + <usize>column) * sizeof<T>();
}
