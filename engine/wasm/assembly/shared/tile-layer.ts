// A layer map as the kernel room writes it (engine/kernel/program.ts), 64 bytes:
//   0 opcode: i32    8 three constants: f64    32 eight addresses of vectors, one entry of T a row of
//   x1 and, after those, a row of x2.
// Layers act on a strip: the pairs of one row with neighbouring columns. `w` and `ntk` are the addresses
// of its complements (see tile.ts) and tangent kernels, `end` is where the complements end.

export const LAYER_BYTES: usize = 64;

// @ts-ignore: decorator
@inline
export function opcode(layer: usize): i32 {
  return load<i32>(layer);
}

/** Address of the k-th constant. */
// @ts-ignore: decorator
@inline
export function constant(layer: usize, k: usize): usize {
  return layer + 8 + (k << 3);
}

/** Address of the k-th vector's entry for a row or column. */
// @ts-ignore: decorator
@inline
export function entry<T>(layer: usize, k: usize, index: usize): usize {
  return load<usize>(layer + 32 + (k << 2)) + index * sizeof<T>();
}

/** The k-th vector's entry for the strip's row, in every lane. */
// @ts-ignore: decorator
@inline
export function rowValue<T>(layer: usize, k: usize, row: usize): v128 {
  return v128.splat<T>(load<T>(entry<T>(layer, k, row)));
}
