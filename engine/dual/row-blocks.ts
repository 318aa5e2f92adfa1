/** Entries that lie together, as engine/wasm/assembly/shared/tile-angular.ts and tile-central.ts read them. */
const BLOCK = 8;

/** Vectors of this length one after the other, turned to blocks of rows: what a step reads for some columns lies in one place. */
export function inBlocks(vectors: Float64Array, length: number): Float64Array {
  const count = vectors.length / length;
  const out = new Float64Array(Math.max(1, Math.ceil(length / BLOCK) * BLOCK * count));
  for (let k = 0; k < count; k++) {
    for (let row = 0; row < length; row++) {
      const block = Math.floor(row / BLOCK) * count + k;
      out[block * BLOCK + (row % BLOCK)] = vectors[k * length + row] as number;
    }
  }
  return out;
}

/** Numbers, filled up to whole blocks, before blocks. */
export function beforeBlocks(numbers: readonly number[], blocks: Float64Array): Float64Array {
  const start = Math.ceil(numbers.length / BLOCK) * BLOCK;
  const out = new Float64Array(start + blocks.length);
  out.set(numbers);
  out.set(blocks, start);
  return out;
}
