/**
 * Coarser and coarser levels of a matrix. The finest are made from the entries when a tile is asked for;
 * from {@link FIRST_KEPT} on a level is kept, each half the side of the one before: 1/64 of the entries
 * and a third more.
 */
import { TILE, type Summary } from "../../../engine/display/store-messages.js";
import { type Arrangement, type Cells, cellsAt, type HeldMatrix, type Window } from "./matrix.js";
import { reduced } from "./reduce.js";

const FIRST_KEPT = 3;

export class Pyramid {
  readonly #matrix: HeldMatrix;
  readonly #order: Arrangement;
  /** By summary: levels from {@link FIRST_KEPT} on, as far as they were needed. */
  readonly #kept: Record<Summary, Cells[]> = { mean: [], peak: [] };

  constructor(matrix: HeldMatrix, order: Arrangement) {
    this.#matrix = matrix;
    this.#order = order;
  }

  /** Null when the level has no such tile. */
  tile(level: number, tileRow: number, tileCol: number, summary: Summary): Cells | null {
    const [rows, cols] = [cellsAt(this.#matrix.rows, level), cellsAt(this.#matrix.cols, level)];
    const [top, left] = [tileRow * TILE, tileCol * TILE];
    if (!(top >= 0 && left >= 0 && top < rows && left < cols)) return null;
    const [bottom, right] = [Math.min(rows, top + TILE), Math.min(cols, left + TILE)];
    const window: Window = { top, bottom, left, right };
    if (level < FIRST_KEPT) return reduced(this.#matrix, this.#order, { level, summary, window });
    return cut(this.#level(level, summary), window);
  }

  #level(level: number, summary: Summary): Cells {
    const kept = this.#kept[summary];
    if (kept.length === 0) {
      const { rows, cols } = this.#matrix;
      const whole = {
        top: 0,
        bottom: cellsAt(rows, FIRST_KEPT),
        left: 0,
        right: cellsAt(cols, FIRST_KEPT),
      };
      kept.push(reduced(this.#matrix, this.#order, { level: FIRST_KEPT, summary, window: whole }));
    }
    for (let next = FIRST_KEPT + kept.length; next <= level; next++) {
      const finer = kept[kept.length - 1] as Cells;
      kept.push(summary === "mean" ? this.#halvedMeans(finer, next) : halvedPeaks(finer));
    }
    return kept[level - FIRST_KEPT] as Cells;
  }

  /** Blocks at the edge hold fewer entries: each mean counts as often as it has entries. */
  #halvedMeans(finer: Cells, level: number): Cells {
    const side = 2 ** (level - 1);
    const [down, across] = [
      weights(this.#matrix.rows, finer.rows, side),
      weights(this.#matrix.cols, finer.cols, side),
    ];
    return halved(finer, (cells) => {
      let [sum, count] = [0, 0];
      for (const [i, j] of cells) {
        const weight = (down[i] as number) * (across[j] as number);
        sum += weight * (finer.values[i * finer.cols + j] as number);
        count += weight;
      }
      return sum / count;
    });
  }
}

const weights = (length: number, cells: number, side: number) =>
  Float64Array.from({ length: cells }, (_, i) => Math.min(side, length - i * side));

function halvedPeaks(finer: Cells): Cells {
  return halved(finer, (cells) => {
    let peak = 0;
    for (const [i, j] of cells) {
      const value = finer.values[i * finer.cols + j] as number;
      if (Math.abs(value) > Math.abs(peak) || Number.isNaN(value)) peak = value;
    }
    return peak;
  });
}

/** One cell of up to four. */
function halved(
  { rows, cols }: Cells,
  join: (cells: readonly (readonly [number, number])[]) => number,
): Cells {
  const [height, width] = [Math.ceil(rows / 2), Math.ceil(cols / 2)];
  const values = new Float64Array(height * width);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const down = 2 * i + 1 < rows ? [2 * i, 2 * i + 1] : [2 * i];
      const across = 2 * j + 1 < cols ? [2 * j, 2 * j + 1] : [2 * j];
      values[i * width + j] = join(down.flatMap((r) => across.map((c) => [r, c] as const)));
    }
  }
  return { rows: height, cols: width, values };
}

function cut({ cols, values }: Cells, { top, bottom, left, right }: Window): Cells {
  const [rows, width] = [bottom - top, right - left];
  const part = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    const start = (top + i) * cols;
    part.set(values.subarray(start + left, start + right), i * width);
  }
  return { rows, cols: width, values: part };
}
