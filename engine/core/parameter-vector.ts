import { astype, reshape } from "../array/rearrange.js";
import { concat } from "../array/join.js";
import { isFloat } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { sizeOf } from "../array/ndarray.js";
import { slice } from "../array/slicing.js";
import { flatten, flattenLike, leafPaths, unflatten } from "./pytree.js";
import { DtypeError } from "../errors.js";

/** A tree of arrays as one vector of float64, and back. */
export interface ParameterVector {
  readonly start: NDArray;
  readonly size: number;
  /** What each element is, as one would write it. */
  readonly paths: readonly string[];
  /** Differentiable; leaves have the dtypes of the tree that the vector was made of. */
  toTree(vector: NDArray): unknown;
  /** A tree of the same structure; one number stands for all elements. */
  ofTree(tree: unknown): NDArray;
}

/** @throws {@link DtypeError} for a tree with no leaves, or with leaves that are no floats. */
export function parameterVector(caller: string, tree: unknown): ParameterVector {
  const { leaves, structure } = flatten(tree);
  if (leaves.length === 0) throw new DtypeError(`${caller}: the parameters hold no arrays`);
  const wrong = leaves.findIndex(({ dtype }) => !isFloat(dtype));
  if (wrong >= 0) {
    const path = leafPaths(structure)[wrong] ?? "";
    throw new DtypeError(
      `${caller}: params${path} is ${String(leaves[wrong]?.dtype)}; convert it: x.astype("float64"), or let the function close over it`,
    );
  }
  const sizes = leaves.map(({ shape }) => sizeOf(shape));
  const starts = sizes.map((_, k) => sizes.slice(0, k).reduce((a, b) => a + b, 0));
  const size = sizes.reduce((a, b) => a + b, 0);
  return {
    start: joined(leaves),
    size,
    paths: leafPaths(structure).flatMap((path, k) => elementPaths(path, leaves[k] as NDArray)),
    toTree: (vector) =>
      unflatten(
        structure,
        leaves.map(({ shape, dtype }, k) => {
          const first = starts[k] as number;
          const part = slice(vector, [first, first + (sizes[k] as number)]);
          return astype(reshape(part, shape), dtype);
        }),
      ),
    ofTree: (other) => joined(flattenLike(caller, other, structure)),
  };
}

function joined(leaves: readonly NDArray[]): NDArray {
  return concat(leaves.map((leaf) => reshape(astype(leaf, "float64"), [-1])));
}

function elementPaths(path: string, { shape, size }: NDArray): readonly string[] {
  const name = path.replace(/^\./, "");
  if (shape.length === 0) return [name || "x"];
  return Array.from({ length: size }, (_, flat) => {
    let rest = flat;
    const index = shape.toReversed().map((length) => {
      const at = rest % length;
      rest = (rest - at) / length;
      return at;
    });
    return `${name}[${index.toReversed().join(", ")}]`;
  });
}
