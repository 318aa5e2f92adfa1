import { addNode } from "./graph.js";
import type { LayerMap } from "./map.js";
import { single } from "./signal.js";

export interface LayerNormSettings {
  readonly eps: number;
  /** The axes of arrays of so many axes, counted from 0. */
  readonly axesOf: (ndim: number) => readonly number[];
}

/** Division of every row by √(ε + a), a its variance. */
export function layerNormMap({ eps, axesOf }: LayerNormSettings): LayerMap {
  const name = "layerNorm";
  return {
    name,
    build(graph, signals, place) {
      const signal = single(signals, name, place);
      axesOf(signal.shape.length + 2);
      const operation = {
        kind: "scale",
        of: signal.node,
        factors: (variances: Float64Array) =>
          variances.map((variance) =>
            variance === 0 && eps === 0 ? 0 : 1 / Math.sqrt(eps + variance),
          ),
      } as const;
      const { pixels, width } = signal.node;
      const node = addNode(graph, { name, width, pixels, operation });
      return [{ ...signal, node, label: `${name}'s output` }];
    },
  };
}
