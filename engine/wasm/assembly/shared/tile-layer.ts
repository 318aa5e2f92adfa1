// A step of a kernel's program as the kernel room writes it (engine/kernel/program.ts), 128 bytes:
//   0 opcode: i32
//   4 the register it acts on: number of its first complement strip, 8 of its first tangent strip
//  12 slots of the register   16 address of the slots (four u32 each: where the row pixel's and the
//     column pixel's entries begin in every vector, and the two pixels)
//  24 four constants: f64
//  56 ten addresses of vectors, one entry of T a row of x1 and, after those, a row of x2
//  96 eight operands of steps on several registers
// Most steps act on a strip: the pairs of one row with neighbouring columns. `w` and `ntk` are the
// addresses of its complements (see tile.ts) and tangent kernels, `end` is where the complements end.

export const LAYER_BYTES: usize = 128;
export const SLOT_BYTES: usize = 16;
/** In the place of a slot or a pixel: there is none. */
export const NONE: u32 = 0xffffffff;

// @ts-ignore: decorator
@inline
export function opcode(layer: usize): i32 {
  return load<i32>(layer);
}

/** Address of the k-th constant. */
// @ts-ignore: decorator
@inline
export function constant(layer: usize, k: usize): usize {
  return layer + 24 + (k << 3);
}

/** Address of the k-th vector's entry for a row or column. */
// @ts-ignore: decorator
@inline
export function entry<T>(layer: usize, k: usize, index: usize): usize {
  return load<usize>(layer + 56 + (k << 2)) + index * sizeof<T>();
}

/** The k-th vector's entry for the strip's row, in every lane. */
// @ts-ignore: decorator
@inline
export function rowValue<T>(layer: usize, k: usize, row: usize): v128 {
  return v128.splat<T>(load<T>(entry<T>(layer, k, row)));
}

/** The k-th operand. */
// @ts-ignore: decorator
@inline
export function operand(layer: usize, k: usize): u32 {
  return load<u32>(layer + 96 + (k << 2));
}
