import { div, mul, sub } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import type { AnyFunction } from "../autodiff/flat-function.js";
import { ShapeError } from "../errors.js";
import { eigvalsh } from "../linalg/eigh.js";
import { checkOptions } from "../options.js";
import { alignment } from "../spectrum/measures.js";
import { eigenvectorChange, kernelDistance } from "./kernel-distance.js";
import { ntk } from "./ntk.js";
import { NTK_OPTIONS, type InputOf, type NtkOptions, type ParamsOf } from "./options.js";

/** Options of `empirical.evolution`. */
export interface EvolutionOptions extends NtkOptions {
  /** [n] or [n, outputs]: what the kernel is compared with. */
  readonly targets?: ArrayInput;
  /** Of how many leading eigenvectors the turn is measured; 5 unless given, n at most. */
  readonly directions?: number;
}

/** A network's tangent kernel at some time of its training, compared with the one at the start. */
export interface KernelState {
  /** n×n */
  readonly kernel: NDArray;
  /** How far it points away from the first and from the one before: `empirical.kernelDistance`. */
  readonly distance: number;
  readonly step: number;
  /** ‖Θ − Θ₀‖/‖Θ₀‖, which also grows with the kernel. */
  readonly relativeChange: number;
  /** With the targets: `spectrum.alignment`; NaN without them. */
  readonly alignment: number;
  /** How far the leading eigenvectors have turned since the start: `empirical.eigenvectorChange`. */
  readonly turn: number;
  /** Descending. */
  readonly eigenvalues: NDArray;
}

/**
 * Follows the tangent kernel of a network through its training: in the lazy regime it stays as it is, where
 * features are learned it turns towards the targets (Fort et al. 2020; Baratin et al. 2021).
 *
 * @param f - (params, x) ↦ outputs.
 * @param x - The inputs that the kernel is of.
 * @returns A function of the parameters, to be called first at the start of training and then now and again,
 *   for instance from `onStep` of `optim.minimise`.
 * @throws {@link ShapeError} for a kernel that is no matrix: trace all axes of the outputs.
 * @example
 * ```ts
 * const follow = empirical.evolution((w: NDArray, x: NDArray) => matmul(x, w), [[1, 2], [3, 4]]);
 * follow(array([[0], [0]])).distance; // 0
 * follow(array([[1], [1]])).distance; // 0
 * ```
 */
export function evolution<F extends AnyFunction>(
  f: F,
  x: InputOf<F>,
  options: EvolutionOptions = {},
): (params: ParamsOf<F>) => KernelState {
  const { targets, directions = 5, ...own } = options;
  checkOptions("empirical.evolution", options, ["targets", "directions", ...NTK_OPTIONS]);
  const kernelAt = ntk(f as AnyFunction, own);
  let [first, before]: [NDArray | null, NDArray | null] = [null, null];
  return (params) => {
    const kernel = matrixOf(kernelAt(x as never, null, params as never)).astype("float64");
    first ??= kernel;
    const last = before ?? kernel;
    before = kernel;
    return {
      kernel,
      distance: kernelDistance(first, kernel),
      step: kernelDistance(last, kernel),
      relativeChange: norm(sub(kernel, first)) / norm(first),
      alignment: targets === undefined ? NaN : alignment(kernel, targets),
      turn: eigenvectorChange(first, kernel, Math.min(directions, kernel.shape[0] as number)),
      eigenvalues: eigvalsh(kernel).slice([null, null, -1]),
    };
  };
}

function matrixOf(kernel: unknown): NDArray {
  const { shape } = kernel as NDArray;
  if (Array.isArray(shape) && shape.length === 2 && shape[0] === shape[1]) return kernel as NDArray;
  const found = Array.isArray(shape)
    ? `has the shape ${formatShape(shape as number[])}`
    : "is a tree";
  throw new ShapeError(
    `empirical.evolution: the kernel ${found}; let f give one array and trace all of its axes but that of the examples with traceAxes`,
  );
}

function norm(x: NDArray): number {
  const largest = x.abs().max().item();
  if (largest === 0) return 0;
  const scaled = div(x, largest);
  return largest * Math.sqrt(mul(scaled, scaled).sum().item());
}
