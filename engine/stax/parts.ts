/** What compositions of layers are made of: their layers do not say. */
import type { AnyLayer } from "./layer.js";

export interface Parts {
  readonly kind: "serial" | "parallel";
  readonly layers: readonly AnyLayer[];
}

const known = new WeakMap<object, Parts>();

export function setParts<L extends object>(layer: L, parts: Parts): L {
  known.set(layer, parts);
  return layer;
}

/** Null for a layer that is no composition. */
export const partsOf = (layer: object): Parts | null => known.get(layer) ?? null;

/** As in messages: `dense(512)`; `serial` and `parallel` for compositions. */
export function layerName(layer: AnyLayer): string {
  return partsOf(layer)?.kind ?? layer.maps[0]?.name ?? "identity";
}
