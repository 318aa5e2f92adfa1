// The edges of packed panels: elements one by one, missing ones as zero.

/**
 * Writes `depth` steps of a panel `w` wide from `count` ≤ w rows whose neighbours lie `rowStride`
 * bytes apart; the steps lie `stepStride` bytes apart.
 */
export function gather<T>(
  dst: usize,
  w: i32,
  src: usize,
  rowStride: usize,
  stepStride: usize,
  count: i32,
  depth: i32,
): void {
  for (let k = 0; k < depth; k++) {
    for (let r = 0; r < w; r++) {
      const value: T = r < count ? load<T>(src + <usize>r * rowStride) : <T>0;
      store<T>(dst + <usize>r * sizeof<T>(), value);
    }
    dst += <usize>w * sizeof<T>();
    src += stepStride;
  }
}

/** The inverse: the first `count` rows of a panel back to where they belong. */
export function scatter<T>(
  dst: usize,
  rowStride: usize,
  stepStride: usize,
  src: usize,
  w: i32,
  count: i32,
  depth: i32,
): void {
  for (let k = 0; k < depth; k++) {
    for (let r = 0; r < count; r++) {
      store<T>(dst + <usize>r * rowStride, load<T>(src + <usize>r * sizeof<T>()));
    }
    src += <usize>w * sizeof<T>();
    dst += stepStride;
  }
}
