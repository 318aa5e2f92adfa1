/**
 * The colours of matrices, for the PNG made in the kernel and for the renderer alike.
 * Viridis (Smith & van der Walt 2015) rises evenly in lightness; RdBu (ColorBrewer) is safe for the
 * common colour-vision deficiencies: blue is negative, red is positive.
 */
import { rgb } from "d3-color";
import { interpolateRdBu, interpolateViridis } from "d3-scale-chromatic";

export type Rgb = readonly [number, number, number];
export type ColorMap = "sequential" | "diverging";

const ENTRIES = 256;

const interpolators: Record<ColorMap, (t: number) => string> = {
  sequential: interpolateViridis,
  diverging: (t) => interpolateRdBu(1 - t),
};

const tables = new Map<ColorMap, Uint8Array>();

/** 256 colours, three bytes each. */
export function colorTable(map: ColorMap): Uint8Array {
  const known = tables.get(map);
  if (known !== undefined) return known;
  const table = new Uint8Array(3 * ENTRIES);
  for (let entry = 0; entry < ENTRIES; entry++) {
    const { r, g, b } = rgb(interpolators[map](entry / (ENTRIES - 1)));
    table.set([r, g, b], 3 * entry);
  }
  tables.set(map, table);
  return table;
}

/** Values that have no place on a colour scale; colours that appear in neither map. */
export const MARKS = [
  { name: "NaN", color: [128, 128, 128], matches: (value: number) => Number.isNaN(value) },
  { name: "+∞", color: [255, 0, 200], matches: (value: number) => value === Infinity },
  { name: "−∞", color: [255, 140, 0], matches: (value: number) => value === -Infinity },
] as const satisfies readonly { name: string; color: Rgb; matches: (value: number) => boolean }[];

/** Colours `values`, placed in [0, 1] by `position`, as opaque RGBA bytes. */
export function colorize(
  values: ArrayLike<number>,
  map: ColorMap,
  position: (value: number) => number,
): Uint8ClampedArray<ArrayBuffer> {
  const table = colorTable(map);
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const [r, g, b] = Number.isFinite(value) ? entryAt(table, position(value)) : markColor(value);
    pixels[4 * i] = r;
    pixels[4 * i + 1] = g;
    pixels[4 * i + 2] = b;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

function entryAt(table: Uint8Array, t: number): Rgb {
  const entry = 3 * Math.round(Math.max(0, Math.min(1, t)) * (ENTRIES - 1));
  return [table[entry] as number, table[entry + 1] as number, table[entry + 2] as number];
}

function markColor(value: number): Rgb {
  return (MARKS.find(({ matches }) => matches(value)) ?? MARKS[0]).color;
}
