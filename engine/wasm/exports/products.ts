// Products of matrices and convolutions.

type Micro = (kc: number, a: number, b: number, c: number, rowBytes: number) => void;
type Pack = (
  to: number,
  toStride: number,
  from: number,
  fromStride: number,
  major: number,
  depth: number,
) => void;

/** Generated: micro-kernels, packing and unpacking (generate-micro.mjs). */
export interface MicroExports {
  micro64: Micro;
  micro32: Micro;
  microSubtract64: Micro;
  microSubtract32: Micro;
  packAcrossA64: Pack;
  packAcrossA32: Pack;
  packAcrossB64: Pack;
  packAcrossB32: Pack;
  packAlongA64: Pack;
  packAlongA32: Pack;
  packAlongB64: Pack;
  packAlongB32: Pack;
  unpackAcross64: Pack;
  unpackAcross32: Pack;
  unpackAlong64: Pack;
  unpackAlong32: Pack;
}

type Product = [
  rowPanels: number,
  columnPanels: number,
  depth: number,
  a: number,
  b: number,
  bStride: number,
  c: number,
  cRowStride: number,
  cPanelStride: number,
  diagonal: number,
];
type Multiply = (...product: [...Product, begins: number]) => void;
type MultiplySubtract = (...product: Product) => void;
type Solve = (n: number, l: number, b: number, bStride: number, panels: number) => void;
type Repack = (
  to: number,
  matrix: number,
  stride: number,
  row: number,
  depth: number,
  column: number,
  count: number,
) => void;
type Factor = (matrix: number, stride: number, first: number, n: number, work: number) => number;

/** blocked.ts. */
export interface BlockedExports {
  multiply64: Multiply;
  multiply32: Multiply;
  multiplySubtract64: MultiplySubtract;
  multiplySubtract32: MultiplySubtract;
  solve64: Solve;
  solve32: Solve;
  repack64: Repack;
  repack32: Repack;
  factor64: Factor;
  factor32: Factor;
}

/** movement.ts. */
export interface MovementExports {
  microRows: () => number;
  clear: (at: number, bytes: number) => void;
  reverse64: (at: number, length: number) => void;
  reverse32: (at: number, length: number) => void;
}

type Strided = (
  job: number,
  first: number,
  count: number,
  column: number,
  columns: number,
  c: number,
  cStride: number,
) => void;
type JoinRows = (
  to: number,
  c: number,
  cStride: number,
  job: number,
  first: number,
  count: number,
  columns: number,
) => number;
type PutInFrame = (to: number, from: number, job: number) => void;

/** strided.ts: products with matrices that lie in memory with gaps. */
export interface StridedExports {
  strided64: Strided;
  strided32: Strided;
  joinRows64: JoinRows;
  joinRows32: JoinRows;
  frame64: PutInFrame;
  frame32: PutInFrame;
}

/** winograd.ts: convolutions of float32 with 3 × 3 kernels. */
export interface WinogradExports {
  winogradKernels32: (to: number, from: number, channels: number, filters: number) => void;
  winogradOutputs32: (
    job: number,
    image: number,
    to: number,
    first: number,
    tiles: number,
    work: number,
  ) => void;
  winogradGradient32: (
    job: number,
    image: number,
    cotangent: number,
    tiles: number,
    channels: number,
    filters: number,
    m: number,
    work: number,
    offsets: number,
    begins: number,
  ) => void;
  winogradWeights32: (
    job: number,
    m: number,
    to: number,
    channels: number,
    filters: number,
  ) => void;
}

type Outer = (
  to: number,
  columns: number,
  rows: number,
  pairs: number,
  m: number,
  n: number,
  row: number,
  column: number,
  length: number,
) => void;

/** outer.ts. */
export interface OuterExports {
  outer64: Outer;
  outer32: Outer;
}

/** matvec.ts; sizes and strides in bytes but for counts of rows and columns. */
type Matvec = (
  to: number,
  a: number,
  stride: number,
  rows: number,
  columns: number,
  vector: number,
) => void;

export interface MatvecExports {
  rowDots64: Matvec;
  rowDots32: Matvec;
  weightedRows64: Matvec;
  weightedRows32: Matvec;
}

type MaskedProduct = (
  to: number,
  mask: number,
  values: number,
  rows: number,
  terms: number,
  matrix: number,
  columns: number,
  work: number,
) => void;

/** masked.ts. */
export interface MaskedExports {
  maskedProduct64: MaskedProduct;
  maskedProduct32: MaskedProduct;
}
