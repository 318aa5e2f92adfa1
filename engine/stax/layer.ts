import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import type { Asked, Evaluated } from "../kernel/asked.js";
import { evaluateKernel, type KernelOptions } from "../kernel/evaluate.js";
import type { LayerMap, Pixels } from "../kernel/map.js";
import type { Key } from "../random/key.js";
import { asWritten } from "../array/shape.js";
import { DomainError } from "../errors.js";
import { maskedApply } from "./masked-apply.js";

/** Kernels that can be asked for by name. */
export type KernelName = "nngp" | "ntk" | "cov1" | "cov2";

/** One kernel by its name, or several as a list. */
export type Get = KernelName | readonly KernelName[];

/** A kernel matrix for a name, an object of matrices for a list of names. */
export type Kernels<G extends Get> = G extends readonly KernelName[]
  ? { readonly [Name in G[number]]: NDArray<FloatDtype> }
  : NDArray<FloatDtype>;

/**
 * The kernel of the infinitely wide network between the rows of `x1` (n₁×d) and of `x2` (n₂×d);
 * `x2 = null` means x1 with itself, at half the work. Results are n₁×n₂, in float32 when both inputs
 * are float32 and in float64 otherwise.
 *
 * - `"nngp"`: E[f(x) f(x′)ᵀ] per output at initialisation (Lee et al. 2018)
 * - `"ntk"`: E[⟨∂f(x)/∂θ, ∂f(x′)/∂θ⟩] per output (Jacot et al. 2018)
 * - `"cov1"`, `"cov2"`: E[f(x)²] of each row of x1 and of x2, vectors of n₁ and n₂
 *
 * Relative accuracy is that of the dtype for all angles between rows, identical, parallel and
 * antiparallel ones included; a row of zeros gives limits, never NaN (φ̇(0) of a kinked activation is
 * the mean of its one-sided slopes). Where pixels were mixed before a kinked activation (by pooling, attention or
 * `aggregate`), angles come from covariances: a tangent kernel at 1 − c = 1e-12 has ten digits.
 *
 * Differentiable by x1, x2 and the parameters of layers that are given as arrays of one number (`wStd`, `bStd`, the
 * numbers of nonlinearities, a dropout's rate), on the diagonal along x = x′; a rectifier's tangent kernel has a cusp
 * where different rows coincide, whose derivative counts as 0.
 *
 * @throws {@link ShapeError} unless x1 and x2 are matrices with equally many features.
 * @throws {@link DomainError} for NaN or infinite inputs, naming the row and column; for a network in
 *   which an activation does not directly follow an affine layer.
 * @throws {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const { kernel } = stax.serial(stax.dense(512), stax.relu(), stax.dense(1));
 * kernel([[1, 0], [0, 1]], null, "ntk"); // 2×2
 * const { nngp, ntk } = kernel([[1, 0]], [[0, 1], [1, 1]], ["nngp", "ntk"]); // 1×2 each
 * ```
 */
export type KernelFunction = <const G extends Get>(
  x1: ArrayInput,
  x2: ArrayInput | null,
  get: G,
  options?: KernelOptions,
) => Kernels<G>;

/** One signal, or a list of them between `fanOut` and a fan-in. */
export type Arity = "one" | "many";

/** What a layer takes: arrays, one a branch. */
export type Inputs<A extends Arity> = A extends "many" ? readonly ArrayInput[] : ArrayInput;
/** What a layer gives: arrays, one a branch. */
export type Outputs<A extends Arity> = A extends "many"
  ? readonly NDArray<FloatDtype>[]
  : NDArray<FloatDtype>;
/** Shapes, one a branch. */
export type Shapes<A extends Arity> = A extends "many" ? readonly Shape[] : Shape;

/** What a layer's `init` gives: the shape after it, batch axis kept, and its parameters. */
export interface Initialised<Params, Out extends Arity = "one"> {
  readonly outputShape: Shapes<Out>;
  readonly params: Params;
}

