import { DomainError } from "../errors.js";
import type { LayerMap } from "./map.js";

/**
 * At infinite width the outputs of an affine layer are a Gaussian process, and an activation's kernel
 * is an expectation over it: an activation must follow an affine layer directly.
 *
 * @throws {@link DomainError} naming the layer that does not.
 */
export function checkGaussian(maps: readonly LayerMap[]): void {
  maps.forEach((map, position) => {
    const before = maps[position - 1];
    if (map.kind === "affine" || before?.kind === "affine") return;
    const source = before === undefined ? "the network's input" : `${before.name}'s output`;
    throw new DomainError(
      `kernel: ${map.name} (layer ${position + 1} of ${maps.length}) follows ${source}, which is not Gaussian, so that its kernel has no closed form; put a stax.dense(…) before it`,
    );
  });
}
