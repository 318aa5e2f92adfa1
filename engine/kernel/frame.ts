/**
 * Where the entries of rows stand in vectors: pixel by pixel the examples of x1, then those of x2.
 * Loads of a whole vector may pass the last example, so that a pixel's entries are padded.
 */
export interface Frame {
  readonly n1: number;
  /** Examples of x2; those of x1 when x2 is null. */
  readonly n2: number;
  /** x1 = x2: the columns' entries are the rows'. */
  readonly triangle: boolean;
  /** Whose examples rows and columns are: x1's (0) or x2's (1). */
  readonly sides: readonly [0 | 1, 0 | 1];
  /** Entries a pixel of x1 and of x2. */
  readonly strides: readonly [number, number];
}

/** Loads of a whole vector may pass the last row by this many entries. */
const MARGIN = 8;

/** Rows of n1 examples with columns of n2 others, or of the same where n2 is null. */
export function makeFrame(n1: number, n2: number | null, side: 0 | 1 = 0): Frame {
  const padded = (n: number) => Math.ceil(n / MARGIN) * MARGIN;
  const columns = n2 ?? n1;
  const sides = [side, n2 === null ? side : 1] as const;
  return { n1, n2: columns, triangle: n2 === null, sides, strides: [padded(n1), padded(columns)] };
}

/** Where the columns' entries begin in a vector of so many pixels. */
export function columnsAt({ triangle, strides }: Frame, pixels: number): number {
  return triangle ? 0 : pixels * strides[0];
}

/** Entries of a vector of so many pixels. */
export function frameLength(frame: Frame, pixels: number): number {
  const columns = frame.triangle ? 0 : pixels * frame.strides[1];
  return pixels * frame.strides[0] + columns + MARGIN;
}

/** A side's examples, and where a pixel's entries of them begin. */
export interface Side {
  readonly side: 0 | 1;
  readonly count: number;
  readonly startOf: (pixel: number) => number;
}

/** Rows, and columns where they are others, of vectors of so many pixels. */
export function pixelStarts(frame: Frame, pixels: number): readonly Side[] {
  const { n1, n2, triangle, sides, strides } = frame;
  const rows = { side: sides[0], count: n1, startOf: (pixel: number) => pixel * strides[0] };
  if (triangle) return [rows];
  const start = columnsAt(frame, pixels);
  const startOf = (pixel: number) => start + pixel * strides[1];
  return [rows, { side: sides[1], count: n2, startOf }];
}
