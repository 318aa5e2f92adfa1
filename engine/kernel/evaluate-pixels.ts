// Kernels of networks with pixels.
import type { FloatDtype } from "../array/dtype.js";
import { DomainError } from "../errors.js";
import { withArena, type Arena } from "../wasm/arena.js";
import { columnsAt, makeFrame, pixelStarts, type Frame } from "./frame.js";
import type { Graph, Node } from "./graph.js";
import type { Examples } from "./inputs.js";
import type { NearPair } from "./near-examples.js";
import {
  nearbyPairs,
  replacements,
  type PairedKernel,
  type Replacement,
} from "./nearly-parallel.js";
import { readPixels, transformed, type PixelRows } from "./pixel-inputs.js";
import { givenByPlanes, pooledPlanes, runPlanes } from "./run-planes.js";
import { runSlots, type PixelKernel, type PixelRun, type Question } from "./run-slots.js";
import { SINGLE } from "./slots.js";
import { advancing, type AdvancedOf } from "./variances.js";

/** The same network on other examples in the places (masks, graphs) of given ones. */
export type GraphAt = (places: readonly [readonly number[], readonly number[]]) => Graph;

/** The kernels of a graph between examples x1 and x2, or between those of one of them. */
export class PixelKernels implements PixelRun {
  readonly frame: Frame;
  readonly dtype: FloatDtype;
  readonly advancedOf: AdvancedOf;
  private readonly inputs = new Map<Node, PixelRows>();
  private readonly own = new Map<0 | 1, PixelKernels>();
  private readonly known = new Map<string, Float64Array>();
  private readonly replaced = new Map<Node, readonly Replacement[]>();
  private near: readonly NearPair[] | null = null;

  constructor(
    private readonly arena: Arena,
    readonly graph: Graph,
    private readonly data: {
      readonly examples: readonly [Examples, Examples];
      readonly dtype: FloatDtype;
    },
    sides: readonly [0 | 1, 0 | 1],
    /** With it, complements of pixels that were mixed are told from nearly parallel examples apart. */
    private readonly graphAt: GraphAt | null = null,
  ) {
    const [first, second] = sides;
    const { examples, dtype } = data;
    this.dtype = dtype;
    this.frame = makeFrame(
      examples[first].count,
      first === second ? null : examples[second].count,
      first,
    );
    this.advancedOf = advancing({
      ...{ frame: this.frame, dtype },
      variances: (input) => this.inputRows(input).variances,
      captured: (node) => this.captured(node),
    });
  }

  /** Runs the program of a question over all its pairs of examples. */
  run(question: Question): PixelKernel {
    const pooled = pooledPlanes(this.graph, question.output);
    if (pooled === null) return runSlots(this, question, null);
    // Before any program is in the arena, as all that follows.
    for (const node of pooled.planes.keys()) this.prepare(node);
    return question.output === pooled.total
      ? { ...runPlanes(this, pooled, question), slots: SINGLE }
      : runSlots(this, question, givenByPlanes(this, pooled, question));
  }

  /** Finds what a node's steps need before the arena holds their program. */
  prepare({ operation, ...node }: Node): void {
    const own = this.graph.nodes[node.id] as Node;
    if (node.holds === "complements") this.advancedOf(own);
    this.replacementsOf(own);
    if (operation.kind !== "matrix" || operation.matrix.weights.kind !== "attention") return;
    this.capturedWithin(operation.matrix.weights.scores, 0);
    if (!this.frame.triangle) this.capturedWithin(operation.matrix.weights.scores, 1);
  }

  /** Complements of a node's pixels that covariances have left no digits. */
  replacementsOf(node: Node): readonly Replacement[] {
    const { graphAt, frame, dtype } = this;
    if (graphAt === null || node.operation.kind !== "normalise") return [];
    const known = this.replaced.get(node);
    if (known !== undefined) return known;
    const { examples } = this.data;
    const nearby = { examples, triangle: frame.triangle, dtype };
    const pairs = (this.near ??= nearbyPairs(nearby));
    const { id } = node.operation.of;
    const found = replacements(pairs, nearby, (paired, places) =>
      pairedKernel(graphAt(places), id, paired),
    );
    this.replaced.set(node, found);
    return found;
  }

