/** What a step of a tile's program does: the cases of `layers` in engine/wasm/assembly/tile.ts. */
export const OPCODES = {
  affineTangent: 0,
  affineNonnegative: 1,
  affineSigned: 2,
  reluNonnegative: 3,
  reluSigned: 4,
  erf: 5,
  silence: 6,
  covariances: 7,
} as const;

export type Opcode = keyof typeof OPCODES;
