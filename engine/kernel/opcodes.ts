/** What a step of a tile's program does: the cases of engine/wasm/assembly/shared/tile-program.ts. */
export const OPCODES = {
  affineTangent: 0,
  affineNonnegative: 1,
  affineSigned: 2,
  reluNonnegative: 3,
  reluSigned: 4,
  erf: 5,
  silence: 6,
  covariances: 7,
  copy: 8,
  gather: 9,
  correlate: 10,
  covarianceTangent: 11,
  covarianceAffine: 12,
  product: 13,
  dropout: 14,
  scaleTangent: 15,
  scaleCovariance: 16,
  rectifier: 32,
  table: 33,
  series: 34,
} as const;

export type Opcode = keyof typeof OPCODES;
