import { withArena, type Arena } from "../wasm/arena.js";
import { sizeOfFloat, type Floats } from "../wasm/floats.js";
import { framed } from "../wasm/frame.js";
import { keptBytes, multiplyStrided, prepare, type Stretches } from "../wasm/strided-product.js";
import type { StridedTarget } from "../wasm/strided-tasks.js";
import { chunksOf, inputOf, outputOf } from "./chunks.js";
import { depthwiseGradientInto, depthwiseInto, isDepthwise } from "./depthwise.js";
import { adjointGeometry, type ConvGeometry } from "./geometry.js";
import { groupOf, joinGroup, turnedKernel } from "./kernel-layout.js";
import { frameOf, placesOf, tapsOf } from "./stretches.js";
import { isMinimal, minimalGradientsInto, minimalInto, type Examples } from "./winograd.js";

/**
 * g = conv(x, w), row-major images × output × filters: the product of the windows (places × taps), which
 * are read where they lie, with the kernel (taps × filters).
 */
export function convolveInto(out: Floats, x: Floats, w: Floats, geometry: ConvGeometry): void {
  const { filters, groups } = geometry;
  if (isDepthwise(geometry)) return depthwiseInto(out, x, w, geometry);
  if (geometry.channels === 0 || w.length === 0) {
    out.fill(0);
    return;
  }
  for (let group = 0; group < groups; group++) {
    const layout = { group, groups, rows: w.length / filters, columns: filters };
    const b = groups === 1 ? w : groupOf(w, layout);
    for (const chunk of chunksOf(geometry, sizeOfFloat(x))) {
      const target = {
        out: outputOf(out, chunk),
        outColumns: filters,
        outColumn: (group * filters) / groups,
      };
      withArena((arena) => {
        const { image, places, taps } = windowsOf(arena, inputOf(x, chunk), chunk, group);
        const product = { image, rows: places, terms: taps, b, columns: filters / groups };
        const job = prepare(arena, product, { begins: true });
        multiplyStrided(job, target, { kept: 0, last: true, terms: countOf(taps) });
      });
    }
  }
}

/** The adjoint in x: ⟨g, conv(x, w)⟩ = ⟨inputGradient(g, w), x⟩. */
export function inputGradientInto(out: Floats, g: Floats, w: Floats, geometry: ConvGeometry): void {
  const adjoint = adjointGeometry(geometry);
  const turned = turnedKernel(w, geometry);
  if (isMinimal(adjoint, out)) minimalInto(out, g, turned, adjoint);
  else convolveInto(out, g, turned, adjoint);
}

/**
 * The adjoint in w: ⟨g, conv(x, w)⟩ = ⟨kernelGradient(x, g), w⟩: the product of the turned windows
 * (taps × places) with the cotangent (places × filters), summed over images and places. For many
 * examples, whose operands lie one after the other where each has its own.
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
  const { examples, own } = batch;
  for (let k = 0; k < examples; k++) {
    const of = (data: Floats, isOwn = true): Floats => (isOwn ? partOf(data, k, examples) : data);
    kernelGradientInto(of(out), of(x, own.x), of(g, own.g), geometry);
  }
}

function partOf(data: Floats, k: number, parts: number): Floats {
  const length = data.length / parts;
  return data.subarray(k * length, (k + 1) * length);
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
  const { image, places, taps } = windowsOf(arena, x, chunk, group);
  const job = prepare(arena, { image, rows: taps, terms: places, b: g, columns }, part);
  multiplyStrided(job, target, { ...part, terms: countOf(places) });
}

const countOf = ({ offsets, length }: Stretches): number => offsets.length * length;

/** More rows than a panel has may be read behind the last one. */
const READ_BEYOND = 8;

/** The images of a chunk in their frames, and how places and taps lie in them. */
function windowsOf(
  arena: Arena,
  x: Floats,
  geometry: ConvGeometry,
  group: number,
): { image: number; places: Stretches; taps: Stretches } {
  const { images, input, channels, groups, low, inputDilation } = geometry;
  const size = sizeOfFloat(x);
  const frame = frameOf(geometry);
  const [places, taps] = [placesOf(geometry, frame, size), tapsOf(geometry, frame, size)];
  const slack = READ_BEYOND * Math.max(places.apart, taps.apart);
  const whole = { images, input, channels, framed: frame, low, apart: inputDilation };
  const image = framed(arena, x, whole, slack) + ((group * channels) / groups) * size;
  return { image, places, taps };
}
