import { isFloat } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { moveAxis, reshape } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { checkFunction, resultOf, type AnyFunction } from "../autodiff/flat-function.js";
import {
  flatten,
  flattenLike,
  leafPaths,
  unflatten,
  type Flat,
  type Structure,
} from "../core/pytree.js";
import { DomainError, DtypeError, ShapeError } from "../errors.js";
import type { Settings } from "./options.js";
import { outputAxes, type OutputAxes } from "./output-axes.js";
import { checkFloats, treeText } from "./parameters.js";

/** A function of parameters and inputs, taken apart. */
export interface Model {
  /** The public function, for messages. */
  readonly caller: string;
  readonly params: readonly NDArray[];
  /** Where each of them lies in the tree: `[0].w`. */
  readonly paths: readonly string[];
  /** f of one example: the leaves of its result, without the axis of examples. */
  one(params: readonly NDArray[], input: readonly NDArray[]): NDArray[];
  /** f of all examples at once, which lie on axis 0 of the inputs; they do so in the results, too. */
  all(params: readonly NDArray[], inputs: readonly NDArray[]): NDArray[];
  /** The roles of the axes of each leaf of the result, and the tree; known once f has run. */
  result(): { readonly axes: readonly OutputAxes[]; readonly structure: Structure };
}

/** Inputs of many examples, which lie on axis 0. */
export interface Examples {
  readonly inputs: readonly NDArray[];
  readonly count: number;
}

/** What a call of a kernel function is taken apart into. */
export interface Call {
  readonly model: Model;
  readonly x1: Examples;
  /** null: the same as x1. */
  readonly x2: Examples | null;
}

export interface Given {
  readonly f: AnyFunction;
  readonly x1: unknown;
  readonly x2: unknown;
  readonly params: unknown;
  readonly rest: readonly unknown[];
}

/**
 * Takes a call apart.
 *
 * @throws {@link DtypeError} naming a parameter that has no derivative; {@link ShapeError} for inputs
 *   without an axis of examples, and an x2 of another tree than x1.
 */
export function callOf(caller: string, settings: Settings, given: Given): Call {
  const { f, x1, x2, params, rest } = given;
  checkFunction(caller, f);
  const first = flatten(x1);
  const parameters = flatten(params);
  checkFloats(caller, parameters);
  const model = modelOf(caller, settings, { f, parameters, input: first.structure, rest });
  const { structure } = first;
  const isSame = x2 === null || x2 === undefined || x2 === x1;
  const second = isSame ? null : { leaves: flattenLike(`${caller}: x2`, x2, structure), structure };
  return {
    model,
    x1: examplesOf(caller, "x1", first, settings),
    x2: second === null ? null : examplesOf(caller, "x2", second, settings),
  };
}

interface Parts {
  readonly f: AnyFunction;
  readonly parameters: Flat;
  readonly input: Structure;
  readonly rest: readonly unknown[];
}

function modelOf(caller: string, settings: Settings, { f, parameters, input, rest }: Parts): Model {
  let known: ReturnType<Model["result"]> | null = null;
  const run = (params: readonly NDArray[], inputs: readonly NDArray[]): NDArray[] => {
    const args = [unflatten(parameters.structure, params), unflatten(input, inputs), ...rest];
    const { leaves, structure } = flatten(
      resultOf(caller, called(caller, f, { args, parameters })),
    );
    leaves.forEach((leaf) => checkOutput(caller, leaf));
    const axes = leaves.map(({ shape }) => outputAxes(caller, settings, shape));
    known = { axes, structure };
    return leaves;
  };
  const own = settings.vmapAxes;
  return {
    caller,
    params: parameters.leaves,
    paths: leafPaths(parameters.structure),
    result: () => known as NonNullable<typeof known>,
    one: (params, inputs) => {
      if (own === null) return run(params, inputs);
      const alone = inputs.map((input) => withAxis(input, own.input));
      return run(params, alone).map((output) => withoutAxis(caller, output, own.output));
    },
    all: (params, inputs) => {
      if (own === null) return run(params, inputs.map(onlyOne)).map((y) => withAxis(y, 0));
      const placed = inputs.map((input) => moveAxis(input, 0, own.input));
      return run(params, placed).map((output) => moveAxis(output, own.output, 0));
    },
  };
}

/** f(…args). Where f fails, the parameters may be of another network: the error shows them. */
export function called(
  caller: string,
  f: AnyFunction,
  { args, parameters }: { readonly args: readonly unknown[]; readonly parameters: Flat },
): unknown {
  try {
    return f(...(args as never[]));
  } catch (error) {
    const fails = (message: string): string =>
      `${caller}: f fails with these parameters: ${message}. They are ${treeText(parameters)}; give those that f was made for, such as what init returns as params`;
    // What f reads of parameters that are not there is a JS error.
    if (error instanceof TypeError) throw new ShapeError(fails(error.message), { cause: error });
    // The error itself knows the line of f.
    if (isMismatch(error)) error.message = fails(error.message);
    throw error;
  }
}

function isMismatch(error: unknown): error is Error {
  return [ShapeError, DomainError, DtypeError].some((kind) => error instanceof kind);
}

function checkOutput(caller: string, { dtype }: NDArray): void {
  if (isFloat(dtype)) return;
  throw new DtypeError(`${caller}: f gives ${dtype}, which has no derivative; it must give floats`);
}

/** The inputs with their examples on axis 0; with none, all is one example. */
function examplesOf(
  caller: string,
  name: string,
  { leaves, structure }: Flat,
  { vmapAxes }: Settings,
): Examples {
  if (vmapAxes === null) return { inputs: leaves.map((leaf) => withAxis(leaf, 0)), count: 1 };
  const axis = vmapAxes.input;
  const paths = leafPaths(structure);
  const counts = leaves.map(({ shape }) => shape.at(axis));
  const [count] = counts;
  leaves.forEach(({ shape }, k) => {
    if (counts[k] !== undefined && counts[k] === count) return;
    const found = counts[k] === undefined ? "has no" : `has ${counts[k]} examples on`;
    throw new ShapeError(
      `${caller}: ${name}${paths[k] as string} of shape ${formatShape(shape)} ${found} axis ${axis}${k === 0 || count === undefined ? "" : `, ${name}${paths[0] as string} has ${count}`}; vmapAxes says where examples lie in every array of x, and constants belong into f`,
    );
  });
  if (count === undefined) {
    throw new ShapeError(`${caller}: ${name} holds no arrays`);
  }
  if (count === 0) throw new ShapeError(`${caller}: ${name} holds no examples; give at least one`);
  return { inputs: leaves.map((leaf) => moveAxis(leaf, axis, 0)), count };
}

function withAxis(x: NDArray, axis: number): NDArray {
  const at = axis < 0 ? axis + x.ndim + 1 : axis;
  return reshape(x, x.shape.toSpliced(at, 0, 1));
}

const onlyOne = (x: NDArray): NDArray => reshape(x, x.shape.slice(1));

function withoutAxis(caller: string, output: NDArray, axis: number): NDArray {
  const { shape } = output;
  const at = axis < 0 ? axis + shape.length : axis;
  if (shape[at] === 1) return reshape(output, shape.toSpliced(at, 1));
  throw new ShapeError(
    `${caller}: for one example f gives the shape ${formatShape(shape)}, which is not of length 1 on axis ${axis}, where vmapAxes says that examples lie`,
  );
}
