import { BYTES } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { DomainError } from "../errors.js";
import { withArena, type Arena } from "../wasm/arena.js";
import type { Floats } from "../wasm/floats.js";
import type { TileResult } from "../wasm/kernel-tile-store.js";
import { kernelTiles } from "../wasm/kernel-tile.js";
import { wasm } from "../wasm/loader.js";
import { parallel } from "../wasm/pool.js";
import { addressOf } from "../wasm/recycling.js";
import { variancesAs, type Asked, type Evaluated } from "./asked.js";
import { columnsAt, frameLength, makeFrame, type Frame } from "./frame.js";
import type { Graph, Node } from "./graph.js";
import type { Inputs } from "./inputs.js";
import { packColumns, packRows } from "./panels.js";
import { writeProgram } from "./program.js";
import { SINGLE } from "./slots.js";
import { ArenaMemory } from "./step.js";
import { measureRows, type RowMeasures } from "./unit-rows.js";
import { advancing } from "./variances.js";

/** Networks on rows of features. */
export function evaluateRows(graph: Graph, output: Node, inputs: Inputs, asked: Asked): Evaluated {
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
      new NDArray(variancesAs(dtype, own.subarray(start, start + n)), [n], dtype);
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
