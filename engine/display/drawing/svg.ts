/** A drawing as SVG text. Labels are anybody's text: every string is escaped. */
import type { Box, Drawing, Segment, Stroke, Text } from "./drawing.js";

export interface SvgOptions {
  readonly title: string;
  readonly background: string;
  readonly fontFamily: string;
}

export function toSvg(drawing: Drawing, { title, background, fontFamily }: SvgOptions): string {
  const { width, height, marks } = drawing;
  const clips = new Clips([0, 0, width, height]);
  const body = marks.map((mark) => {
    switch (mark.kind) {
      case "fill":
        return `<path d="${pathData(mark.path)}" fill="${escapeXml(mark.color)}"${clips.attribute(mark.clip)}/>`;
      case "stroke":
        return `<path d="${pathData(mark.path)}" ${strokeAttributes(mark)}${clips.attribute(mark.clip)}/>`;
      case "text":
        return textElement(mark);
    }
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${escapeXml(fontFamily)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${escapeXml(background)}"/>`,
    ...clips.definitions(),
    ...body,
    "</svg>",
    "",
  ].join("\n");
}

/** Safe between tags and inside double quotes; what XML 1.0 forbids becomes U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function pathData(path: readonly Segment[]): string {
  return path.map(([letter, ...numbers]) => letter + numbers.map(short).join(" ")).join("");
}

function strokeAttributes({ color, width }: Stroke): string {
  return `fill="none" stroke="${escapeXml(color)}" stroke-width="${short(width)}"`;
}

function textElement({ text, matrix, size, bold, color }: Text): string {
  const weight = bold ? ' font-weight="bold"' : "";
  const place = `transform="matrix(${matrix.map(short).join(" ")})"`;
  return `<text ${place} font-size="${short(size)}"${weight} fill="${escapeXml(color)}">${escapeXml(text)}</text>`;
}

/** Hundredths of a pixel. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Clip rectangles, each defined once; ids hold the rectangle, so equal ids in one page are equal. */
class Clips {
  readonly #ids = new Map<string, Box>();

  constructor(readonly whole: Box) {}

  attribute(clip: Box): string {
    if (clip.every((side, i) => side === this.whole[i])) return "";
    const id = `clip-${clip.map(short).join("-")}`;
    this.#ids.set(id, clip);
    return ` clip-path="url(#${id})"`;
  }

  definitions(): string[] {
    return [...this.#ids].map(
      ([id, [left, top, right, bottom]]) =>
        `<clipPath id="${id}"><rect x="${short(left)}" y="${short(top)}" width="${short(right - left)}" height="${short(bottom - top)}"/></clipPath>`,
    );
  }
}
