/**
 * Threefry-2x32 with 20 rounds: a block cipher that turns a key and counters into random bits.
 *
 * Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011.
 */

/** Two unsigned 32-bit words. */
export type Words = readonly [number, number];

/** The key schedule's parity constant of Threefish, cut to 32 bits. */
const PARITY = 0x1bd11bda;

const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/** Encrypts the blocks `(first[i], second[i])` in place. */
export function encrypt([k0, k1]: Words, first: Uint32Array, second: Uint32Array): void {
  const schedule = [k0, k1, k0 ^ k1 ^ PARITY];
  for (let i = 0; i < first.length; i++) {
    let x0 = ((first[i] as number) + k0) | 0;
    let x1 = ((second[i] as number) + k1) | 0;
    for (let group = 1; group <= 5; group++) {
      const rotations = ROTATIONS[group & 1 ? 0 : 1];
      for (let round = 0; round < 4; round++) {
        const rotation = rotations[round] as number;
        x0 = (x0 + x1) | 0;
        x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
      }
      x0 = (x0 + (schedule[group % 3] as number)) | 0;
      x1 = (x1 + (schedule[(group + 1) % 3] as number) + group) | 0;
    }
    first[i] = x0;
    second[i] = x1;
  }
}
