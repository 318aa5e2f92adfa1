import { DomainError } from "../errors.js";
import { asWritten } from "../array/shape.js";
import { checkChoice, checkOptions } from "../options.js";
import type { AnyFunction } from "../autodiff/flat-function.js";
import type { InputsOf } from "../autodiff/transformed.js";

/**
 * How a kernel is computed; all agree to rounding.
 *
 * - `"jacobianContraction"`: the per-example Jacobians, block by block, and their products
 * - `"ntkVectorProducts"`: columns Θ e_j, each a pullback and a tangent: for very many outputs
 * - `"structuredDerivatives"`: without the Jacobians by weights whose use has a known form: products of
 *   inner products of inputs and of cotangents (Novak et al. 2022); the others' are formed one by one
 * - `"auto"`: what costs the fewest operations within the memory allowed
 */
export type Implementation =
  "auto" | "jacobianContraction" | "ntkVectorProducts" | "structuredDerivatives";

const IMPLEMENTATIONS: readonly string[] = [
  "auto",
  "jacobianContraction",
  "ntkVectorProducts",
  "structuredDerivatives",
];

/** Where the examples lie: in all arrays of x and in the outputs, or apart. */
export type ExampleAxes = number | null | { readonly input: number; readonly output: number };

/** Options of `empirical.nngp`. Axes are those of f's output, negative ones counted from the end. */
export interface NngpOptions {
  /**
   * Axes of the output that are summed over, a = a′. Default: the last one, the channels of a `stax`
   * network, unless the examples lie there.
   */
  readonly traceAxes?: number | readonly number[];
  /** Axes of the output of which only equal entries are paired, each kept apart. Default: none. */
  readonly diagonalAxes?: number | readonly number[];
  /**
   * Where the examples lie, each of which gives its outputs independently of the others; 0 unless given,
   * as in `stax`. `null` for an f that mixes examples: then x is one example, and all its outputs count.
   */
  readonly vmapAxes?: ExampleAxes;
  /**
   * Whether traced axes are averaged (default, as in neural-tangents and as the infinite network's kernels
   * are) or summed (as in PyTorch's tutorial).
   */
  readonly reduction?: "mean" | "sum";
}

/** Options of `empirical.ntk`. */
export interface NtkOptions extends NngpOptions {
  readonly implementation?: Implementation;
  /**
   * Bytes that may be held beside the kernel; 1 GiB unless given. Work is cut to tiles that fit. One pair of
   * examples is the smallest tile. The engine's memory for reuse, some hundred MiB, comes on top.
   */
  readonly memory?: number;
}

/** Whether `empirical.ntk` says how it computes. */
export interface ExplainOption {
  /** Give a {@link KernelExplanation} whose `kernel` is the result, in place of the result. */
  readonly explain?: boolean;
}

/** Options with their defaults. */
export interface Settings {
  /** null: not given. */
  readonly traceAxes: readonly number[] | null;
  readonly diagonalAxes: readonly number[];
  readonly vmapAxes: { readonly input: number; readonly output: number } | null;
  readonly reduction: "mean" | "sum";
  readonly implementation: Implementation;
  readonly memory: number;
}

const NNGP_OPTIONS = ["traceAxes", "diagonalAxes", "vmapAxes", "reduction"];
export const NTK_OPTIONS = [...NNGP_OPTIONS, "implementation", "memory"];

export function nngpSettings(caller: string, options: NngpOptions): Settings {
  checkOptions(caller, options, NNGP_OPTIONS);
  return settingsOf(caller, options);
}

export function explainSettings(caller: string, options: NtkOptions & ExplainOption): Settings {
  checkOptions(caller, options, [...NTK_OPTIONS, "explain"]);
  return settingsOf(caller, options);
}

export function ntkSettings(caller: string, options: NtkOptions): Settings {
  checkOptions(caller, options, NTK_OPTIONS);
  return settingsOf(caller, options);
}

function settingsOf(caller: string, options: NtkOptions): Settings {
  const { vmapAxes = 0, reduction = "mean", implementation = "auto", memory = 2 ** 30 } = options;
  checkChoice(caller, "reduction", reduction, ["mean", "sum"]);
  checkChoice(caller, "implementation", implementation, IMPLEMENTATIONS);
  if (!(memory > 0)) {
    throw new DomainError(`${caller}: memory = ${memory}; give a number of bytes above 0`);
  }
  const { traceAxes, diagonalAxes = [] } = options;
  return {
    ...{ reduction, implementation, memory },
    traceAxes: traceAxes === undefined ? null : listed(caller, "traceAxes", traceAxes),
    diagonalAxes: listed(caller, "diagonalAxes", diagonalAxes),
    vmapAxes: placesOf(caller, vmapAxes),
  };
}

// Calls in a notebook are not type-checked.

function listed(caller: string, name: string, axes: number | readonly number[]): readonly number[] {
  const list: unknown = typeof axes === "number" ? [axes] : axes;
  if (Array.isArray(list) && list.every((axis) => typeof axis === "number")) return list;
  throw new DomainError(`${caller}: ${name} = ${asWritten(axes)}; give an axis or a list of axes`);
}

function placesOf(caller: string, axes: ExampleAxes): Settings["vmapAxes"] {
  if (axes === null) return null;
  const { input, output } = typeof axes === "number" ? { input: axes, output: axes } : axes;
  if (Number.isInteger(input) && Number.isInteger(output)) return { input, output };
  throw new DomainError(
    `${caller}: vmapAxes = ${asWritten(axes)}; give the axis of the examples, { input, output } where it differs, or null`,
  );
}

/** The parameters, the inputs and the further arguments of f(params, x, …). */
export type ParamsOf<F extends AnyFunction> = InputsOf<F>[0];
export type InputOf<F extends AnyFunction> = InputsOf<F>[1];
export type RestOf<F extends AnyFunction> =
  InputsOf<F> extends [unknown, unknown, ...infer Rest] ? Rest : [];
