import { asArray } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import { split, type Key } from "../random/key.js";
import { makeLayer, type Layer, type ParamsOf } from "./layer.js";

/** Parameters of a composition: its layers' parameters, in order. */
export type SerialParams<Layers extends readonly Layer[]> = {
  readonly [K in keyof Layers]: ParamsOf<Layers[K]>;
};

/**
 * Layers one after the other, itself a layer.
 *
 * @throws {@link DomainError} by `apply` when there are not as many parameters as layers.
 * @example
 * ```ts
 * const net = stax.serial(stax.dense(512, { wStd: 1.5, bStd: 0.05 }), stax.erf(), stax.dense(1));
 * const x = [[0, 1], [1, 1], [2, -1]];
 * const { nngp, ntk } = net.kernel(x, null, ["nngp", "ntk"]);
 * const { params } = net.init(random.key(0), [3, 2]);
 * net.apply(params, x); // 3×1
 * ```
 */
export function serial<const Layers extends readonly Layer[]>(
  ...layers: Layers
): Layer<SerialParams<Layers>> {
  return makeLayer<SerialParams<Layers>>(
    {
      init: (key, inputShape) => initialise(layers, key, inputShape),
      apply: (params, x) => {
        checkCount(params, layers.length);
        const start = asArray(x);
        const input = astype(start, realDtype(start.dtype));
        return layers.reduce<NDArray<FloatDtype>>(
          (hidden, layer, k) => layer.apply(params[k], hidden),
          input,
        );
      },
    },
    layers.flatMap(({ maps }) => maps),
  );
}

/** Every layer splits a key of its own off, as stax does in JAX. */
function initialise<Layers extends readonly Layer[]>(
  layers: Layers,
  key: Key,
  inputShape: Shape,
): { outputShape: Shape; params: SerialParams<Layers> } {
  let [rest, outputShape] = [key, inputShape];
  const params = layers.map((layer) => {
    const [next, own] = split(rest);
    rest = next;
    const initialised = layer.init(own, outputShape);
    outputShape = initialised.outputShape;
    return initialised.params;
  });
  return { outputShape, params: params as SerialParams<Layers> };
}

function checkCount(params: readonly unknown[], layers: number): void {
  if (params.length === layers) return;
  throw new DomainError(
    `stax.serial: ${params.length} parameters for ${layers} layers; use those that init gave`,
  );
}
