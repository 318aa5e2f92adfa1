import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { activationMap } from "../kernel/activation-map.js";
import type { Advance, Rows } from "../kernel/map.js";
import { makeLayer, type Layer } from "./layer.js";

/** An activation has no parameters. */
export type NoParams = readonly [];

/** A nonlinearity φ, finite and at infinite width. */
export interface Activation {
  readonly name: string;
  /** φ of every element. */
  readonly elementwise: (x: ArrayInput) => NDArray<FloatDtype>;
  /** The map of E[φ φ′] and E[φ̇ φ̇′] over Gaussian pre-activations. */
  readonly advance: (rows: Rows) => Advance;
}

/** The layer that applies φ to every neuron. */
export function activationLayer({ name, elementwise, advance }: Activation): Layer<NoParams> {
  return makeLayer<NoParams>(
    {
      init: (_key, inputShape) => ({ outputShape: inputShape, params: [] }),
      apply: (_params, x) => elementwise(x),
    },
    [activationMap(name, advance)],
  );
}
