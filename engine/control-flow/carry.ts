import type { NDArray } from "../array/ndarray.js";
import { formatShape, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import type { Abstract } from "../core/primitive.js";
import { flattenLike, type Structure } from "../core/pytree.js";

/**
 * The leaves of a tree that must look like an earlier one.
 *
 * @param what - The tree as messages call it: `scan: the carry`.
 * @throws {@link ShapeError} naming both structures, or both shapes and dtypes.
 */
export function leavesLike(
  what: string,
  tree: unknown,
  structure: Structure,
  like: readonly Abstract[],
): NDArray[] {
  const leaves = flattenLike(what, tree, structure);
  leaves.forEach((leaf, k) => checkSame(what, leaf, like[k] as Abstract));
  return leaves;
}

function checkSame(what: string, found: Abstract, wanted: Abstract): void {
  if (found.dtype === wanted.dtype && sameShape(found.shape, wanted.shape)) return;
  throw new ShapeError(
    `${what}: an array ${describe(found)} where ${describe(wanted)} was expected; shapes and dtypes must stay the same`,
  );
}

function describe({ dtype, shape }: Abstract): string {
  return `${dtype} of shape ${formatShape(shape)}`;
}
