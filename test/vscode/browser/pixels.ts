import type { Locator } from "playwright-core";

/** How many different colours a canvas shows; a blank one shows one. */
export function colorsOf(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error("not a canvas");
    const { width, height } = element;
    const pixels = element.getContext("2d")?.getImageData(0, 0, width, height).data;
    if (pixels === undefined) throw new Error("not a 2d canvas");
    return new Set(new Uint32Array(pixels.buffer)).size;
  });
}
