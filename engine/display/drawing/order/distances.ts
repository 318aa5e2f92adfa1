/** How unlike the rows of a matrix are. */

export interface Square {
  readonly n: number;
  /** Row-major (n, n), symmetric. */
  readonly values: Float64Array;
}

export interface Entries {
  readonly rows: number;
  readonly cols: number;
  readonly data: ArrayLike<number>;
}

/** Columns that are compared at most; of more, every so manieth. */
const MOST_COMPARED = 256;

/** Squared distances d²(i, j) = Σ_c (x_ic − x_jc)² between rows. What is not finite counts as 0. */
export function rowDistances({ rows, cols, data }: Entries): Square {
  const stride = Math.max(1, Math.ceil(cols / MOST_COMPARED));
  const width = Math.ceil(cols / stride);
  const x = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j++)
      x[i * width + j] = finite(data[i * cols + j * stride] as number);
  }
  return squareOf(rows, (i, j) => {
    let sum = 0;
    for (let c = 0; c < width; c++) {
      const difference = (x[i * width + c] as number) - (x[j * width + c] as number);
      sum += difference * difference;
    }
    return sum;
  });
}

/** In the feature space of a kernel: d²(i, j) = K_ii + K_jj − 2K_ij. */
export function kernelDistances({ rows, data }: Entries): Square {
  const at = (i: number, j: number) => finite(data[i * rows + j] as number);
  return squareOf(rows, (i, j) => Math.max(0, at(i, i) + at(j, j) - 2 * at(i, j)));
}

/** The same rows by their columns. */
export function transposed({ rows, cols, data }: Entries): Entries {
  const flipped = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) flipped[j * rows + i] = data[i * cols + j] as number;
  }
  return { rows: cols, cols: rows, data: flipped };
}

function squareOf(n: number, distance: (i: number, j: number) => number): Square {
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) values[i * n + j] = values[j * n + i] = distance(i, j);
  }
  return { n, values };
}

const finite = (value: number) => (Number.isFinite(value) ? value : 0);
