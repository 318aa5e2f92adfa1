// Planes of fixed displacement. Of a convolution whose pixels are surrounded by zeros,
// K′[o, o + δ] reads K[i, i + s·δ] only: the pairs of pixels of one displacement stay among themselves
// from the input to a global pooling, and fit into a cache together.
import { operandsOf, type Graph, type Node, type PlainWindow } from "./graph.js";
import type { Slots } from "./slots.js";

/** The pixels of some nodes, and how many times their displacement the output's is. */
export interface PlaneGeometry {
  readonly shape: readonly [number, number];
  readonly scale: readonly [number, number];
  readonly slots: Slots;
}

/** The geometry of every node before a global pooling. */
export type Planes = ReadonlyMap<Node, PlaneGeometry>;

/** Heights and widths; those of one axis are 1 high. */
export function asPlane(values: readonly number[], missing: number): readonly [number, number] {
  const [first = missing, second] = values;
  return second === undefined ? [missing, first] : [first, second];
}

/**
 * The planes of the nodes before `last`, or null where operations mix displacements.
 */
export function planesBefore(graph: Graph, last: Node): Planes | null {
  const scales = new Map<Node, readonly [number, number]>([[last, [1, 1]]]);
  for (const node of [...graph.nodes].reverse()) {
    const scale = scales.get(node);
    if (scale === undefined) continue;
    const before = scaleBefore(node, scale);
    if (before === null) return null;
    for (const of of operandsOf(node)) {
      const known = scales.get(of);
      if (known !== undefined && known.join() !== before.join()) return null;
      scales.set(of, before);
    }
  }
  return geometries(graph, scales);
}

/** What a displacement of the node is in its operands; null where there is no such. */
function scaleBefore(
  { operation }: Node,
  scale: readonly [number, number],
): readonly [number, number] | null {
  switch (operation.kind) {
    case "input":
    case "activation":
    case "product":
    case "dropout":
    case "scale":
      return scale;
    case "sum": {
      if (operation.local === true) return null;
      if (operation.terms.every(({ sources }) => sources === null)) return scale;
      if (operation.window === undefined) return null;
      const [down, across] = asPlane(operation.window.strides, 1);
      return [scale[0] * down, scale[1] * across];
    }
    default:
      return null;
  }
}

function geometries(
  graph: Graph,
  scales: ReadonlyMap<Node, readonly [number, number]>,
): Planes | null {
  const planes = new Map<Node, PlaneGeometry>();
  const known = new Map<string, PlaneGeometry>();
  for (const node of graph.nodes) {
    const scale = scales.get(node);
    if (scale === undefined) continue;
    const shape = shapeOf(node, planes);
    if (shape === null) return null;
    const key = `${shape.join()} ${scale.join()}`;
    const geometry = known.get(key) ?? { shape, scale, slots: planeSlots(shape[0] * shape[1]) };
    known.set(key, geometry);
    planes.set(node, geometry);
  }
  return planes;
}

function shapeOf(node: Node, planes: Planes): readonly [number, number] | null {
  const { operation } = node;
  if (operation.kind === "input") {
    return operation.shape.length > 2 ? null : asPlane(operation.shape, 1);
  }
  if (operation.kind === "sum" && operation.window !== undefined) {
    return asPlane(operation.window.output, 1);
  }
  const [first] = operandsOf(node);
  return first === undefined ? null : (planes.get(first)?.shape ?? null);
}

/** As many slots as the largest plane has, each at its own number in all registers. */
function planeSlots(pixels: number): Slots {
  const numbers = Int32Array.from({ length: pixels }, (_, pixel) => pixel);
  return { pixels, rows: numbers, columns: numbers, numberOf: (row) => row };
}

/** Displacements of the output: none, and one of every two opposite ones. */
export function halfDisplacements([height, width]: readonly [number, number]): Int32Array {
  const list = [0, 0];
  for (let dx = 1; dx < width; dx++) list.push(0, dx);
  for (let dy = 1; dy < height; dy++) for (let dx = 1 - width; dx < width; dx++) list.push(dy, dx);
  return Int32Array.from(list);
}

/** A window's words that do not depend on the plane: see tile-window.ts. */
export function windowGeometry({ window, strides, low }: PlainWindow) {
  return {
    window: asPlane(window, 1),
    strides: asPlane(strides, 1),
    low: asPlane(low, 0),
  };
}

/** The words of a window on pixels with themselves. */
export function diagonalWindow(window: PlainWindow): Int32Array {
  const { strides, low, window: lengths } = windowGeometry(window);
  const [, outWidth] = asPlane(window.output, 1);
  const input = asPlane(window.input, 1);
  return Int32Array.of(outWidth, ...input, ...strides, ...lengths, -low[0], -low[1]);
}
