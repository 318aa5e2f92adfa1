import type { ArrayInput } from "../array/create.js";
import { BYTES } from "../array/dtype.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import type { Asked, Evaluated } from "./asked.js";
import { blocksOf } from "./blocks-of-moments.js";
import { buildGraph } from "./build.js";
import { evaluateArrays, isDifferentiated } from "./evaluate-arrays.js";
import { evaluateImages } from "./evaluate-images.js";
import type { GraphAt } from "./evaluate-pixels.js";
import { evaluateRows } from "./evaluate-rows.js";
import { readInputs, type Inputs } from "./inputs.js";
import type { LayerMap } from "./map.js";
import { MOST_BYTES } from "./shared.js";
import { pickedAt, readPattern, withMask } from "./side-values.js";
import type { Mask } from "./signal.js";

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
  if (isDifferentiated(graph, inputs)) {
    return blocksOf(evaluateArrays(graph, node, read), output.shape, read, asked);
  }
  const rowsOnly = graph.nodes.every(({ pixels }) => pixels === 1) && inputs.spatial.length === 0;
  return rowsOnly
    ? evaluateRows(graph, node, inputs, asked)
    : evaluateImages(graph, { ...output, node }, { inputs: read, asked, graphAt });
}

/** Even lists of tiles would be too long. */
function checkSize({ n1, n2, dtype }: Inputs, { nngp, ntk }: Asked): void {
  const bytes = n1 * n2 * BYTES[dtype] * (Number(nngp) + Number(ntk));
  if (bytes <= MOST_BYTES) return;
  throw new DomainError(
    `kernel: ${n1}×${n2} entries need ${(bytes / 2 ** 30).toFixed(1)} GiB; give fewer examples at a time, or work without the matrix: predict.matrixFree, predict.nystrom`,
  );
}
