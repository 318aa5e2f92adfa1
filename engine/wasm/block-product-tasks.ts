import { PANEL_ROW, panelWidth, WHOLE, type PanelKind } from "./blocking.js";
import { floatKernels } from "./floats.js";

/** A row-major matrix of doubles in the arena that is to be multiplied. */
export interface BlockOperand {
  readonly at: number;
  /** Bytes from row to row. */
  readonly stride: number;
  /** `across`: rows run along the summation index; `along`: columns do. */
  readonly direction: "across" | "along";
}

/** A slab of an operand, and where its panels go. */
export interface BlockPackPayload extends BlockOperand {
  readonly kind: PanelKind;
  readonly majors: number;
  /** First summation index of the slab, and how many. */
  readonly first: number;
  readonly depth: number;
  readonly to: number;
  /** Steps of a whole panel, and of the slab's place in it. */
  readonly panelDepth: number;
  readonly offset: number;
}

export interface BlockProductPayload {
  readonly m: number;
  readonly n: number;
  readonly depth: number;
  /** Addresses of the packed operands, and of C. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly stride: number;
  readonly subtract: boolean;
  /** C begins with this product. */
  readonly begins: boolean;
  readonly triangle: boolean;
}

const SIZE = 8;

/** Rows and columns of a tile: multiples of every panel's width. */
const TILE_ROWS = 120;
const TILE_COLUMNS = 480;

export function blockPackTiles({ majors }: BlockPackPayload): number {
  return Math.ceil(majors / TILE_ROWS);
}

export function blockTiles({ m, n }: BlockProductPayload): number {
  return Math.ceil(m / TILE_ROWS) * Math.ceil(n / TILE_COLUMNS);
}

export const blockProductTasks = {
  /** Packs a run of panels. */
  blockPack: (payload: BlockPackPayload, tile: number): void => {
    const { at, stride, direction, kind, majors, first, depth } = payload;
    const { to, panelDepth, offset } = payload;
    const major = tile * TILE_ROWS;
    const count = Math.min(TILE_ROWS, majors - major);
    const kernels = floatKernels(SIZE);
    const isAcross = direction === "across";
    const pack = (isAcross ? kernels.packAcross : kernels.packAlong)[kind];
    const [row, column] = isAcross ? [major, first] : [first, major];
    const from = at + row * stride + column * SIZE;
    const width = panelWidth(kind, SIZE);
    const place = to + (major * panelDepth + offset * width) * SIZE;
    pack(place, panelDepth * width * SIZE, from, stride, count, depth);
  },

  /** One tile of C. */
  blockProductTile: (payload: BlockProductPayload, tile: number): void => {
    const { m, n, depth, a, b, c, stride, subtract, begins, triangle } = payload;
    const acrossTiles = Math.ceil(n / TILE_COLUMNS);
    const row = Math.floor(tile / acrossTiles) * TILE_ROWS;
    const column = (tile % acrossTiles) * TILE_COLUMNS;
    const columns = Math.min(TILE_COLUMNS, n - column);
    if (triangle && column + columns <= row) return;
    const frame = [
      Math.ceil(Math.min(TILE_ROWS, m - row) / panelWidth("A", SIZE)),
      ...([Math.ceil(columns / panelWidth("B", SIZE)), depth] as const),
      ...([a + row * depth * SIZE, b + column * depth * SIZE, depth * PANEL_ROW] as const),
      ...([c + row * stride + column * SIZE, stride, PANEL_ROW] as const),
      triangle ? column - row : WHOLE,
    ] as const;
    const { multiply, multiplySubtract } = floatKernels(SIZE);
    if (subtract) multiplySubtract(...frame);
    else multiply(...frame, Number(begins));
  },
};
