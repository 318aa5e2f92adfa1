import type { FloatDtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { transpose } from "../array/rearrange.js";
import { withArena } from "../wasm/arena.js";
import { variancesAs, type Asked, type Evaluated } from "./asked.js";
import { PixelKernels, type GraphAt } from "./evaluate-pixels.js";
import { pixelStarts, type Side } from "./frame.js";
import type { Graph } from "./graph.js";
import { examplesOf, type Inputs } from "./inputs.js";
import type { Signal } from "./signal.js";

/**
 * Networks with pixels. Kernels of outputs that still have some are [n₁, n₂, …pixels of x1's outputs,
 * …pixels of x2's], axes in turns as in neural-tangents: [n₁, n₂, height, height, width, width].
 */
export function evaluateImages(
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
      return new NDArray(variancesAs(dtype, values), [n, ...shape], dtype);
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
