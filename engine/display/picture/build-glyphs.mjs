// Makes glyphs.json: the outlines of the characters that charts are labelled with. Parsing the font
// here keeps the parser (240 kB) and nine tenths of the font out of the package.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import opentype from "opentype.js";

const require = createRequire(import.meta.url);
const family = dirname(require.resolve("@fontsource/dejavu-sans/package.json"));

/** Latin, Greek, Cyrillic; punctuation, super- and subscripts; letterlike, arrows, mathematics. */
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x370, 0x3ff],
  [0x400, 0x45f],
  [0x2010, 0x2044],
  [0x2070, 0x209c],
  [0x2100, 0x214f],
  [0x2190, 0x21ff],
  [0x2200, 0x22ff],
];

/** Write `glyphs.json` into `directory`. */
export function buildGlyphs(/** @type {string} */ directory) {
  const bytes = readFileSync(join(family, "files/dejavu-sans-latin-400-normal.woff"));
  const font = opentype.parse(new Uint8Array(bytes).buffer);
  /** @type {Record<string, [number, string]>} */
  const glyphs = { 0: outline(font.glyphs.get(0)) };
  for (const [first = 0, last = 0] of RANGES)
    for (let code = first; code <= last; code++) {
      const glyph = font.charToGlyph(String.fromCodePoint(code));
      if (glyph.index !== 0) glyphs[code] = outline(glyph);
    }
  const notice = readFileSync(join(family, "LICENSE"), "utf8");
  const { unitsPerEm } = font;
  writeFileSync(join(directory, "glyphs.json"), JSON.stringify({ notice, unitsPerEm, glyphs }));
}

/** Advance and path in font units. @returns {[number, string]} */
function outline(/** @type {import("opentype.js").Glyph} */ glyph) {
  const path = glyph.path.commands.map((command) => {
    if (command.type === "Z") return "Z";
    if (command.type === "Q") return `Q${command.x1} ${command.y1} ${command.x} ${command.y}`;
    if (command.type === "C") throw new Error("a TrueType outline has no cubic curves");
    return `${command.type}${command.x} ${command.y}`;
  });
  return [glyph.advanceWidth ?? 0, path.join("")];
}
