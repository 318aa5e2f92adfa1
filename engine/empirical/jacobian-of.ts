import { asArray } from "../array/create.js";
import { concat } from "../array/join.js";
import { sizeOf, type NDArray, type Shape } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { checkFunction, type AnyFunction } from "../autodiff/flat-function.js";
import { jacobian } from "../autodiff/jacobian.js";
import { flatten, leafPaths, treeMap, unflatten } from "../core/pytree.js";
import { displayedAs } from "../display/displayed.js";
import { jacobianDisplay } from "../display/jacobian/bundle.js";
import { blockedMatrix } from "../display/jacobian/matrix.js";
import { DomainError, ShapeError } from "../errors.js";
import { gram } from "../linalg/gram.js";
import { singularValues } from "../linalg/svd.js";
import { called } from "./model.js";
import type { InputOf, ParamsOf, RestOf } from "./options.js";
import { checkFloats } from "./parameters.js";

/** A cell's last value does not form a larger Jacobian only to be seen; `show.jacobian` does. */
const MOST_SHOWN = 4_000_000;

/** The Jacobian by one array of parameters. It is computed when it is first asked for, and kept. */
export interface JacobianBlock {
  /** Where the array lies in the tree of parameters: `[0].w`. */
  readonly path: string;
  /** Of the array of parameters. */
  readonly shape: Shape;
  /** [...outputs, ...parameters] */
  readonly value: NDArray;
  /** The same as a matrix, [outputs, parameters]. */
  readonly matrix: NDArray;
  /** Frobenius norm. */
  readonly norm: number;
  /** Descending. */
  readonly singularValues: NDArray;
}

/** A Jacobian in blocks by the arrays of parameters. */
export interface ParameterJacobian {
  readonly outputShape: Shape;
  /** [outputs, parameters] */
  readonly shape: readonly [number, number];
  readonly blocks: readonly JacobianBlock[];
  /**
   * The block of an array of parameters.
   *
   * @throws {@link DomainError} for a path that is none, naming those there are.
   */
  block(path: string): JacobianBlock;
  /** All blocks side by side: [outputs, parameters]. */
  matrix(): NDArray;
  /** JJᵀ, the tangent kernel of all outputs, block by block: [outputs, outputs]. */
  gram(): NDArray;
  /** Frobenius norm of the whole. */
  norm(): number;
  /** Of the whole, descending. */
  singularValues(): NDArray;
}

/**
 * The Jacobian of all outputs by the parameters as an object: blocks by layer, each formed only when it is
 * asked for, with their norms and singular values. As a cell's last value it draws itself (up to 4 million
 * entries).
 *
 * @param f - (params, x, …rest) ↦ outputs, one array.
 * @returns (params, x, …rest) ↦ the Jacobian there.
 * @throws {@link DtypeError} naming a parameter that is no float; {@link ShapeError} for an f that gives a
 *   tree.
 * @example
 * ```ts
 * const params = { w: array([1, 1]), b: array(0) };
 * const f = ({ w, b }: typeof params, x: NDArray) => matmul(x, w).add(b);
 * const j = empirical.jacobianOf(f)(params, [[3, 0], [0, 4]]);
 * j.block(".w").singularValues; // array([4., 3.])
 * j.gram(); // array([[10., 1.], [ 1., 17.]])
 * ```
 */
export function jacobianOf<F extends AnyFunction>(
  f: F,
): (params: ParamsOf<F>, x: InputOf<F>, ...rest: RestOf<F>) => ParameterJacobian {
  const caller = "empirical.jacobianOf";
  checkFunction(caller, f);
  return (params, x, ...rest) => {
    const given = flatten(params);
    checkFloats(caller, given);
    const { leaves, structure } = given;
    const input = treeMap((leaf) => leaf, x as unknown);
    const run = (own: readonly NDArray[]): NDArray => {
      const args = [unflatten(structure, own), input, ...rest];
      return onlyArray(caller, called(caller, f, { args, parameters: given }));
    };
    const outputShape = run(leaves).shape;
    const paths = leafPaths(structure);
    const blocks = leaves.map((leaf, k) => {
      const ofLeaf = (own: NDArray): NDArray => run(leaves.with(k, own));
      return lazyBlock(paths[k] as string, leaf, outputShape, () => jacobian(ofLeaf)(leaf));
    });
    return assembled(caller, outputShape, blocks);
  };
}

function onlyArray(caller: string, result: unknown): NDArray {
  const { leaves, structure } = flatten(result);
  const [only] = leaves;
  if (structure.kind === "leaf" && only !== undefined) return asArray(only);
  throw new ShapeError(
    `${caller}: f gives a tree of ${leaves.length} arrays; let it give one array`,
  );
}

function lazyBlock(
  path: string,
  { shape, size }: NDArray,
  outputShape: Shape,
  compute: () => NDArray,
): JacobianBlock {
  const value = kept(compute);
  const matrix = kept(() => reshape(value(), [sizeOf(outputShape), size]));
  const singular = kept(() => singularValues(matrix()));
  return {
    path,
    shape,
    get value() {
      return value();
    },
    get matrix() {
      return matrix();
    },
    get norm() {
      return Math.sqrt(square(matrix()).sum().item());
    },
    get singularValues() {
      return singular();
    },
  };
}

function square(x: NDArray): NDArray {
  return x.mul(x);
}

function assembled(
  caller: string,
  outputShape: Shape,
  blocks: readonly JacobianBlock[],
): ParameterJacobian {
  const rows = sizeOf(outputShape);
  const columns = blocks.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const matrix = (): NDArray =>
    concat(
      blocks.map((block) => block.matrix),
      1,
    );
  const singular = kept(() => singularValues(matrix()));
  const jacobian: ParameterJacobian = {
    ...{ outputShape, blocks, matrix },
    shape: [rows, columns],
    block: (path) => {
      const found = blocks.find((block) => block.path === path);
      if (found !== undefined) return found;
      const paths = blocks.map((block) => JSON.stringify(block.path)).join(", ");
      throw new DomainError(
        `${caller}: no parameters lie at ${JSON.stringify(path)}; there are ${paths}`,
      );
    },
    gram: () => blocks.map((block) => gram(block.matrix)).reduce((sum, part) => sum.add(part)),
    norm: () => Math.hypot(...blocks.map(({ norm }) => norm)),
    singularValues: singular,
  };
  if (rows * columns > MOST_SHOWN) return jacobian;
  return displayedAs(jacobian, () => jacobianDisplay(caller, blockedMatrix(jacobian), {}));
}

/** Computes once. */
function kept<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => (known ??= { value: compute() }).value;
}
