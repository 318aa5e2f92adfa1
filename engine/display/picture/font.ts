/** Glyph outlines and widths; made from DejaVu Sans by `build-glyphs.mjs`. */

export interface Font {
  readonly notice: string;
  readonly unitsPerEm: number;
  /** By code point in decimal: the advance and an SVG path with y upward, both in font units. */
  readonly glyphs: Readonly<Record<string, readonly [number, string]>>;
}

const MISSING = "0";

/** Width of `text` in pixels at `size` pixels an em. */
export function textWidth(font: Font, text: string, size: number): number {
  let units = 0;
  for (const character of text) units += glyphOf(font, character)[0];
  return (units * size) / font.unitsPerEm;
}

/** Advance and outline of one character; an empty box when the font has none. */
export function glyphOf(font: Font, character: string): readonly [number, string] {
  return font.glyphs[String(character.codePointAt(0))] ?? font.glyphs[MISSING] ?? [0, ""];
}
