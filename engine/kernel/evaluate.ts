import { asArray, type ArrayInput } from "../array/create.js";
import { BYTES, type FloatDtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { transpose } from "../array/rearrange.js";
import { formatShape, sameShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { where } from "../array/where.js";
import { DomainError, ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { withArena, type Arena } from "../wasm/arena.js";
import type { Floats } from "../wasm/floats.js";
import type { TileResult } from "../wasm/kernel-tile-store.js";
import { kernelTiles } from "../wasm/kernel-tile.js";
import { wasm } from "../wasm/loader.js";
import { parallel } from "../wasm/pool.js";
import { addressOf } from "../wasm/recycling.js";
import { buildGraph } from "./build.js";
import { evaluateArrays, isTraced } from "./evaluate-arrays.js";
import { PixelKernels, type GraphAt } from "./evaluate-pixels.js";
import { blocksOf } from "./blocks-of-moments.js";
import { columnsAt, frameLength, makeFrame, pixelStarts, type Frame, type Side } from "./frame.js";
import type { Graph, Node } from "./graph.js";
import { examplesOf, readInputs, type Inputs } from "./inputs.js";
import type { LayerMap } from "./map.js";
import { readMask } from "./mask.js";
import { packColumns, packRows } from "./panels.js";
import type { Wanted } from "./plan.js";
import { writeProgram } from "./program.js";
import { pixelsOf, type Mask, type Pattern, type Signal } from "./signal.js";
import { MOST_BYTES } from "./shared.js";
import { SINGLE } from "./slots.js";
import { ArenaMemory } from "./step.js";
import { measureRows, type RowMeasures } from "./unit-rows.js";
import { advancing } from "./variances.js";

/** Kernels by name, and the outputs' own variances. */
export interface Asked extends Wanted {
  readonly cov1: boolean;
  readonly cov2: boolean;
}

/** The kernels that were asked for; the others are null. */
export type Evaluated = { readonly [Name in keyof Asked]: NDArray<FloatDtype> | null };

/** What a kernel function takes besides x1, x2 and `get`. */
export interface KernelOptions {
  /** Pixels all of whose channels have this value are left out: variable-length inputs. */
  readonly maskConstant?: number;
  /** Adjacency matrices [examples, pixels, pixels] of x1 and of x2 (or null for x1's), for `stax.aggregate`. */
  readonly pattern?: readonly [ArrayInput, ArrayInput | null];
}

/**
 * Kernels of a network between the rows of x1 and x2: O(n) work on the rows in float64, then all
 * layers tile by tile over the thread pool, one triangle when x2 is null or x1 itself.
 *
 * @throws {@link ShapeError}, {@link DomainError} for bad inputs or an invalid composition;
 *   {@link InterruptError} when stopped.
 */
export function evaluateKernel(
  maps: readonly LayerMap[],
  first: ArrayInput,
  second: ArrayInput | null,
  asked: Asked,
  options: KernelOptions = {},
): Evaluated {
  checkOptions("kernel", options, ["maskConstant", "pattern"]);
  const inputs = readInputs(first, second);
  checkSize(inputs, asked);
  const { inputs: read, mask } = withMask(inputs, options.maskConstant);
  const pattern = readPattern(inputs, options.pattern);
  const { graph, output, node } = buildGraph(maps, inputs, { mask, pattern });
  const graphAt: GraphAt = (places) => {
    const at = (values: Mask | null) => pickedAt(values, inputs, places);
    return buildGraph(maps, inputs, { mask: at(mask), pattern: at(pattern) }).graph;
  };
  if (isTraced(graph, inputs)) {
    return blocksOf(evaluateArrays(graph, node, read), output.shape, read, asked);
  }
  const rowsOnly = graph.nodes.every(({ pixels }) => pixels === 1) && inputs.spatial.length === 0;
  return rowsOnly
    ? evaluateRows(graph, node, inputs, asked)
    : evaluatePixels(graph, { ...output, node }, { inputs: read, asked, graphAt });
}

/** Even lists of tiles would be too long. */
function checkSize({ n1, n2, dtype }: Inputs, { nngp, ntk }: Asked): void {
  const bytes = n1 * n2 * BYTES[dtype] * (Number(nngp) + Number(ntk));
  if (bytes <= MOST_BYTES) return;
  throw new DomainError(
    `kernel: ${n1}×${n2} entries need ${(bytes / 2 ** 30).toFixed(1)} GiB; give fewer examples at a time, or work without the matrix: predict.matrixFree, predict.nystrom`,
  );
}

/** Networks on rows of features. */
function evaluateRows(graph: Graph, output: Node, inputs: Inputs, asked: Asked): Evaluated {
  const { n1, n2, dtype } = inputs;
  const triangle = inputs.x2 === null;
  const frame = makeFrame(n1, triangle ? null : n2);
  const result = (wanted: boolean) => (wanted ? allocate(dtype, n1 * n2, "anything") : null);
  const [nngp, ntk] = [result(asked.nngp), result(asked.ntk)];
  const wrap = (data: typeof nngp) => data && new NDArray(data, [n1, n2], dtype);
  return withArena((arena) => {
    const { panels, variances } = readRows(arena, inputs, frame);
    const advancedOf = advancing({
      ...{ frame, dtype, variances: () => variances },
      captured: noPixels,
    });
    for (const node of graph.nodes) advancedOf(node);
    const edge = wasm().exports.tileEdge();
    const memory = new ArenaMemory(arena, dtype);
    const { steps } = writeProgram({
      ...{ graph, frame, output, wanted: asked, advancedOf, memory },
      slotsOf: () => SINGLE,
      input: { home: { w: 0, ntk: edge } },
      firstSlot: 2 * edge,
      capturedWithin: noPixels,
    });
    // The job that engine/wasm/assembly/tile.ts reads.
    const words = [
      memory.program(steps),
      steps.length,
      ...panels,
      columnsAt(frame, 1),
      Number(triangle),
    ];
    const job = memory.words(Uint32Array.from(words));
    const payload = {
      ...{ job, n1, n2, triangle, single: BYTES[dtype] === 4 },
      ...{ nngp: tileResult(nngp), ntk: tileResult(ntk) },
    };
    if (asked.nngp || asked.ntk) parallel("kernelTile", payload, kernelTiles(n1, n2, triangle));
    const own = advancedOf(output).rows.variances;
    const part = (start: number, n: number) =>
      new NDArray(convertTo(dtype, own.subarray(start, start + n)), [n], dtype);
    return {
      nngp: wrap(nngp),
      ntk: wrap(ntk),
      cov1: asked.cov1 ? part(0, n1) : null,
      cov2: asked.cov2 ? part(columnsAt(frame, 1), n2) : null,
    };
  });
}

function tileResult(data: Floats | null): TileResult | null {
  return data && { data, at: addressOf(data) };
}

function noPixels(): never {
  throw new DomainError("kernel: rows of features have no pixels");
}

function convertTo(dtype: FloatDtype, values: Float64Array) {
  const out = allocate(dtype, values.length, "anything");
  out.set(values);
  return out;
}

/**
 * Networks with pixels. Kernels of outputs that still have some are [n₁, n₂, …pixels of x1's outputs,
 * …pixels of x2's], axes in turns as in neural-tangents: [n₁, n₂, height, height, width, width].
 */
function evaluatePixels(
  graph: Graph,
  { node, shape }: Signal,
  given: { readonly inputs: Inputs; readonly asked: Asked; readonly graphAt: GraphAt },
): Evaluated {
  const { asked, graphAt } = given;
  const { x1, x2, n1, n2, dtype } = given.inputs;
  return withArena((arena) => {
    const examples = [examplesOf(x1), examplesOf(x2 ?? x1)] as const;
    const sides = x2 === null ? ([0, 0] as const) : ([0, 1] as const);
    const kernels = new PixelKernels(arena, graph, { examples, dtype }, sides, graphAt);
    const question = { output: node, readout: "all", wanted: asked, pairs: "all" } as const;
    const none = { nngp: null, ntk: null };
    const { nngp, ntk } = asked.nngp || asked.ntk ? kernels.run(question) : none;
    const own = asked.cov1 || asked.cov2 ? kernels.captured(node) : new Float64Array();
    const part = (side: 0 | 1, n: number) => {
      const sided = pixelStarts(kernels.frame, node.pixels);
      const { startOf } = (sided[side] ?? sided[0]) as Side;
      const values = Float64Array.from({ length: n * node.pixels }, (_, k) => {
        const pixel = k % node.pixels;
        return own[startOf(pixel) + Math.floor(k / node.pixels)] as number;
      });
      return new NDArray(convertTo(dtype, values), [n, ...shape], dtype);
    };
    const wrap = (data: typeof nngp) => data && interleaved(data, { n1, n2, shape, dtype });
    return {
      nngp: wrap(nngp),
      ntk: wrap(ntk),
      cov1: asked.cov1 ? part(0, n1) : null,
      cov2: asked.cov2 ? part(1, n2) : null,
    };
  });
}

/** [n₁, n₂, h, w, h′, w′] → [n₁, n₂, h, h′, w, w′] */
function interleaved(
  data: Float64Array | Float32Array,
  { n1, n2, shape, dtype }: { n1: number; n2: number; shape: Shape; dtype: FloatDtype },
): NDArray<FloatDtype> {
  const flat = new NDArray(data, [n1, n2, ...shape, ...shape], dtype);
  if (shape.length < 2) return flat;
  const axes = shape.flatMap((_, axis) => [2 + axis, 2 + shape.length + axis]);
  return transpose(flat, [0, 1, ...axes]);
}

/** Inputs with their masked pixels set to 0, and which those are. */
function withMask(
  inputs: Inputs,
  constant: number | undefined,
): { inputs: Inputs; mask: Mask | null } {
  if (constant === undefined) return { inputs, mask: null };
  const { x1, x2, features } = inputs;
  const read = (x: NDArray) => {
    const mask = readMask({ data: x.concrete().data, channels: features }, constant);
    const counts = new NDArray(mask, [...x.shape.slice(0, -1), 1], "float64");
    return { mask, x: where(counts, x, 0) };
  };
  const first = read(x1);
  const second = x2 === null ? null : read(x2);
  return {
    inputs: { ...inputs, x1: first.x, x2: second?.x ?? null },
    mask: [first.mask, second?.mask ?? first.mask],
  };
}

/** Numbers of examples of both sides, at the places of others. */
function pickedAt(
  values: Mask | null,
  { n1, n2 }: Inputs,
  places: Parameters<GraphAt>[0],
): Mask | null {
  if (values === null) return null;
  const pick = (side: Float64Array, n: number, rows: readonly number[]) => {
    const size = side.length / n;
    const picked = new Float64Array(rows.length * size);
    rows.forEach((row, k) => picked.set(side.subarray(row * size, (row + 1) * size), k * size));
    return picked;
  };
  return [pick(values[0], n1, places[0]), pick(values[1], n2, places[1])];
}

const isPair = (value: unknown): boolean => Array.isArray(value) && value.length === 2;

function readPattern(
  { n1, n2, x2, spatial }: Inputs,
  pattern: KernelOptions["pattern"],
): Pattern | null {
  if (pattern === undefined) return null;
  if (!isPair(pattern)) {
    throw new DomainError(
      "kernel: pattern is no pair; give the adjacency matrices of x1 and of x2, { pattern: [pattern1, pattern2] }, pattern2 = null for those of x1",
    );
  }
  const pixels = pixelsOf(spatial);
  const read = (input: ArrayInput, n: number, name: string) => {
    const array = asArray(input);
    if (!sameShape(array.shape, [n, pixels, pixels])) {
      throw new ShapeError(
        `kernel: ${name} has shape ${formatShape(array.shape)}; it must be [${n}, ${pixels}, ${pixels}], an adjacency matrix for each example`,
      );
    }
    if (array.data.every(Number.isFinite)) return Float64Array.from(array.data);
    throw new DomainError(`kernel: ${name} holds NaN or infinities; weights of edges are finite`);
  };
  const first = read(pattern[0], n1, "pattern[0]");
  if (x2 === null) return [first, first];
  return [first, read(pattern[1] ?? pattern[0], n2, "pattern[1]")];
}

/** Packs the rows of both arguments and joins their variances. */
function readRows(
  arena: Arena,
  inputs: Inputs,
  frame: Frame,
): { panels: readonly number[]; variances: Float64Array } {
  const { x1, x2, n1, n2, features, dtype } = inputs;
  const depth = features + (features % 2);
  const measures1 = measureRows("x1", x1.data, { count: n1, features, dtype });
  const columns = x2 ?? x1;
  const measures2 =
    x2 === null ? measures1 : measureRows("x2", x2.data, { count: n2, features, dtype });
  const rowsOf = (x: NDArray, measures: RowMeasures) => ({ x, measures, features, depth, dtype });
  const a = packRows(arena, rowsOf(x1, measures1));
  const b = packColumns(arena, rowsOf(columns, measures2));
  // Padding counts as one of the rows, so that equal variances stay equal.
  const padding = measures1.variances[0] ?? 1;
  const variances = new Float64Array(frameLength(frame, 1)).fill(padding);
  variances.set(measures1.variances);
  variances.set(measures2.variances, columnsAt(frame, 1));
  return { panels: [a, b, depth], variances };
}
