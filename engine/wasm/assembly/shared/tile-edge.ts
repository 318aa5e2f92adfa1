/** Rows and columns of a tile: a multiple of every micro-kernel's height and width. */
export const EDGE: usize = 120;
