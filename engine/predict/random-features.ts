import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { concat, stack } from "../array/join.js";
import { formatShape } from "../array/shape.js";
import { jvp } from "../autodiff/jvp.js";
import { flatten, unflatten } from "../core/pytree.js";
import { DomainError, ShapeError } from "../errors.js";
import { jit } from "../jit/jit.js";
import { matmul } from "../linalg/matmul.js";
import { checkChoice, checkOptions } from "../options.js";
import { split, type Key } from "../random/key.js";
import { normal } from "../random/normal.js";
import type { KernelName } from "./blocks.js";
import type { FeatureMap } from "./feature-map.js";

/** What of a network is used: `stax` networks have it. */
export interface Drawable<Params = unknown> {
  readonly init: (
    key: Key,
    shape: Shape,
  ) => { readonly params: Params; readonly outputShape: Shape };
  readonly apply: (params: Params, x: NDArray<FloatDtype>) => NDArray<FloatDtype>;
}

/** Options of `randomFeatures`. */
export interface RandomFeaturesOptions {
  /** Which kernel. */
  readonly get: KernelName;
  readonly key: Key;
  /** The shape of inputs, batch axis first and of any length, as `init` takes it. */
  readonly inputShape: Shape;
  /** How many independent networks, each as many features as it has outputs; 8 unless given. */
  readonly networks?: number;
}

/**
 * Random features from finite networks. Those of the NNGP kernel are the outputs of networks at random
 * parameters θ; those of the NTK are their derivatives along random directions s ~ N(0, I), ∂f(x)/∂θ·s, since
 * E[(∂f/∂θ·s)(∂f′/∂θ·s)] = ∂f/∂θ·∂f′/∂θ, at the cost of a tangent. Give the network many outputs, and wide hidden
 * layers: estimates are unbiased at any width for one hidden layer, and up to O(1/width) for more.
 *
 * As the networks are independent, the spread between their estimates tells the error: one standard error of
 * their mean in `kernel`, a jackknife in `featureRegression`.
 *
 * @param network - `init` and `apply`, such as a `stax` network, with outputs (n × features).
 * @throws {@link DomainError} for fewer than two networks; {@link ShapeError} when outputs are no matrix.
 * @example
 * ```ts
 * const net = stax.serial(stax.dense(256), stax.relu(), stax.dense(256));
 * const sizes = { inputShape: [1, 3], networks: 4 };
 * const map = predict.randomFeatures(net, { get: "ntk", key: random.key(0), ...sizes });
 * map.features([[1, 0, 0]]).shape; // [1, 1024]
 * ```
 */
export function randomFeatures<Params>(
  network: Drawable<Params>,
  options: RandomFeaturesOptions,
): FeatureMap {
  checkOptions("predict.randomFeatures", options, ["get", "key", "inputShape", "networks"]);
  const { get, key, inputShape, networks = 8 } = options;
  if (!Number.isInteger(networks) || networks < 2) {
    throw new DomainError(
      `predict.randomFeatures: networks = ${networks}; use at least 2, whose spread tells the error`,
    );
  }
  checkChoice("predict.randomFeatures", "get", get, ["nngp", "ntk"]);
  if (!isDrawable(network)) {
    throw new DomainError(
      "predict.randomFeatures: the first argument is no network; give one with init and apply, not its kernel",
    );
  }
  if (!Array.isArray(inputShape)) {
    throw new ShapeError(
      `predict.randomFeatures: inputShape = ${JSON.stringify(inputShape)}; give the shape of inputs, e.g. [1, 3] for rows of three features`,
    );
  }
  const draws = split(key, networks).map((own) => drawOf(network, get, own, inputShape));
  const outputs = draws[0]?.outputs ?? 0;
  const groupsOf = (x: ArrayInput): NDArray<"float64">[] => {
    const inputs = astype(namedArray("predict: x", x), "float64");
    return draws.map(({ features }) => features(inputs));
  };
  const features = (x: ArrayInput): NDArray<"float64"> =>
    // Each group alone estimates the kernel; together they average.
    concat(groupsOf(x), 1).div(Math.sqrt(networks)) as NDArray<"float64">;
  return {
    ...{ size: networks * outputs, groups: networks, features },
    diagonal: (_, phi) => astype(phi.mul(phi).sum(1), "float64"),
    kernel: (x1, x2) => {
      const left = groupsOf(x1);
      const right = x2 === null ? left : groupsOf(x2);
      const each = stack(
        left.map((phi, g) => matmul(phi, right[g] as NDArray, { transposeB: true })),
      );
      const mean = each.mean(0) as NDArray<"float64">;
      const variance = each
        .sub(mean)
        .pow(2)
        .sum(0)
        .div(networks - 1);
      return { mean, error: variance.div(networks).sqrt() as NDArray<"float64"> };
    },
  };
}

function isDrawable(network: unknown): boolean {
  if (typeof network !== "object" || network === null) return false;
  return "init" in network && "apply" in network;
}

interface Draw {
  readonly outputs: number;
  /** (n × outputs), divided by √outputs. */
  readonly features: (x: NDArray<"float64">) => NDArray<"float64">;
}

/** One network at random parameters, and for its tangents one random direction of them. */
function drawOf<Params>(
  { init, apply }: Drawable<Params>,
  get: KernelName,
  key: Key,
  inputShape: Shape,
): Draw {
  const [start, along] = split(key);
  const { params, outputShape } = init(start, inputShape);
  const outputs = outputShape.at(-1) ?? 0;
  if (outputShape.length !== 2) {
    throw new ShapeError(
      `predict.randomFeatures: the network's outputs have the shape ${formatShape(outputShape)}; features need [n, features]: end with flatten or a pooling, and dense`,
    );
  }
  const direction = directionLike(params, along);
  const evaluate = (x: NDArray<"float64">): NDArray =>
    get === "nngp" ? apply(params, x) : jvp((at: Params) => apply(at, x), [params], [direction])[1];
  // Recorded once for every length of a batch: tangents take a quarter of the time.
  const scaled = jit((x: NDArray<"float64">) => evaluate(x).div(Math.sqrt(outputs)));
  return { outputs, features: (x) => astype(scaled(x), "float64") };
}

/** Standard normal numbers in the place of all parameters. */
function directionLike<Params>(params: Params, key: Key): Params {
  const { leaves, structure } = flatten(params);
  const keys = split(key, Math.max(1, leaves.length));
  const drawn = leaves.map(({ shape }, k) => normal(keys[k] as Key, shape, { dtype: "float64" }));
  // A tree of the same structure has the same type.
  return unflatten(structure, drawn) as Params;
}
