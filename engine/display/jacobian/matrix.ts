/** From a tree of derivatives to one matrix of outputs × parameters. */
import { concat } from "../../array/join.js";
import type { NDArray } from "../../array/ndarray.js";
import { reshape } from "../../array/rearrange.js";
import { flatten, type Structure } from "../../core/pytree.js";
import { ShapeError } from "../../errors.js";
import type { Blocks } from "../matrix/surroundings.js";

/** A Jacobian as one matrix, and what its parts are. */
export interface JacobianMatrix {
  /** Outputs × parameters. */
  readonly matrix: NDArray;
  readonly parameters: readonly Parameter[];
  /** Rows of each example; null where outputs have one axis. */
  readonly examples: Blocks | null;
}

/** The columns of one array of parameters. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Outputs × entries of the parameter. */
  readonly part: NDArray;
}

/** @param caller - the public function to name in errors */
export function jacobianMatrix(caller: string, jacobian: unknown, params: unknown): JacobianMatrix {
  const [derivatives, parameters] = [flatten(jacobian), flatten(params)];
  const names = pathsOf(parameters.structure);
  if (pathsOf(derivatives.structure).join() !== names.join() || names.length === 0) {
    throw new ShapeError(
      `${caller}: the Jacobian has ${derivatives.leaves.length} arrays and params ${parameters.leaves.length}, or other names; give the parameters it was taken at`,
    );
  }
  const outputs = derivatives.leaves.map((leaf, k) =>
    outputShape(caller, { leaf, of: parameters.leaves[k]?.shape ?? [], name: names[k] ?? "" }),
  );
  const [shape = []] = outputs;
  const other = outputs.find((each) => each.join() !== shape.join());
  if (other !== undefined) {
    throw new ShapeError(
      `${caller}: leaves for outputs of the shapes [${shape.join(", ")}] and [${other.join(", ")}]; give the Jacobian of one function`,
    );
  }
  const rows = shape.reduce((product, length) => product * length, 1);
  const parts = derivatives.leaves.map((leaf) =>
    reshape(leaf, [rows, rows === 0 ? 0 : leaf.size / rows]),
  );
  return {
    matrix: concat(parts, 1),
    parameters: parts.map((part, k) => ({
      ...{ name: names[k] ?? "", shape: parameters.leaves[k]?.shape ?? [], part },
    })),
    examples: examplesOf(shape, rows),
  };
}

/** What `empirical.jacobianOf` gives, as far as it is drawn. */
export interface BlockedJacobian {
  readonly outputShape: readonly number[];
  readonly blocks: readonly {
    readonly path: string;
    readonly shape: readonly number[];
    readonly matrix: NDArray;
  }[];
  matrix(): NDArray;
}

export function isBlocked(value: unknown): value is BlockedJacobian {
  return typeof value === "object" && value !== null && "blocks" in value && "outputShape" in value;
}

export function blockedMatrix(jacobian: BlockedJacobian): JacobianMatrix {
  const { outputShape } = jacobian;
  const rows = outputShape.reduce((product, length) => product * length, 1);
  return {
    matrix: jacobian.matrix(),
    parameters: jacobian.blocks.map(({ path, shape, matrix: part }) => ({
      ...{ name: path === "" ? "parameters" : path.replace(/^\./, ""), shape, part },
    })),
    examples: examplesOf(outputShape, rows),
  };
}

interface Leaf {
  readonly leaf: NDArray;
  readonly of: readonly number[];
  readonly name: string;
}

function outputShape(caller: string, { leaf, of, name }: Leaf): readonly number[] {
  const axes = leaf.shape.length - of.length;
  if (axes >= 0 && leaf.shape.slice(axes).join() === of.join()) return leaf.shape.slice(0, axes);
  throw new ShapeError(
    `${caller}: the Jacobian by ${name} has the shape [${leaf.shape.join(", ")}], which does not end in the parameter's [${of.join(", ")}]`,
  );
}

/** More separators than this hide what they separate. */
const MOST_EXAMPLES = 64;

function examplesOf(shape: readonly number[], rows: number): Blocks | null {
  const [count = 0] = shape;
  if (shape.length < 2 || count === 0 || count > MOST_EXAMPLES) return null;
  const each = rows / count;
  return Object.fromEntries(Array.from({ length: count }, (_, k) => [`example ${k}`, each]));
}

/** The leaves' names in order: `[0].w`, or `parameter` for a lone array. */
function pathsOf(structure: Structure, path = ""): string[] {
  switch (structure.kind) {
    case "leaf":
      return [path === "" ? "parameters" : path];
    case "nothing":
      return [];
    case "list":
      return structure.items.flatMap((item, k) => pathsOf(item, `${path}[${k}]`));
    case "record":
      return structure.items.flatMap((item, k) => {
        const key = structure.keys[k] ?? "";
        return pathsOf(item, path === "" ? key : `${path}.${key}`);
      });
  }
}