/** What some layers need besides parameters and inputs. */
export interface ApplyOptions {
  /** Randomness for `stax.dropout`. */
  readonly rng?: Key;
  /** Adjacency matrices [examples, pixels, pixels] for `stax.aggregate`. */
  readonly pattern?: ArrayInput;
  /**
   * Pixels all of whose channels have this value are left out, as in kernels: they are 0 behind every layer, attention
   * does not see them and `stax.globalAvgPool` does not count them.
   */
  readonly maskConstant?: number;
  /** Shapes and masks of the inputs, which networks tell their layers. */
  readonly pixels?: readonly Pixels[];
}

/**
 * A layer or a network: finite by `init` and `apply`, infinitely wide by `kernel`.
 *
 * @example
 * ```ts
 * const layer = stax.dense(3);
 * const { outputShape, params } = layer.init(random.key(0), [10, 2]); // [10, 3]
 * layer.apply(params, [[1, 2]]); // 1×3
 * ```
 */
export interface Layer<Params = unknown, In extends Arity = "one", Out extends Arity = "one"> {
  /**
   * Random parameters for inputs of `inputShape`, whose last axis is features; the first, the batch,
   * may be any number.
   */
  init(key: Key, inputShape: Shapes<In>): Initialised<Params, Out>;
  /**
   * The finite network's outputs for a batch, one row an example.
   *
   * @throws {@link ShapeError} when x and the parameters do not fit.
   */
  apply(params: Params, x: Inputs<In>, options?: ApplyOptions): Outputs<Out>;
  readonly kernel: KernelFunction;
  /** The layer as maps on kernels; what `stax.serial` strings together. */
  readonly maps: readonly LayerMap[];
}

/** A layer of any kind: what `stax.serial` and `stax.parallel` take. */
export type AnyLayer = Layer<unknown, Arity, Arity>;

/** A network's type, for annotations: `const net: stax.Network = stax.serial(…)`. */
export type Network<Params = unknown> = Layer<Params>;

/** The type of a layer's parameters. */
export type ParamsOf<L> = L extends Layer<infer Params, Arity, Arity> ? Params : never;
/** Whether a layer takes one signal or a list. */
export type InOf<L> = L extends Layer<unknown, infer In, Arity> ? In : never;
/** Whether a layer gives one signal or a list. */
export type OutOf<L> = L extends Layer<unknown, Arity, infer Out> ? Out : never;

/** A layer from its finite half and its maps. */
export function makeLayer<Params, In extends Arity = "one", Out extends Arity = "one">(
  finite: Pick<Layer<Params, In, Out>, "init" | "apply">,
  maps: readonly LayerMap[],
): Layer<Params, In, Out> {
  const kernel = (x1: ArrayInput, x2: ArrayInput | null, get: Get, options?: KernelOptions) =>
    select(get, (asked) => evaluateKernel(maps, x1, x2, asked, options));
  // What `select` gives follows `get` as KernelFunction says, which a signature cannot express.
  return {
    ...finite,
    apply: maskedApply(finite.apply, maps),
    maps,
    kernel: kernel as KernelFunction,
  };
}

function select(get: Get, evaluate: (asked: Asked) => Evaluated): Kernels<Get> {
  const names = namesOf(get);
  const asks = (name: KernelName) => names.includes(name);
  const evaluated = evaluate({
    ...{ nngp: asks("nngp"), ntk: asks("ntk"), cov1: asks("cov1"), cov2: asks("cov2") },
  });
  if (typeof get === "string") return evaluated[get] as NDArray<FloatDtype>;
  return Object.fromEntries(names.map((name) => [name, evaluated[name]])) as Kernels<Get>;
}

const KERNEL_NAMES: readonly string[] = ["nngp", "ntk", "cov1", "cov2"];

/** Calls in a notebook are not type-checked: `get` may be missing, or stand in the place of x2. */
function namesOf(get: Get | undefined): readonly KernelName[] {
  const names: readonly KernelName[] = typeof get === "string" ? [get] : (get ?? []);
  const unknown = names.find((name) => !KERNEL_NAMES.includes(name));
  if (unknown === undefined && names.length > 0) return names;
  throw new DomainError(
    `kernel: get = ${asWritten(unknown ?? get)}; use "nngp", "ntk", "cov1", "cov2" or a list of them: kernel(x1, x2, "ntk"), with x2 = null for x1 itself`,
  );
}
