import { DomainError } from "../errors.js";
import type { AnyLayer } from "./layer.js";
import { layerName } from "./parts.js";

/**
 * `stax.relu` for `stax.relu()` is easily written.
 *
 * @throws {@link DomainError} for what is no layer.
 */
export function checkLayers(caller: string, layers: readonly unknown[]): void {
  layers.forEach((layer, k) => {
    if (typeof layer === "object" && layer !== null && "maps" in layer) return;
    const hint =
      typeof layer === "function" ? "; it is a function: call it, as in stax.relu()" : "";
    throw new DomainError(`${caller}: argument ${k + 1} is no layer${hint}`);
  });
}

/** @throws {@link DomainError} unless there are as many parameters as layers. */
export function checkCount(caller: string, params: unknown, layers: number): void {
  const count = Array.isArray(params) ? params.length : 0;
  if (count === layers) return;
  throw new DomainError(
    `${caller}: ${count} parameters for ${layers} layers; use those that init gave`,
  );
}

/**
 * A list of branches is easily taken for the rows of a batch.
 *
 * @throws {@link DomainError} when layer `k` of some takes one branch and gets several, or the other way round.
 */
export function checkBranches(layers: readonly AnyLayer[], k: number, branches: number): void {
  const layer = layers[k] as AnyLayer;
  const [first] = layer.maps;
  if (first === undefined || (first.takes === "branches") === branches > 1) return;
  const what = `stax.serial: ${layerName(layer)} (layer ${k + 1} of ${layers.length})`;
  throw new DomainError(
    branches > 1
      ? `${what} takes one branch and gets ${branches}; join them with stax.fanInSum(), or put it inside stax.parallel(…)`
      : `${what} takes several branches and gets one; put stax.fanOut(n) before it`,
  );
}
