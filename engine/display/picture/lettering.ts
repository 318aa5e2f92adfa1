/** Text as outlines, in the pixels of the drawing. */
import { apply, compose, type Matrix, type Segment, type Text } from "../drawing/drawing.js";
import { glyphOf, type Font } from "./font.js";

/** The font has one weight; bold is drawn by a stroke this wide, as a share of the size. */
export const BOLD_STROKE = 0.04;

export function textOutline({ text, matrix, size }: Text, font: Font): Segment[] {
  const scale = size / font.unitsPerEm;
  const segments: Segment[] = [];
  let x = 0;
  for (const character of text) {
    const [advance, path] = glyphOf(font, character);
    segments.push(...glyphSegments(path, compose(matrix, [scale, 0, 0, -scale, x, 0])));
    x += advance * scale;
  }
  return segments;
}

function glyphSegments(path: string, matrix: Matrix): Segment[] {
  let from: readonly [number, number] = [0, 0];
  return Array.from(path.matchAll(/([MLQZ])([^MLQZ]*)/g), ([, letter, numbers = ""]): Segment => {
    if (letter === "Z") return ["Z"];
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers.split(" ").map(Number);
    const first = apply(matrix, x1, y1);
    if (letter !== "Q") {
      from = first;
      return [letter === "M" ? "M" : "L", ...first];
    }
    const start = from;
    from = apply(matrix, x2, y2);
    return raised(start, first, from);
  });
}

/** A quadratic curve as the same cubic: its controls two thirds of the way to the quadratic's. */
function raised(
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): Segment {
  const toward = (end: number, control: number) => end + (2 / 3) * (control - end);
  return ["C", toward(x0, x1), toward(y0, y1), toward(x2, x1), toward(y2, y1), x2, y2];
}
