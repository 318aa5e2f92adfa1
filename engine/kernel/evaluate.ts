import type { ArrayInput } from "../array/create.js";
import { BYTES, type FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { DomainError } from "../errors.js";
import { withArena, type Arena } from "../wasm/arena.js";
import { kernelTiles } from "../wasm/kernel-tile.js";
import { wasm } from "../wasm/loader.js";
import { parallel } from "../wasm/pool.js";
import { columnsAt, frameLength, makeFrame, type Frame } from "./frame.js";
import { addNode, type Graph, type Node } from "./graph.js";
import { readInputs, type Inputs } from "./inputs.js";
import { buildAll, type LayerMap } from "./map.js";
import { packColumns, packRows } from "./panels.js";
import { writeProgram, type Wanted } from "./program.js";
import { SINGLE } from "./slots.js";
import { ProgramMemory } from "./step.js";
import { measureRows, type RowMeasures } from "./unit-rows.js";
import { advanceAll } from "./variances.js";

/** Kernels by name, and the outputs' own variances. */
export interface Asked extends Wanted {
  readonly cov1: boolean;
  readonly cov2: boolean;
}

/** The kernels that were asked for; the others are null. */
export type Evaluated = { readonly [Name in keyof Asked]: NDArray<FloatDtype> | null };

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
): Evaluated {
  const inputs = readInputs(first, second);
  const { graph, output } = buildGraph(maps, inputs.features);
  const { n1, n2, dtype } = inputs;
  const triangle = inputs.x2 === null;
  const frame = makeFrame(n1, n2, triangle);
  const result = (wanted: boolean) => (wanted ? allocate(dtype, n1 * n2, "anything") : null);
  const [nngp, ntk] = [result(asked.nngp), result(asked.ntk)];
  const wrap = (data: typeof nngp) => data && new NDArray(data, [n1, n2], dtype);
  return withArena((arena) => {
    const { panels, variances } = readRows(arena, inputs, frame);
    const advancedOf = advanceAll(graph, frame, { variances, dtype });
    const edge = wasm().exports.tileEdge();
    const memory = new ProgramMemory(arena, dtype);
    const { steps } = writeProgram({
      ...{ graph, frame, output, wanted: asked, advancedOf, memory },
      slotsOf: () => SINGLE,
      home: { w: 0, ntk: edge },
      firstSlot: 2 * edge,
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
    const payload = { job, n1, n2, triangle, single: BYTES[dtype] === 4, nngp, ntk };
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

function convertTo(dtype: FloatDtype, values: Float64Array) {
  const out = allocate(dtype, values.length, "anything");
  out.set(values);
  return out;
}

function buildGraph(maps: readonly LayerMap[], features: number): { graph: Graph; output: Node } {
  const graph: Graph = { nodes: [] };
  const operation = { kind: "input" } as const;
  const node = addNode(graph, { name: "input", pixels: 1, width: features, operation });
  const sources = new Set([node]);
  const label = "the network's input";
  const signals = buildAll(maps, graph, [
    { node, shape: [], width: features, gaussian: false, sources, label },
  ]);
  const [output] = signals;
  if (output === undefined || signals.length !== 1) {
    throw new DomainError(
      `kernel: the network ends in ${signals.length} branches; join them, e.g. with stax.fanInSum()`,
    );
  }
  return { graph, output: output.node };
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
  const variances = new Float64Array(frameLength(frame, 1)).fill(1);
  variances.set(measures1.variances);
  variances.set(measures2.variances, columnsAt(frame, 1));
  return { panels: [a, b, depth], variances };
}
