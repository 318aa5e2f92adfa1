import { BYTES, type FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { withArena, type Arena } from "../wasm/arena.js";
import { wasm } from "../wasm/loader.js";
import { writeUnitRows, type RowMeasures } from "./unit-rows.js";

/** A matrix whose rows, divided by their lengths, are to be packed `depth` deep. */
export interface RowsToPack {
  readonly x: NDArray;
  readonly measures: RowMeasures;
  readonly features: number;
  readonly depth: number;
  readonly dtype: FloatDtype;
}

/** Bytes of a step of a B panel: two vectors. */
const COLUMN_BYTES = 32;

/** Unit rows as the micro-kernel's left operand; the address. */
export function packRows(arena: Arena, rows: RowsToPack): number {
  const { packAcrossA32, packAcrossA64, microRows } = wasm().exports;
  const pack = rows.dtype === "float32" ? packAcrossA32 : packAcrossA64;
  return packAcross(arena, rows, microRows(), pack);
}

/** Unit rows as the micro-kernel's right operand; the address. */
export function packColumns(arena: Arena, rows: RowsToPack): number {
  const { packAcrossB32, packAcrossB64 } = wasm().exports;
  const pack = rows.dtype === "float32" ? packAcrossB32 : packAcrossB64;
  return packAcross(arena, rows, COLUMN_BYTES / BYTES[rows.dtype], pack);
}

function packAcross(
  arena: Arena,
  { x, measures, features, depth, dtype }: RowsToPack,
  width: number,
  pack: ReturnType<typeof wasm>["exports"]["packAcrossA64"],
): number {
  const count = measures.variances.length;
  const rowBytes = depth * BYTES[dtype];
  const panels = arena.bytes(Math.ceil(count / width) * width * rowBytes);
  withArena((temporary) => {
    const { ptr, view } = temporary[dtype](count * depth);
    writeUnitRows(x.data, features, measures, view, depth);
    pack(panels, width * rowBytes, ptr, rowBytes, count, depth);
  });
  return panels;
}
