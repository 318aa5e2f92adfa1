import { withArena, type Arena } from "../wasm/arena.js";
import { sizeOfFloat, type Floats } from "../wasm/floats.js";
import { keptBytes, multiplyStrided, prepare, tablesOf } from "../wasm/strided-product.js";
import type { StridedTarget } from "../wasm/strided-tasks.js";
import { CHUNK_BYTES, chunksOf, inputOf, outputOf } from "./chunks.js";
import { depthwiseGradientInto, isDepthwise } from "./depthwise.js";
import { entryOf, type Examples } from "./examples.js";
import type { ConvGeometry } from "./geometry.js";
import { groupOf, joinGroup } from "./kernel-layout.js";
import { frameOf, tapsOf } from "./stretches.js";
import { countOf, framesOf, windowsOf } from "./windows.js";
import { isMinimal, minimalGradientsInto } from "./winograd.js";

/**
 * The adjoint in w: ⟨g, conv(x, w)⟩ = ⟨kernelGradient(x, g), w⟩: the product of the turned windows
 * (taps × places) with the cotangent (places × filters), summed over images and places. For many
 * examples at once.
 */
export function kernelGradientsInto(
  out: Floats,
  { x, g }: { readonly x: Floats; readonly g: Floats },
  geometry: ConvGeometry,
  batch: Examples,
): void {
  if (isMinimal(geometry, out)) {
    minimalGradientsInto(out, { x, g }, geometry, batch);
    return;
  }
  if (fitTogether(x, g, geometry)) {
    together(out, { x, g }, geometry, batch);
    return;
  }
  for (let k = 0; k < batch.examples; k++) {
    const { to, own, cotangents } = exampleOf(out, { x, g }, batch, k);
    kernelGradientInto(to, own, cotangents, geometry);
  }
}

function exampleOf(
  out: Floats,
  { x, g }: { readonly x: Floats; readonly g: Floats },
  { examples, runs }: Examples,
  k: number,
): { to: Floats; own: Floats; cotangents: Floats } {
  return {
    to: entryOf(out, k, { examples, run: 1 }),
    own: entryOf(x, k, { examples, run: runs.x }),
    cotangents: entryOf(g, k, { examples, run: runs.g }),
  };
}

/** Whether the images of all examples lie in the arena at once, and one product an example is all there is. */
function fitTogether(x: Floats, g: Floats, geometry: ConvGeometry): boolean {
  const { input, groups } = geometry;
  const frame = frameOf(geometry);
  const bytes = (x.byteLength / (input[0] * input[1])) * frame[0] * frame[1];
  return x.length > 0 && g.length > 0 && groups === 1 && bytes <= CHUNK_BYTES;
}

/** Images are framed, and where windows lie is found out, once for all examples. */
function together(
  out: Floats,
  operands: { readonly x: Floats; readonly g: Floats },
  geometry: ConvGeometry,
  batch: Examples,
): void {
  const { examples, runs } = batch;
  const { images, channels, filters: columns } = geometry;
  const size = sizeOfFloat(out);
  const run = runs.x ?? examples;
  const frame = frameOf(geometry);
  const bytes = images * frame[0] * frame[1] * channels * size;
  withArena((arena) => {
    const frames = { group: 0, examples: examples / run };
    const first = framesOf(arena, operands.x, geometry, frames);
    const { places, taps } = windowsOf(geometry, size);
    const tables = tablesOf(arena, { rows: taps, terms: places });
    const part = { kept: 0, begins: true, last: true, terms: countOf(places) };
    for (let k = 0; k < examples; k++) {
      const { to, cotangents } = exampleOf(out, operands, batch, k);
      const image = first + Math.floor(k / run) * bytes;
      withArena((own) => {
        const job = prepare(own, tables, { image, b: cotangents, columns }, part);
        multiplyStrided(job, { out: to, outColumns: columns, outColumn: 0 }, part);
      });
    }
  });
}

function kernelGradientInto(out: Floats, x: Floats, g: Floats, geometry: ConvGeometry): void {
  const { filters, groups } = geometry;
  if (x.length === 0 || g.length === 0) out.fill(0);
  else if (isDepthwise(geometry)) depthwiseGradientInto(out, x, g, geometry);
  else if (groups === 1) groupGradientInto(out, x, g, { geometry, group: 0 });
  else {
    for (let group = 0; group < groups; group++) {
      const layout = { group, groups, rows: out.length / filters, columns: filters };
      const part = out.slice(0, out.length / groups);
      const cotangents = groupOf(g, { ...layout, rows: g.length / filters });
      groupGradientInto(part, x, cotangents, { geometry, group });
      joinGroup(out, part, layout);
    }
  }
}

function groupGradientInto(
  out: Floats,
  x: Floats,
  g: Floats,
  { geometry, group }: { geometry: ConvGeometry; group: number },
): void {
  const columns = geometry.filters / geometry.groups;
  const target = { out, outColumns: columns, outColumn: 0 };
  const size = sizeOfFloat(x);
  const chunks = chunksOf(geometry, size);
  withArena((outer) => {
    // What is kept between chunks lies below what each of them takes.
    const rows = tapsOf(geometry, frameOf(geometry), size);
    const kept = chunks.length > 1 ? outer.bytes(keptBytes({ size, rows, columns })) : 0;
    chunks.forEach((chunk, k) => {
      const part = { kept, begins: k === 0, last: k === chunks.length - 1 };
      const inputs = { x: inputOf(x, chunk), g: outputOf(g, { ...chunk, filters: columns }) };
      withArena((arena) => addChunk(arena, inputs, { chunk, group, columns, target, part }));
    });
  });
}

interface ChunkPart {
  readonly chunk: ConvGeometry;
  readonly group: number;
  readonly columns: number;
  readonly target: StridedTarget;
  readonly part: { readonly kept: number; readonly begins: boolean; readonly last: boolean };
}

function addChunk(
  arena: Arena,
  { x, g }: { x: Floats; g: Floats },
  { chunk, group, columns, target, part }: ChunkPart,
): void {
  const { places, taps } = windowsOf(chunk, sizeOfFloat(x));
  const image = framesOf(arena, x, chunk, { group, examples: 1 });
  const tables = tablesOf(arena, { rows: taps, terms: places });
  const job = prepare(arena, tables, { image, b: g, columns }, part);
  multiplyStrided(job, target, { ...part, terms: countOf(places) });
}
