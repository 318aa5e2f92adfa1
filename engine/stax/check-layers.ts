import { DomainError } from "../errors.js";

/**
 * `stax.relu` for `stax.relu()` is easily written.
 *
 * @throws {@link DomainError} for what is no layer.
 */
export function checkLayers(caller: string, layers: readonly unknown[]): void {
  layers.forEach((layer, k) => {
    if (typeof layer === "object" && layer !== null && "maps" in layer) return;
    const hint = typeof layer === "function" ? `; call it: stax.${layer.name}()` : "";
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