  private inputRows(node: Node): PixelRows {
    const known = this.inputs.get(node);
    if (known !== undefined) return known;
    const { operation } = node;
    if (operation.kind !== "input") throw new DomainError(`kernel: ${node.name} is no input`);
    const { dtype } = this;
    const transform = (side: 0 | 1) =>
      operation.matrices.reduce(
        (pixels, matrix) => transformed(pixels, matrix, side),
        this.data.examples[side],
      );
    const examples = [transform(0), transform(1)] as const;
    const rows = readPixels(this.arena, this.frame, { examples, dtype });
    this.inputs.set(node, rows);
    return rows;
  }

  /** The step that writes an input's kernel. */
  inputStep(node: Node) {
    const { address, channels, length } = this.inputRows(node);
    return { opcode: "pixelComplements", operands: [address, channels, length] } as const;
  }

  /** The kernels within the examples of a side. */
  private ownOf(side: 0 | 1): PixelKernels {
    const known = this.own.get(side);
    if (known !== undefined) return known;
    const own = new PixelKernels(this.arena, this.graph, this.data, [side, side]);
    this.own.set(side, own);
    return own;
  }

  /** Variances of all rows, from each example with itself. */
  captured(node: Node): Float64Array {
    const { frame } = this;
    if (frame.triangle)
      return this.remembered(`variances ${node.id}`, () => this.variancesOf(node));
    const [first, second] = frame.sides.map((side) => this.ownOf(side).captured(node)) as [
      Float64Array,
      Float64Array,
    ];
    const start = columnsAt(frame, node.pixels);
    const joined = new Float64Array(start + second.length);
    joined.set(first.subarray(0, start));
    joined.set(second, start);
    return joined;
  }

  private variancesOf(node: Node): Float64Array {
    const wanted = { nngp: true, ntk: false };
    const { nngp } = this.run({ output: node, readout: "diagonal", wanted, pairs: "own" });
    const { pixels } = node;
    const { frame } = this;
    const variances = new Float64Array(pixels * frame.strides[0] + 8).fill(1);
    for (const { count, startOf } of pixelStarts(frame, pixels)) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        for (let n = 0; n < count; n++) {
          variances[startOf(pixel) + n] = Math.max(0, nngp?.[n * pixels + pixel] ?? 0);
        }
      }
    }
    return variances;
  }

  /** All pairs of pixels of each example of a side. */
  capturedWithin(node: Node, side: 0 | 1): Float64Array {
    if (!this.frame.triangle) return this.ownOf(this.frame.sides[side]).capturedWithin(node, 0);
    return this.remembered(`pairs ${node.id}`, () => {
      const wanted = { nngp: true, ntk: false };
      const { nngp } = this.run({ output: node, readout: "all", wanted, pairs: "own" });
      return Float64Array.from(nngp ?? []);
    });
  }

  private remembered(key: string, make: () => Float64Array): Float64Array {
    const known = this.known.get(key) ?? make();
    this.known.set(key, known);
    return known;
  }
}

/** Each example of x1 with that of the same number of x2, at a node's pixels. */
function pairedKernel(
  graph: Graph,
  id: number,
  examples: readonly [Examples, Examples],
): PairedKernel {
  return withArena((arena) => {
    const node = graph.nodes[id] as Node;
    const kernels = new PixelKernels(arena, graph, { examples, dtype: "float64" }, [0, 1]);
    const wanted = { nngp: true, ntk: false };
    const { nngp } = kernels.run({ output: node, readout: "diagonal", wanted, pairs: "own" });
    const captured = kernels.captured(node);
    const { pixels } = node;
    const variances = pixelStarts(kernels.frame, pixels).map(({ count, startOf }) =>
      Float64Array.from({ length: count * pixels }, (_, k) => {
        return captured[startOf(k % pixels) + Math.floor(k / pixels)] as number;
      }),
    );
    const [first, second] = variances as [Float64Array, Float64Array];
    return { nngp: Float64Array.from(nngp ?? []), variances: [first, second] };
  });
}
