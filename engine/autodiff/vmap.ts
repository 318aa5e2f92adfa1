import { broadcastTo } from "../array/broadcast.js";
import type { NDArray } from "../array/ndarray.js";
import { moveAxis } from "../array/rearrange.js";
import { asWritten, formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import {
  flatten,
  formatStructure,
  leafPaths,
  type Arrays,
  type Examples,
  type Structure,
} from "../core/pytree.js";
import { withTrace } from "../core/trace.js";
import { checkOptions } from "../options.js";
import { checkFunction, takenApart, type AnyFunction, type FlatFunction } from "./flat-function.js";
import { Example, VmapTrace } from "./vmap-trace.js";
import type { ArrayFunction, Input } from "./transformed.js";

/** The axis of the examples in every array of an argument; null for an argument that all share. */
export type BatchAxis = number | null;

/** One for a whole tree, or a list or object like the tree with one for each part. */
export type BatchAxes = BatchAxis | readonly BatchAxes[] | { readonly [key: string]: BatchAxes };

/** Arguments of many examples. */
type Mapped<Args> = { [K in keyof Args]: Args[K] | Input<Args[K]> | Examples<Args[K]> };

type MappedFunction<F extends AnyFunction> = (
  ...args: Mapped<Parameters<F>>
) => Arrays<ReturnType<F>>;

/** Options of `vmap`. */
export interface VmapOptions {
  /**
   * For all arguments, or one entry an argument, which may tell parts of a tree apart: `[{ w: null, x: 0 }]`;
   * 0 unless given.
   */
  readonly inAxes?: BatchAxis | readonly BatchAxes[];
  /** Where the results have their examples; null for results that do not differ; 0 unless given. */
  readonly outAxes?: BatchAxes;
}

/** Results of many examples on axis 0 of those marked; the others are the same for all. */
export interface Batched {
  readonly outputs: NDArray[];
  readonly batched: boolean[];
}

/** Applies a flat function to all examples, which lie on axis 0 of the inputs marked. */
export function vmapFlat(
  owner: string,
  f: FlatFunction,
  inputs: readonly NDArray[],
  batched: readonly boolean[],
  size: number,
): NDArray[] {
  const results = vmapMarked(owner, f, inputs, batched, size);
  return results.outputs.map((output, k) =>
    results.batched[k] === true ? output : broadcastTo(output, [size, ...output.shape]),
  );
}

/** The same without repeating what does not differ between examples. */
export function vmapMarked(
  owner: string,
  f: FlatFunction,
  inputs: readonly NDArray[],
  batched: readonly boolean[],
  size: number,
): Batched {
  return withTrace(
    () => new VmapTrace(owner, size),
    (trace) => {
      const examples = inputs.map((input, k) =>
        batched[k] === true ? new Example(trace, input) : input,
      );
      const results = f(examples);
      return {
        outputs: results.map((result) => (trace.owns(result) ? result.batch : result)),
        batched: results.map((result) => trace.owns(result)),
      };
    },
  );
}

/**
 * A function of one example as a function of many, without loops: operations work on all examples at
 * once. Nests with every other transform: `vmap(grad(f))` gives a gradient for each example.
 *
 * @returns A function of the same arguments, with one more axis in those that are mapped.
 * @throws {@link ShapeError} when arguments have different numbers of examples, or no such axis.
 * @example
 * ```ts
 * vmap((x) => x.mul(x).sum())([[1, 2], [3, 4]]); // array([ 5., 25.])
 * vmap((w, x) => w.mul(x), { inAxes: [null, 0] })(10, [1, 2]); // array([10., 20.])
 * const scaled = ({ w, x }: { w: NDArray; x: NDArray }) => w.mul(x);
 * vmap(scaled, { inAxes: [{ w: null, x: 0 }] })({ w: 10, x: [1, 2] }); // array([10., 20.])
 * ```
 */
export function vmap<F extends ArrayFunction>(f: F, options?: VmapOptions): MappedFunction<F>;
export function vmap<F extends AnyFunction>(f: F, options?: VmapOptions): MappedFunction<F>;
export function vmap<F extends AnyFunction>(f: F, options: VmapOptions = {}): MappedFunction<F> {
  checkOptions("vmap", options, ["inAxes", "outAxes"]);
  const { inAxes = 0, outAxes = 0 } = options;
  checkFunction("vmap", f);
  return (...args) => {
    const axes = axesOf(inAxes, args.length);
    const { flat, inputs: leaves, result } = takenApart("vmap", f, args);
    const leafAxes = args.flatMap((argument, k) =>
      axesOfLeaves(`inAxes[${k}]`, axes[k] ?? null, flatten(argument).structure),
    );
    const size = examplesOf(leaves, leafAxes);
    const inputs = leaves.map((leaf, k) => toFront(leaf, leafAxes[k] ?? null));
    const batched = leafAxes.map((axis) => axis !== null);
    const results = vmapMarked("vmap", flat, inputs, batched, size);
    const outputAxes = axesOfLeaves("outAxes", outAxes, flatten(result(results.outputs)).structure);
    return result(placed(results, outputAxes, size)) as Arrays<ReturnType<F>>;
  };
}

/** Results with their examples where they are wanted. */
function placed(
  { outputs, batched }: Batched,
  axes: readonly BatchAxis[],
  size: number,
): NDArray[] {
  return outputs.map((output, k) => {
    const axis = axes[k] ?? null;
    if (axis === null) {
      if (batched[k] !== true) return output;
      throw new DomainError(
        `vmap: outAxes is null for a result of shape ${formatShape(output.shape.slice(1))} that differs between examples; give the axis for them`,
      );
    }
    const all = batched[k] === true ? output : broadcastTo(output, [size, ...output.shape]);
    return axis === 0 ? all : moveAxis(all, 0, axis);
  });
}

function axesOf(inAxes: BatchAxis | readonly BatchAxes[], count: number): readonly BatchAxes[] {
  if (inAxes === null || typeof inAxes === "number")
    return new Array<BatchAxes>(count).fill(inAxes);
  if (inAxes.length === count) return inAxes;
  throw new DomainError(
    `vmap: inAxes ${asWritten(inAxes)} has ${inAxes.length} entries for ${count} arguments; give one an argument`,
  );
}

/** An axis for every leaf: what stands for a tree holds for all of its leaves. */
function axesOfLeaves(place: string, axes: BatchAxes, structure: Structure): BatchAxis[] {
  if (structure.kind === "nothing") return [];
  if (axes === null || typeof axes === "number") return leafPaths(structure).map(() => axes);
  const parts = structure.kind === "leaf" ? [] : structure.items;
  const keys = structure.kind === "record" ? structure.keys : parts.map((_, k) => k);
  if (
    Array.isArray(axes) !== (structure.kind === "list") ||
    Object.keys(axes).length !== keys.length
  ) {
    throw new DomainError(
      `vmap: ${place} is ${asWritten(axes)} for a tree ${formatStructure(structure)}; give one axis for all of it, or a list or object like it`,
    );
  }
  const given = new Map<string, BatchAxes>(Object.entries(axes));
  return parts.flatMap((part, k) => {
    const own = given.get(String(keys[k]));
    if (own !== undefined) return axesOfLeaves(`${place}.${String(keys[k])}`, own, part);
    throw new DomainError(
      `vmap: ${place} says nothing of "${String(keys[k])}"; give an axis or null`,
    );
  });
}

function toFront(leaf: NDArray, axis: BatchAxis): NDArray {
  return axis === null || axis === 0 ? leaf : moveAxis(leaf, axis, 0);
}

/** The number of examples, which all mapped arrays agree on. */
function examplesOf(leaves: readonly NDArray[], axes: readonly BatchAxis[]): number {
  const mapped = leaves.flatMap((leaf, k) => {
    const axis = axes[k] ?? null;
    return axis === null ? [] : [{ leaf, axis, examples: leaf.shape.at(axis) }];
  });
  const [first] = mapped;
  if (first === undefined)
    throw new DomainError("vmap: no argument is mapped; inAxes are all null");
  for (const { leaf, axis, examples } of mapped) {
    if (examples === undefined) {
      throw new ShapeError(
        `vmap: an argument of shape ${formatShape(leaf.shape)} has no axis ${axis} for the examples; give another, or null for what all share, in inAxes`,
      );
    }
    if (examples !== first.examples) {
      throw new ShapeError(
        `vmap: arguments of shapes ${formatShape(first.leaf.shape)} and ${formatShape(leaf.shape)} have ${first.examples} and ${examples} examples; they must have as many`,
      );
    }
  }
  return first.examples as number;
}
