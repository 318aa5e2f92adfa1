import type { ArrayInput } from "../array/create.js";
import { BYTES, type FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { withArena, type Arena } from "../wasm/arena.js";
import { kernelTiles } from "../wasm/kernel-tile.js";
import { parallel } from "../wasm/pool.js";
import { checkGaussian } from "./gaussian.js";
import { readInputs, type Inputs } from "./inputs.js";
import type { LayerMap } from "./map.js";
import { packColumns, packRows } from "./panels.js";
import { planSteps, writeJob, type Panels, type Wanted } from "./program.js";
import { measureRows, type RowMeasures } from "./unit-rows.js";

/** Loads of a whole vector may pass the last row by this many entries. */
const MARGIN = 8;

/** The kernels that were asked for; the others are null. */
export interface Evaluated {
  readonly nngp: NDArray<FloatDtype> | null;
  readonly ntk: NDArray<FloatDtype> | null;
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
  wanted: Wanted,
): Evaluated {
  checkGaussian(maps);
  const inputs = readInputs(first, second);
  const { n1, n2, dtype } = inputs;
  const triangle = inputs.x2 === null;
  const result = (asked: boolean) => (asked ? allocate(dtype, n1 * n2, "anything") : null);
  const [nngp, ntk] = [result(wanted.nngp), result(wanted.ntk)];
  withArena((arena) => {
    const { panels, variances } = readRows(arena, inputs);
    const rows = { variances, signed: true, width: inputs.features };
    const job = writeJob(arena, planSteps(maps, rows, wanted, dtype), panels, dtype);
    const payload = { job, n1, n2, triangle, single: BYTES[dtype] === 4, nngp, ntk };
    parallel("kernelTile", payload, kernelTiles(n1, n2, triangle));
  });
  const wrap = (data: typeof nngp) => data && new NDArray(data, [n1, n2], dtype);
  return { nngp: wrap(nngp), ntk: wrap(ntk) };
}

/** Packs the rows of both arguments and joins their variances, one margin after each. */
function readRows(arena: Arena, inputs: Inputs): { panels: Panels; variances: Float64Array } {
  const { x1, x2, n1, n2, features, dtype } = inputs;
  const depth = features + (features % 2);
  const measures1 = measureRows("x1", x1.data, { count: n1, features, dtype });
  const columns = x2 ?? x1;
  const measures2 =
    x2 === null ? measures1 : measureRows("x2", x2.data, { count: n2, features, dtype });
  const rowsOf = (x: NDArray, measures: RowMeasures) => ({ x, measures, features, depth, dtype });
  const a = packRows(arena, rowsOf(x1, measures1));
  const b = packColumns(arena, rowsOf(columns, measures2));
  const triangle = x2 === null;
  const columnOffset = triangle ? 0 : Math.ceil(n1 / MARGIN) * MARGIN;
  const variances = new Float64Array(Math.max(n1, columnOffset + n2) + MARGIN).fill(1);
  variances.set(measures1.variances);
  variances.set(measures2.variances, columnOffset);
  return { panels: { a, b, depth, columnOffset, triangle }, variances };
}
