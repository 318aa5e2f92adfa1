import type { Floats } from "./floats.js";
import { wasm } from "./loader.js";

/** Where the tiles of a kernel go. */
export interface TileResult {
  readonly data: Floats;
  /** Its address; null outside of the shared memory. */
  readonly at: number | null;
}

export interface TilePlace {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

interface Matrix {
  readonly n2: number;
  /** x1 = x2: tiles are mirrored. */
  readonly triangle: boolean;
  readonly single: boolean;
}

/** From scratch into a result, and once more turned over the diagonal when x1 = x2. */
export function storeTile(
  tile: number,
  { data, at }: TileResult,
  matrix: Matrix,
  place: TilePlace,
): void {
  const { exports } = wasm();
  const { single, triangle } = matrix;
  const onDiagonal = triangle && place.row === place.column;
  if (onDiagonal) (single ? exports.symmetriseTile32 : exports.symmetriseTile64)(tile);
  const mirrored = triangle && !onDiagonal;
  if (at === null) copyTile(tile, data, matrix, { ...place, mirrored });
  else storeAt(tile, at, matrix, { ...place, mirrored });
}

type MirroredPlace = TilePlace & { readonly mirrored: boolean };

/** Into the shared memory. */
function storeAt(
  tile: number,
  out: number,
  { n2, single }: Matrix,
  { row, rows, column, columns, mirrored }: MirroredPlace,
): void {
  const { exports } = wasm();
  const [size, edge] = [single ? 4 : 8, exports.tileEdge()];
  const copy = single ? exports.copyRectangle32 : exports.copyRectangle64;
  copy(tile, edge, out + (row * n2 + column) * size, n2, rows, columns);
  if (!mirrored) return;
  const turn = single ? exports.turnRectangle32 : exports.turnRectangle64;
  turn(tile, edge, out + (column * n2 + row) * size, n2, rows, columns);
}

/** Out of it, where compiled code does not reach. */
function copyTile(
  tile: number,
  out: Floats,
  { n2, single }: Matrix,
  { row, rows, column, columns, mirrored }: MirroredPlace,
): void {
  copyRows(tile, out, n2, { row, rows, column, columns });
  if (!mirrored) return;
  const { exports } = wasm();
  (single ? exports.turnTile32 : exports.turnTile64)(tile);
  copyRows(tile, out, n2, { row: column, rows: columns, column: row, columns: rows });
}

function copyRows(
  tile: number,
  out: Floats,
  width: number,
  { row, rows, column, columns }: TilePlace,
): void {
  const lines = linesAt(tile, out instanceof Float32Array);
  for (let r = 0; r < rows; r++) {
    const line = lines[r] as Floats;
    out.set(columns < line.length ? line.subarray(0, columns) : line, (row + r) * width + column);
  }
}

/** Views of a tile's rows; making them anew for each tile would cost more than the copies. */
const knownLines = new Map<string, readonly Floats[]>();

function linesAt(tile: number, single: boolean): readonly Floats[] {
  const key = `${tile} ${String(single)}`;
  const known = knownLines.get(key);
  if (known !== undefined) return known;
  const { buffer } = wasm().memory;
  const edge = wasm().exports.tileEdge();
  const View = single ? Float32Array : Float64Array;
  const lines = Array.from(
    { length: edge },
    (_, r) => new View(buffer, tile + r * edge * View.BYTES_PER_ELEMENT, edge),
  );
  knownLines.set(key, lines);
  return lines;
}
