/** Jacobians of networks: outputs × parameters, with their blocks. */
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { flatten, type Pytree, type Structure } from "../core/pytree.js";
import { ShapeError } from "../errors.js";
import { formatNumber } from "./drawing/number-format.js";
import { emitDisplay } from "./display.js";
import { matrixDisplay } from "./matrix/bundle.js";
import type { Blocks, Labels } from "./matrix/surroundings.js";
import { MIME } from "./payload.js";
import type { Words } from "./values.js";

/** What stands around a Jacobian. */
export interface JacobianOptions {
  /** Defaults to `Jacobian`. */
  readonly title?: Words;
  /** One an output, in the order of the rows, e.g. the class of its example. */
  readonly labels?: Labels;
}

/** More separators than this hide what they separate. */
const MOST_EXAMPLES = 64;

/**
 * Shows a Jacobian as a heat map of outputs × parameters, in blocks: a column block for every array of
 * parameters, with the block's Frobenius norm and its share of zeros; a row block for every example
 * where the outputs have more than one axis (up to 64 examples).
 *
 * @param jacobian - of the structure of `params`; each leaf is [...outputs, ...shape of the parameter],
 *   as `jacobian(f)(params)` gives it
 * @param params - the parameters it was taken at; only their shapes count
 * @throws {@link ShapeError} when the trees differ, a leaf's last axes are not its parameter's, or the
 *   leaves have different outputs.
 * @example
 * ```ts
 * const params = { w: array([1, 2]), b: array(0.5) };
 * const f = ({ w, b }) => matmul([[1, 0], [0, 3]], w).add(b);
 * show.jacobian(jacobian(f)(params), params);
 * ```
 */
export function jacobian(jacobian: Pytree, params: Pytree, options: JacobianOptions = {}): void {
  const caller = "show.jacobian";
  const { matrix, blocks, examples } = jacobianMatrix(caller, jacobian, params);
  const request = { caller, mime: MIME.matrix, title: "Jacobian" } as const;
  const rows = examples === null ? {} : { blocks: examples };
  emitDisplay(matrixDisplay(request, matrix, { ...options, ...rows, columnBlocks: blocks }));
}

interface JacobianMatrix {
  readonly matrix: NDArray;
  readonly blocks: Blocks;
  readonly examples: Blocks | null;
}

/** @param caller - the public function to name in errors */
export function jacobianMatrix(caller: string, jacobian: Pytree, params: Pytree): JacobianMatrix {
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
  const blocks = parts.map((part, k) => [blockName(names[k] ?? "", part), part.shape[1] ?? 0]);
  return {
    matrix: concat(parts, 1),
    blocks: Object.fromEntries(blocks) as Blocks,
    examples: examplesOf(shape, rows),
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

/** `[0].w: norm 1.25, 40 % zeros` */
function blockName(name: string, { data }: NDArray): string {
  let [squares, zeros] = [0, 0];
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    squares += value * value;
    if (value === 0) zeros += 1;
  }
  const sparse =
    zeros === 0 ? "" : `, ${formatNumber(Math.round((100 * zeros) / data.length))} % zeros`;
  return `${name}: norm ${formatNumber(Math.sqrt(squares))}${sparse}`;
}

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
