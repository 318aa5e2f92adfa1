import { zeros } from "../array/create.js";
import { isFloat, type FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import type { Floats } from "../wasm/floats.js";

/** A kernel [n, n′, diagonal, paired, paired′] that is written part by part; only it itself is held. */
export class KernelParts {
  private written: { readonly data: Floats; readonly dtype: FloatDtype } | null = null;
  /** [diagonal, paired, paired′] */
  private shape: readonly number[] = [];

  constructor(
    private readonly rows: number,
    private readonly columns: number,
  ) {}

  /** Writes the pairs from row i and column j on. */
  place({ data, dtype, shape }: NDArray, [i, j]: readonly [number, number]): void {
    const [height = 0, width = 0, ...rest] = shape;
    const size = rest.reduce((product, length) => product * length, 1);
    if (this.written === null) {
      const float = isFloat(dtype) ? dtype : "float64";
      const total = this.rows * this.columns * size;
      this.written = { data: allocate<FloatDtype>(float, total, "anything"), dtype: float };
      this.shape = rest;
    }
    const line = width * size;
    for (let k = 0; k < height; k++) {
      const to = ((i + k) * this.columns + j) * size;
      this.written.data.set(data.subarray(k * line, (k + 1) * line), to);
    }
  }

  /** Fills what is above the diagonal: Θ(x′, x) has examples and paired outputs the other way round. */
  mirror(): void {
    if (this.written === null) return;
    const { data } = this.written;
    const [n, [diagonal = 1, paired = 1, other = 1]] = [this.rows, this.shape];
    const size = diagonal * paired * other;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const [from, to] = [(i * n + j) * size, (j * n + i) * size];
        for (let d = 0; d < size; d += paired * other) mirrorBlock(data, from + d, to + d, paired);
      }
    }
  }

  whole(): NDArray {
    const shape = [this.rows, this.columns, ...this.shape];
    return this.written === null
      ? zeros(shape)
      : new NDArray(this.written.data, shape, this.written.dtype);
  }
}

/** A transposed n × n block at another place. */
function mirrorBlock(data: Floats, from: number, to: number, n: number): void {
  for (let f = 0; f < n; f++) {
    for (let g = 0; g < n; g++) data[to + g * n + f] = data[from + f * n + g] as number;
  }
}
