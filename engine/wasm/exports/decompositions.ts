// What decompositions of matrices are made of.

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
