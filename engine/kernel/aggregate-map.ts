import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import type { WeightOf } from "./graph.js";
import type { LayerMap } from "./map.js";
import { pixelMatrixMap, type PixelMatrixOf } from "./pixel-maps.js";

/** Sums over the neighbours in each example's own graph. */
export function aggregateMap(): LayerMap {
  return pixelMatrixMap({ name: "aggregate", axes: null }, matrixOf, (before) => before);
}

const matrixOf: PixelMatrixOf = ({ node, shape }, place, { pattern, nodes }) => {
  if (pattern === null) {
    throw new DomainError(
      `kernel: aggregate (${place}) has no graphs; give adjacency matrices: kernel(x1, x2, get, { pattern: [pattern1, pattern2] })`,
    );
  }
  const { pixels } = node;
  const given = nodes[0]?.pixels ?? pixels;
  if (given !== pixels) {
    throw new ShapeError(
      `kernel: aggregate (${place}) gets ${pixels} nodes of shape ${formatShape(shape)}, and the graphs are on the ${given} of the inputs; put it before layers that change the number of pixels`,
    );
  }
  const support = Array.from({ length: pixels }, (_, head) => tailsOf(head, { pixels, pattern }));
  const weightsOf =
    (side: Float64Array): WeightOf =>
    (head, k, n) =>
      side[(n * pixels + (support[head]?.[k] ?? 0)) * pixels + head] as number;
  const of = [weightsOf(pattern[0]), weightsOf(pattern[1])] as const;
  return { support, weights: { kind: "examples", of } };
};

/** The pixels from which an edge leads to `head` in some example. */
function tailsOf(
  head: number,
  { pixels, pattern }: { pixels: number; pattern: readonly [Float64Array, Float64Array] },
): Int32Array {
  const edge = (side: Float64Array, tail: number) => {
    for (let at = tail * pixels + head; at < side.length; at += pixels * pixels) {
      if (side[at] !== 0) return true;
    }
    return false;
  };
  const all = Int32Array.from({ length: pixels }, (_, pixel) => pixel);
  return all.filter((tail) => edge(pattern[0], tail) || edge(pattern[1], tail));
}
