/**
 * A figure of canvases with SVG above them as one SVG that stands alone: the canvases as images, and of
 * the styles what the page's rules gave to lines and texts.
 */
import { svg } from "../dom.js";

const STYLES = [
  "fill",
  "stroke",
  "stroke-width",
  "opacity",
  "font-size",
  "font-family",
  "font-weight",
  "font-variant-numeric",
  "paint-order",
] as const;
const MARGIN = 8;
const TITLE_HEIGHT = 24;

/** @param width - of the picture, in CSS pixels */
export function svgOfFigure(figure: HTMLElement, title: string, width: number): string {
  const corner = figure.getBoundingClientRect();
  const [wide, high] = [corner.width + 2 * MARGIN, corner.height + 2 * MARGIN + TITLE_HEIGHT];
  const style = getComputedStyle(figure);
  const head = svg("text", {
    x: MARGIN,
    y: MARGIN + 14,
    fill: style.color,
    "font-family": style.fontFamily,
    "font-size": 14,
    "font-weight": 600,
  });
  head.textContent = title;
  const body = svg("g", { transform: `translate(${MARGIN} ${MARGIN + TITLE_HEIGHT})` });
  for (const element of figure.children) {
    if (element instanceof HTMLCanvasElement) body.append(imageOf(element, corner));
    else if (element instanceof SVGSVGElement) body.append(styledCopy(element));
  }
  const picture = svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height: Math.round((width * high) / wide),
      viewBox: `0 0 ${wide} ${high}`,
    },
    svg("rect", { width: wide, height: high, fill: groundBehind(figure) }),
    head,
    body,
  );
  return new XMLSerializer().serializeToString(picture);
}

function imageOf(canvas: HTMLCanvasElement, corner: DOMRect): SVGElement {
  const box = canvas.getBoundingClientRect();
  const { width, height } = box;
  const [x, y] = [box.left - corner.left, box.top - corner.top];
  const place = { x, y, width, height, preserveAspectRatio: "none" };
  const href = canvas.toDataURL("image/png");
  return svg("image", { ...place, href, style: "image-rendering: pixelated" });
}

function styledCopy(element: SVGSVGElement): Node {
  const copy = svg("g");
  for (const child of element.children) copy.append(styled(child));
  return copy;
}

function styled(element: Element): Node {
  const copy = element.cloneNode(false) as Element;
  const style = getComputedStyle(element);
  copy.removeAttribute("class");
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (value !== "") copy.setAttribute(name, value);
  }
  for (const child of element.childNodes)
    copy.append(child instanceof Element ? styled(child) : child.cloneNode());
  return copy;
}

/** The theme's, or white where the page has none. */
function groundBehind(figure: HTMLElement): string {
  const ground = getComputedStyle(figure).getPropertyValue("--vscode-editor-background").trim();
  return ground === "" ? "#ffffff" : ground;
}
