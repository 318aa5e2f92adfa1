/** How a long axis is covered by the cells of a preview. */

/** Cells along a preview axis: equal blocks, save the rounding when `length` does not divide. */
export function previewLength(length: number, limit: number): number {
  const blockLength = Math.max(1, Math.ceil(length / limit));
  return Math.ceil(length / blockLength);
}

/** First entry of block `index`; the block ends before `blockStart(index + 1, …)`. */
export function blockStart(index: number, blocks: number, length: number): number {
  return Math.floor((index * length) / blocks);
}
