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
export function serial<const Layers extends readonly Layer[]>(
  ...layers: Layers
): Layer<SerialParams<Layers>> {
  checkLayers(layers);
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

/** `stax.relu` for `stax.relu()` is easily written. */
function checkLayers(layers: readonly unknown[]): void {
  layers.forEach((layer, k) => {
    if (typeof layer === "object" && layer !== null && "maps" in layer) return;
    const hint = typeof layer === "function" ? `; call it: stax.${layer.name}()` : "";
    throw new DomainError(`stax.serial: argument ${k + 1} is no layer${hint}`);
  });
}

function checkCount(params: unknown, layers: number): void {
  const count = Array.isArray(params) ? params.length : 0;
  if (count === layers) return;
  throw new DomainError(
    `stax.serial: ${count} parameters for ${layers} layers; use those that init gave`,
  );
}
