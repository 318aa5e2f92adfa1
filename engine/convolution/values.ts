import { withArena, type Arena } from "../wasm/arena.js";
import { pieces } from "../wasm/blocking.js";
import { copyIn, sizeOfFloat, type Floats } from "../wasm/floats.js";
import type { MatrixOperand, Operand } from "../wasm/pack.js";
import { multiplyInto } from "../wasm/product.js";
import { multiplyTall } from "../wasm/tall-product.js";
import { GEOMETRY_BYTES, storeGeometry, type WindowOperand } from "../wasm/windows.js";
import { adjointGeometry, type ConvGeometry } from "./geometry.js";
import { groupOf, joinGroup, turnedKernel } from "./kernel-layout.js";

/** Images that lie in the arena at once. */
const CHUNK_BYTES = 1 << 26;

/** g = conv(x, w): row-major images × output × filters. */
export function convolveInto(out: Floats, x: Floats, w: Floats, geometry: ConvGeometry): void {
  for (const { chunk, firstImage } of chunksOf(geometry, sizeOfFloat(x))) {
    const part = { out: outputOf(out, chunk, firstImage), x: inputOf(x, chunk, firstImage) };
    withArena((arena) => convolveChunk(arena, part, w, chunk));
  }
}

function convolveChunk(
  arena: Arena,
  { out, x }: { out: Floats; x: Floats },
  w: Floats,
  geometry: ConvGeometry,
): void {
  const { filters, groups, channels } = geometry;
  const [m, k, n] = [placesOf(geometry), columnsOf(geometry), filters / groups];
  const windows = windowsOf(arena, x, geometry);
  for (let group = 0; group < groups; group++) {
    const data = groups === 1 ? w : groupOf(w, { group, groups, rows: k, columns: filters });
    const b: MatrixOperand = { data, columns: n, direction: "along" };
    const a = windows((group * channels) / groups, "across");
    multiplyTall({ a, b, m, n, k, out, outColumns: filters, outColumn: group * n });
  }
}

/** The adjoint in x: ⟨g, conv(x, w)⟩ = ⟨inputGradient(g, w), x⟩. */
export function inputGradientInto(out: Floats, g: Floats, w: Floats, geometry: ConvGeometry): void {
  convolveInto(out, g, turnedKernel(w, geometry), adjointGeometry(geometry));
}

/** The adjoint in w: ⟨g, conv(x, w)⟩ = ⟨kernelGradient(x, g), w⟩; g is summed over images and places. */
export function kernelGradientInto(
  out: Floats,
  x: Floats,
  g: Floats,
  geometry: ConvGeometry,
): void {
  const chunks = chunksOf(geometry, sizeOfFloat(x));
  if (chunks.length !== 1) out.fill(0);
  for (const { chunk, firstImage } of chunks) {
    const part = chunks.length === 1 ? out : out.slice();
    const [images, cotangents] = [inputOf(x, chunk, firstImage), outputOf(g, chunk, firstImage)];
    withArena((arena) => kernelGradientChunk(arena, part, { x: images, g: cotangents }, chunk));
    if (part !== out) for (let i = 0; i < out.length; i++) out[i] = at(out, i) + at(part, i);
  }
}

const at = (data: Floats, i: number): number => data[i] as number;

function kernelGradientChunk(
  arena: Arena,
  out: Floats,
  { x, g }: { x: Floats; g: Floats },
  geometry: ConvGeometry,
): void {
  const { filters, groups, channels } = geometry;
  const [m, k, n] = [columnsOf(geometry), placesOf(geometry), filters / groups];
  const windows = windowsOf(arena, x, geometry);
  for (let group = 0; group < groups; group++) {
    const layout = { group, groups, rows: k, columns: filters };
    const data = groups === 1 ? g : groupOf(g, layout);
    const b: MatrixOperand = { data, columns: n, direction: "along" };
    const a = windows((group * channels) / groups, "along");
    const part = groups === 1 ? out : out.slice(0, m * n);
    multiplyInto({ out: part, m, n, k, a, b, symmetric: false });
    if (groups > 1) joinGroup(out, part, { ...layout, rows: m });
  }
}

/** Rows of the matrix of windows. */
function placesOf({ images, output }: ConvGeometry): number {
  return images * output[0] * output[1];
}

/** Its columns: the taps of one group. */
function columnsOf({ kernel, channels, groups }: ConvGeometry): number {
  return (kernel[0] * kernel[1] * channels) / groups;
}

/** The windows as an operand that begins at a channel. Those of single pixels are the images themselves. */
function windowsOf(
  arena: Arena,
  x: Floats,
  geometry: ConvGeometry,
): (firstChannel: number, direction: "across" | "along") => Operand {
  const { channels, groups } = geometry;
  if (isPointwise(geometry)) {
    return (_, direction) => ({ data: x, columns: channels, direction });
  }
  const size = sizeOfFloat(x);
  const images = arena.bytes(x.length * size);
  copyIn(images, x, 0, x.length);
  return (firstChannel, direction): WindowOperand => {
    const windows = arena.bytes(GEOMETRY_BYTES);
    storeGeometry(windows, { ...geometry, images, firstChannel, taken: channels / groups });
    return { windows, size, columns: columnsOf(geometry), direction };
  };
}

function isPointwise(geometry: ConvGeometry): boolean {
  const { kernel, strides, inputDilation, low, input, output, groups } = geometry;
  const plain = [...kernel, ...strides, ...inputDilation, groups].every((value) => value === 1);
  return plain && [0, 1].every((axis) => low[axis] === 0 && input[axis] === output[axis]);
}

interface Chunk {
  readonly chunk: ConvGeometry;
  readonly firstImage: number;
}

function chunksOf(geometry: ConvGeometry, size: number): Chunk[] {
  const bytes = Math.max(1, geometry.input[0] * geometry.input[1] * geometry.channels * size);
  const step = Math.max(1, Math.floor(CHUNK_BYTES / bytes));
  return pieces(geometry.images, step).map(({ first, end }) => ({
    firstImage: first,
    chunk: { ...geometry, images: end - first },
  }));
}

function inputOf(x: Floats, { images, input, channels }: ConvGeometry, firstImage: number): Floats {
  const length = input[0] * input[1] * channels;
  return x.subarray(firstImage * length, (firstImage + images) * length);
}

function outputOf(g: Floats, { images, output, filters }: ConvGeometry, first: number): Floats {
  const length = output[0] * output[1] * filters;
  return g.subarray(first * length, (first + images) * length);
}
