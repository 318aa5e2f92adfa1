// What the compiled module exports, one interface a group of assembly files. A room that adds kernels
// writes its own interface beside its files and joins it to WasmExports below.

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

type KernelTile = (
  job: number,
  row: number,
  rows: number,
  column: number,
  columns: number,
  w: number,
) => void;

type PixelTile = (
  job: number,
  workspace: number,
  row: number,
  rows: number,
  column: number,
  columns: number,
) => void;

/** tile.ts: infinite-width kernels. */
export interface TileExports {
  tileEdge: () => number;
  kernelTile64: KernelTile;
  kernelTile32: KernelTile;
  pixelTile64: PixelTile;
  pixelTile32: PixelTile;
  planeTable: (
    ...words: [
      table: number,
      ...[y: number, x: number, down: number, across: number, width: number],
      ...[dy: number, dx: number, rowStride: number, columnStride: number, columns: number],
    ]
  ) => void;
  turnTile64: (at: number) => void;
  turnTile32: (at: number) => void;
  symmetriseTile64: (at: number) => void;
  symmetriseTile32: (at: number) => void;
}

type MapBlock = (to: number, from: number, vectors: number) => void;

/** Functions of one number that are compiled (generate-elementwise.mjs). */
export type ElementFunction =
  | "exp"
  | "expm1"
  | "tanh"
  | "sigmoid"
  | "softplus"
  | "log"
  | "log1p"
  | "sqrt"
  | "reciprocal"
  | "relu"
  | "sin"
  | "cos"
  | "erf"
  | "erfc"
  | "normalCdf";

/** elementwise.ts. */
export type ElementwiseExports = Readonly<Record<`${ElementFunction}${64 | 32}`, MapBlock>>;

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

type SumWindows = (to: number, from: number, job: number) => void;

/** window-sums.ts. */
export interface WindowSumsExports {
  sumWindows64: SumWindows;
  sumWindows32: SumWindows;
  spreadWindows64: SumWindows;
  spreadWindows32: SumWindows;
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

type CombineRow = (
  to: number,
  x: number,
  xStep: number,
  y: number,
  yStep: number,
  length: number,
) => void;
type ChooseRow = (
  to: number,
  condition: number,
  x: number,
  xStep: number,
  y: number,
  yStep: number,
  length: number,
) => void;

/** broadcast.ts. */
export interface BroadcastExports {
  addRow64: CombineRow;
  addRow32: CombineRow;
  subRow64: CombineRow;
  subRow32: CombineRow;
  mulRow64: CombineRow;
  mulRow32: CombineRow;
  chooseRow64: ChooseRow;
  chooseRow32: ChooseRow;
}

/** tridiagonal.ts. */
export interface TridiagonalExports {
  symmetricTimes: (a: number, stride: number, n: number, x: number, y: number) => void;
  tridiagonalColumn: (
    a: number,
    stride: number,
    n: number,
    first: number,
    j: number,
    w: number,
    d: number,
    e: number,
    tau: number,
  ) => void;
}

type Substitute = (
  t: number,
  rowStride: number,
  columnStride: number,
  n: number,
  unit: number,
  b: number,
  stride: number,
  columns: number,
) => void;

/** elimination.ts. */
export interface EliminationExports {
  eliminatePanel: (
    a: number,
    stride: number,
    rows: number,
    columns: number,
    pivots: number,
  ) => void;
  exchangeRows: (a: number, stride: number, length: number, pivots: number, count: number) => void;
  substituteLower: Substitute;
  substituteUpper: Substitute;
}

/** householder.ts. */
export interface HouseholderExports {
  reflectPanel: (
    a: number,
    stride: number,
    m: number,
    first: number,
    end: number,
    r: number,
    rStride: number,
    factors: number,
  ) => void;
  reflectorTriangle: (t: number, gram: number, stride: number, k: number, factors: number) => void;
}

/** layout.ts. */
export interface LayoutExports {
  transposeRows: (
    to: number,
    toStride: number,
    from: number,
    stride: number,
    order: number,
    rows: number,
    columns: number,
  ) => void;
  symmetrise: (a: number, stride: number, n: number, factor: number, other: number) => void;
  rotatePair: (x: number, y: number, length: number, cosine: number, sine: number) => void;
}

/** bidiagonal.ts. */
export interface BidiagonalExports {
  bidiagonalColumn: (
    a: number,
    stride: number,
    n: number,
    first: number,
    i: number,
    u: number,
    v: number,
    x: number,
    y: number,
    d: number,
    e: number,
    uFactors: number,
    vFactors: number,
  ) => void;
  rotateRows: (rows: number, stride: number, columns: number, list: number, count: number) => void;
}

/** secular.ts. */
export interface SecularExports {
  secularRoots: (
    from: number,
    to: number,
    k: number,
    d: number,
    z: number,
    rho: number,
    roots: number,
    gaps: number,
    stride: number,
    work: number,
  ) => void;
  secularWeights: (
    from: number,
    to: number,
    k: number,
    d: number,
    z: number,
    gaps: number,
    stride: number,
    weights: number,
  ) => void;
  secularVectors: (
    from: number,
    to: number,
    k: number,
    weights: number,
    order: number,
    gaps: number,
    vectors: number,
    stride: number,
  ) => void;
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

/** totals.ts. */
type ColumnTotals = (
  totals: number,
  a: number,
  stride: number,
  rows: number,
  columns: number,
) => void;

export interface TotalsExports {
  columnTotals64: ColumnTotals;
  columnTotals32: ColumnTotals;
}

/** folds.ts. */
type FoldOfRun = (a: number, count: number) => number;
type RowSums = (to: number, a: number, rows: number, count: number) => void;
type RowExtrema = (to: number, a: number, rows: number, count: number, sign: 1 | -1) => void;

export interface FoldsExports {
  rowSums64: RowSums;
  rowSums32: RowSums;
  rowExtrema64: RowExtrema;
  rowExtrema32: RowExtrema;
  treeSum64: FoldOfRun;
  treeSum32: FoldOfRun;
  largest64: FoldOfRun;
  largest32: FoldOfRun;
  smallest64: FoldOfRun;
  smallest32: FoldOfRun;
}

/** probe.ts. */
export interface ProbeExports {
  fusedResidue: (epsilon: number) => number;
  heapBase: () => number;
}

export type WasmExports = MicroExports &
  BlockedExports &
  MovementExports &
  MatvecExports &
  MaskedExports &
  TotalsExports &
  FoldsExports &
  ProbeExports &
  TileExports &
  StridedExports &
  OuterExports &
  WinogradExports &
  WindowSumsExports &
  BroadcastExports &
  TridiagonalExports &
  SecularExports &
  LayoutExports &
  BidiagonalExports &
  EliminationExports &
  HouseholderExports &
  ElementwiseExports;
