import { isFloat } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { leafPaths, type Flat } from "../core/pytree.js";
import { DtypeError } from "../errors.js";

/** A message names so many parameters. */
const NAMED = 12;

/** Parameters as a tree of paths and shapes, for messages. */
export function treeText({ leaves, structure }: Flat): string {
  const paths = leafPaths(structure);
  const named = leaves
    .slice(0, NAMED)
    .map(({ shape, dtype }, k) => `params${paths[k] as string}: ${dtype} ${formatShape(shape)}`);
  const others = leaves.length - named.length;
  return [...named, ...(others > 0 ? [`and ${others} more`] : [])].join(", ");
}

/** @throws {@link DtypeError} naming a parameter that has no derivative, and the tree. */
export function checkFloats(caller: string, parameters: Flat): void {
  const { leaves, structure } = parameters;
  if (leaves.length === 0) {
    throw new DtypeError(`${caller}: the parameters hold no arrays`);
  }
  const wrong = leaves.findIndex(({ dtype }) => !isFloat(dtype));
  if (wrong === -1) return;
  const { dtype, shape } = leaves[wrong] as NDArray;
  throw new DtypeError(
    `${caller}: params${leafPaths(structure)[wrong] as string} of shape ${formatShape(shape)} is ${dtype}, which has no derivative; convert it with .astype("float64"), or leave it out of the parameters: f may close over it. The parameters are ${treeText(parameters)}`,
  );
}
