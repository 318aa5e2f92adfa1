import { checkLayers } from "./check-layers.js";
import type { Layer, ParamsOf } from "./layer.js";
import { composition } from "./serial.js";
import { checkWhole } from "../options.js";

/**
 * A layer `times` times over, each time with parameters of its own.
 *
 * @throws {@link DomainError} for what is no layer, and unless `times` is a positive integer.
 * @example
 * ```ts
 * stax.repeat(stax.serial(stax.dense(64), stax.relu()), 10);
 * ```
 */
export function repeat<L extends Layer>(layer: L, times: number): Layer<readonly ParamsOf<L>[]> {
  checkLayers("stax.repeat", [layer]);
  checkWhole("stax.repeat", "times", times, 1);
  return composition<readonly L[]>(new Array<L>(times).fill(layer));
}
