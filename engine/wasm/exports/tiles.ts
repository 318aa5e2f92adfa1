// Tiles of infinite-width kernels.

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
