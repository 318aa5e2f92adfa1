/** A picture's SVG as PNG, drawn by the browser. */

/** Canvases beyond this fail without a word. */
const LARGEST_SIDE = 8192;

/**
 * @param width - CSS pixels of the SVG
 * @param scale - pixels of the PNG for each of them
 */
export async function pngOf(svg: string, scale: number): Promise<Uint8Array> {
  const image = new Image();
  // Not a blob: the notebook's page loads images from data addresses only.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const fitting = LARGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight);
  const factor = Math.min(scale, fitting);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * factor));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * factor));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (blob === null) throw new Error("the browser could not make a PNG of that size");
  return new Uint8Array(await blob.arrayBuffer());
}
