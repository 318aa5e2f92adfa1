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
  const words = colorWords(map);
  const pixels = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    // A number minus itself is 0 exactly when it is finite.
    if (value - value !== 0) pixels[i] = markWord(value);
    else {
      const t = position(value);
      const entry = t <= 0 ? 0 : t >= 1 ? ENTRIES - 1 : Math.round(t * (ENTRIES - 1));
      pixels[i] = words[entry] as number;
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

const wordTables = new Map<ColorMap, Uint32Array>();

/** The table's colours as the little-endian words that RGBA bytes are. */
function colorWords(map: ColorMap): Uint32Array {
  const known = wordTables.get(map);
  if (known !== undefined) return known;
  const table = colorTable(map);
  const words = Uint32Array.from({ length: ENTRIES }, (_, entry) =>
    wordOf([
      table[3 * entry] as number,
      table[3 * entry + 1] as number,
      table[3 * entry + 2] as number,
    ]),
  );
  wordTables.set(map, words);
  return words;
}

const wordOf = ([r, g, b]: Rgb) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;

function markWord(value: number): number {
  return wordOf((MARKS.find(({ matches }) => matches(value)) ?? MARKS[0]).color);
}
