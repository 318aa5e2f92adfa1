/** A chart as SVG and PNG. */
import { drawChart } from "../drawing/chart-drawing.js";
import { PAPER } from "../drawing/chart-theme.js";
import { LONGEST, shortened } from "../drawing/shortened.js";
import { toSvg } from "../drawing/svg.js";
import type { ChartPayload } from "../payload.js";
import { textWidth, type Font } from "./font.js";
import { paint } from "./paint.js";
import { encodePng } from "./png.js";

/** CSS pixels: the width of a column in print and of a notebook's output. */
const WIDTH = 640;
const HEIGHT = 384;
/** The PNG is twice as fine, for dense screens. */
const PNG_SCALE = 2;

export interface ChartPictures {
  readonly svg: string;
  readonly png: Uint8Array;
}

export function chartPictures(payload: ChartPayload, font: Font): ChartPictures {
  const measure = (text: string, size: number) => textWidth(font, text, size);
  const drawing = drawChart(payload, { theme: PAPER, width: WIDTH, height: HEIGHT, measure });
  const { background, fontFamily } = PAPER;
  const { width, height, data } = paint(drawing, { background, font, scale: PNG_SCALE });
  const title = shortened(payload.title, LONGEST.title);
  return {
    svg: toSvg(drawing, { title, background, fontFamily }),
    png: encodePng(width, height, data),
  };
}
