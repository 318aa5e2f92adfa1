/** Values as coloured canvases, coloured once: panning and zooming only copy them. */
import type { ColorScale } from "../../engine/display/drawing/color-scale.js";
import type { Numbers } from "../../engine/display/drawing/encoding.js";
import { colorize } from "../../engine/display/drawing/colormap.js";
import { html } from "../dom.js";

export interface Values {
  readonly rows: number;
  readonly cols: number;
  readonly values: Numbers;
}

const MOST_KEPT = 160;
/** Canvases coloured in one frame, each a millisecond or two; the first picture is not kept waiting. */
const A_FRAME = 1;

export class PaintedCanvases {
  readonly #kept = new Map<string, HTMLCanvasElement>();
  #left = Infinity;
  /** Whether something had to wait for the next frame. */
  waits = false;

  /** @param frame - the first picture of something, or one of many in motion */
  beginFrame(frame: "first" | "moving"): void {
    this.#left = frame === "first" ? Infinity : A_FRAME;
    this.waits = false;
  }

  /** Null when it has to wait. */
  get(name: string, values: Values, scale: ColorScale): HTMLCanvasElement | null {
    const known = this.#kept.get(name);
    if (known !== undefined) {
      this.#kept.delete(name);
      this.#kept.set(name, known);
      return known;
    }
    if (this.#left === 0) {
      this.waits = true;
      return null;
    }
    this.#left -= 1;
    const canvas = painted(values, scale);
    this.#kept.set(name, canvas);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return canvas;
  }

  /** Other colours. */
  clear(): void {
    this.#kept.clear();
  }
}

/** One canvas pixel a value. */
export function painted({ rows, cols, values }: Values, scale: ColorScale): HTMLCanvasElement {
  const canvas = html("canvas", { width: cols, height: rows });
  const pixels = colorize(values, scale.map, scale.position);
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, cols), 0, 0);
  return canvas;
}
