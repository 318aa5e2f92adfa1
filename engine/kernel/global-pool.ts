// Means and sums over all pixels.
import { addNode, type Graph, type Node, type PixelMatrix } from "./graph.js";
import type { LayerMap } from "./map.js";
import { knownFactors } from "./mask.js";
import { addMatrix, withoutPixels, withPixels } from "./pixel-maps.js";
import type { Signal } from "./signal.js";

/** The mean or sum over all pixels; with a mask, the mean over those that count. */
export function globalPoolMap(name: string, kind: "sum" | "mean"): LayerMap {
  return {
    name,
    pixels: withoutPixels,
    build(graph, signals, place) {
      const signal = withPixels(signals, { name, axes: null }, place);
      const { operation } = signal.node;
      const node =
        operation.kind === "input"
          ? addMatrix(graph, signal, { name, shape: [], matrix: poolingMatrix(signal, kind) })
          : addTotal(graph, signal, { name, kind });
      return [{ ...signal, node, shape: [], mask: null, label: `${name}'s output` }];
    },
  };
}

/** All pixels of the inputs themselves, of which those that do not count are 0. */
function poolingMatrix({ node: { pixels }, mask }: Signal, kind: "sum" | "mean"): PixelMatrix {
  const support = [Int32Array.from({ length: pixels }, (_, pixel) => pixel)];
  const ofEach = (side: Float64Array) => {
    const shares = inverseCounts(side, pixels);
    return (_row: number, _k: number, n: number) => shares[n] as number;
  };
  if (mask !== null && kind === "mean") {
    return { support, weights: { kind: "examples", of: [ofEach(mask[0]), ofEach(mask[1])] } };
  }
  const weight = kind === "sum" ? 1 : 1 / pixels;
  return { support, weights: { kind: "shared", values: [new Float64Array(pixels).fill(weight)] } };
}

function addTotal(
  graph: Graph,
  { node: of, width, mask }: Signal,
  { name, kind }: { name: string; kind: "sum" | "mean" },
): Node {
  const { pixels } = of;
  const weight = kind === "sum" ? 1 : 1 / pixels ** 2;
  const operation = { kind: "total", of, weight } as const;
  const total = addNode(graph, { name, width, pixels: 1, operation });
  if (mask === null || kind === "sum") return total;
  // Means over all pixels turned into means over those that count.
  const ratiosOf = (side: Float64Array) => inverseCounts(side, pixels).map((one) => pixels * one);
  const ratios = [ratiosOf(mask[0]), ratiosOf(mask[1])] as const;
  const scale = { kind: "scale", of: total, ...knownFactors(ratios, 1) } as const;
  return addNode(graph, { name, width, pixels: 1, operation: scale });
}

/** One over the pixels of each example that count; 0 where none does. */
function inverseCounts(side: Float64Array, pixels: number): Float64Array {
  return Float64Array.from({ length: side.length / pixels }, (_, n) => {
    const count = side.subarray(n * pixels, (n + 1) * pixels).reduce((sum, one) => sum + one, 0);
    return count === 0 ? 0 : 1 / count;
  });
}
