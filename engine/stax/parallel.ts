import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { parallelMap } from "../kernel/branches.js";
import { within } from "../core/scope.js";
import { split } from "../random/key.js";
import { layerName, setParts } from "./parts.js";
import { checkCount, checkLayers } from "./check-layers.js";
import { makeLayer, type Layer } from "./layer.js";
import type { SerialParams } from "./serial.js";

/**
 * Layers beside each other, each on its own signal: between `stax.fanOut` and a fan-in.
 *
 * @throws {@link DomainError} for what is no layer, and when there are not as many signals as layers.
 * @example
 * ```ts
 * // A residual block: x + σ_w W relu(x)
 * stax.serial(
 *   stax.fanOut(2),
 *   stax.parallel(stax.serial(stax.relu(), stax.dense(64)), stax.identity()),
 *   stax.fanInSum(),
 * );
 * ```
 */
export function parallel<const Layers extends readonly Layer[]>(
  ...layers: Layers
): Layer<SerialParams<Layers>, "many", "many"> {
  const caller = "stax.parallel";
  checkLayers(caller, layers);
  const made = makeLayer<SerialParams<Layers>, "many", "many">(
    {
      init: (key, inputShapes) => {
        checkSignals(signalsOf(inputShapes), layers.length);
        const keys = split(key, layers.length);
        const made = layers.map((layer, k) => layer.init(keys[k] ?? key, inputShapes[k] as Shape));
        const params = made.map((branch) => branch.params) as SerialParams<Layers>;
        return { params, outputShape: made.map(({ outputShape }) => outputShape) };
      },
      apply: (params, x, { rng, pixels, ...others } = {}) => {
        checkCount(caller, params, layers.length);
        checkSignals(signalsOf(x), layers.length);
        const keys = rng === undefined ? [] : split(rng, layers.length);
        return layers.map((layer, k): NDArray<FloatDtype> => {
          const own = keys[k];
          const options = {
            ...others,
            ...(own === undefined ? {} : { rng: own }),
            ...(pixels === undefined ? {} : { pixels: pixels.slice(k, k + 1) }),
          };
          return within(layerName(layer), () =>
            layer.apply(params[k], x[k] as ArrayInput, options),
          );
        });
      },
    },
    [parallelMap(layers.map(({ maps }) => maps))],
  );
  return setParts(made, { kind: "parallel", layers });
}

/** One array, or one shape, in the place of a list is one signal. */
function signalsOf(given: readonly unknown[]): number {
  return Array.isArray(given) && typeof given[0] !== "number" ? given.length : 1;
}

function checkSignals(signals: number, layers: number): void {
  if (signals === layers) return;
  throw new DomainError(
    `stax.parallel: ${signals} signals for ${layers} layers; put stax.fanOut(${layers}) before it`,
  );
}
