import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { within } from "../core/scope.js";
import { pixelsAfter } from "../kernel/map.js";
import { split, type Key } from "../random/key.js";
import { layerName, setParts } from "./parts.js";
import { checkBranches, checkCount, checkLayers } from "./check-layers.js";
import { unmasked, type Flow } from "./masked-apply.js";
import {
  makeLayer,
  type AnyLayer,
  type ApplyOptions,
  type InOf,
  type Initialised,
  type Inputs,
  type Layer,
  type OutOf,
  type Outputs,
  type ParamsOf,
  type Shapes,
} from "./layer.js";

/** Parameters of a composition: its layers' parameters, in order. */
export type SerialParams<Layers extends readonly AnyLayer[]> = {
  readonly [K in keyof Layers]: ParamsOf<Layers[K]>;
};

type FirstIn<Layers extends readonly AnyLayer[]> = Layers extends readonly [
  infer First,
  ...unknown[],
]
  ? InOf<First>
  : "one";
type LastOut<Layers extends readonly AnyLayer[]> = Layers extends readonly [
  ...unknown[],
  infer Last,
]
  ? OutOf<Last>
  : "one";

/**
 * Layers one after the other, itself a layer.
 *
 * @throws {@link DomainError} for what is no layer; by `apply` when there are not as many parameters as
 *   layers.
 * @example
 * ```ts
 * const net = stax.serial(stax.dense(512, { wStd: 1.5, bStd: 0.05 }), stax.erf(), stax.dense(1));
 * const x = [[0, 1], [1, 1], [2, -1]];
 * const { nngp, ntk } = net.kernel(x, null, ["nngp", "ntk"]);
 * const { params } = net.init(random.key(0), [3, 2]);
 * net.apply(params, x); // 3×1
 * ```
 */
export function serial<const Layers extends readonly AnyLayer[]>(
  ...layers: Layers
): Layer<SerialParams<Layers>, FirstIn<Layers>, LastOut<Layers>> {
  checkLayers("stax.serial", layers);
  return composition(layers);
}

/** `serial` of layers that are known to be some. */
export function composition<const Layers extends readonly AnyLayer[]>(
  layers: Layers,
): Layer<SerialParams<Layers>, FirstIn<Layers>, LastOut<Layers>> {
  const made = makeLayer<SerialParams<Layers>, FirstIn<Layers>, LastOut<Layers>>(
    {
      init: (key, inputShape) => initialise(layers, key, inputShape),
      apply: (params, x, options = {}) => {
        checkCount("stax.serial", params, layers.length);
        // Which of one array and a list flows where follows the layers, as FirstIn and LastOut say.
        return forward(layers, params, floats(x), options) as Outputs<LastOut<Layers>>;
      },
    },
    layers.flatMap(({ maps }) => maps),
  );
  return setParts(made, { kind: "serial", layers });
}

function forward(
  layers: readonly AnyLayer[],
  params: readonly unknown[],
  x: Flow,
  { rng, pixels, ...others }: ApplyOptions,
): Flow {
  const keys = rng === undefined ? [] : split(rng, layers.length);
  let before = pixels;
  return layers.reduce<Flow>((hidden, layer, k) => {
    // Lists that come from outside may be rows of a batch.
    if (k > 0) checkBranches(layers, k, hidden instanceof NDArray ? 1 : hidden.length);
    const own = keys[k];
    const options = own === undefined ? others : { ...others, rng: own };
    const name = layerName(layer);
    if (before === undefined) return within(name, () => layer.apply(params[k], hidden, options));
    const masked = { ...options, pixels: before };
    const after = within(name, () => layer.apply(params[k], hidden, masked));
    before = pixelsAfter(layer.maps, before);
    return unmasked(after, before);
  }, x);
}

/** A list of arrays stays a list: its first entry tells it from an array's rows. */
function floats(x: Inputs<"one"> | Inputs<"many">): Flow {
  if (Array.isArray(x) && isArrayValue(x[0])) return x.map((branch: ArrayInput) => float(branch));
  return float(x as ArrayInput);
}

function isList(shape: Shape | readonly Shape[]): shape is readonly Shape[] {
  return shape.length > 0 && typeof shape[0] !== "number";
}

function isArrayValue(value: unknown): boolean {
  return typeof value === "object" && value !== null && "shape" in value;
}

function float(x: ArrayInput): NDArray<FloatDtype> {
  const array = asArray(x);
  return astype(array, realDtype(array.dtype));
}

/** Every layer splits a key of its own off, as stax does in JAX. */
function initialise<Layers extends readonly AnyLayer[]>(
  layers: Layers,
  key: Key,
  inputShape: Shapes<FirstIn<Layers>>,
): Initialised<SerialParams<Layers>, LastOut<Layers>> {
  let [rest, outputShape]: [Key, Shape | readonly Shape[]] = [key, inputShape];
  const params = layers.map((layer, k) => {
    checkBranches(layers, k, isList(outputShape) ? outputShape.length : 1);
    const [next, own] = split(rest);
    rest = next;
    const initialised = layer.init(own, outputShape);
    outputShape = initialised.outputShape;
    return initialised.params;
  });
  return {
    outputShape: outputShape as Shapes<LastOut<Layers>>,
    params: params as SerialParams<Layers>,
  };
}
