import { unary } from "../array/elementwise.js";
import type { Advance, Rows } from "../kernel/map.js";
import { makeLayer, type Layer } from "./layer.js";

/** An activation has no parameters. */
export type NoParams = readonly [];

/** A nonlinearity φ, finite and at infinite width. */
export interface Activation {
  readonly name: string;
  /** φ(x). */
  readonly value: (x: number) => number;
  /** The map of E[φ φ′] and E[φ̇ φ̇′] over Gaussian pre-activations. */
  readonly advance: (rows: Rows) => Advance;
}

/** The layer that applies φ to every neuron. */
export function activationLayer({ name, value, advance }: Activation): Layer<NoParams> {
  const elementwise = unary({ name, dtypes: "real", value });
  return makeLayer<NoParams>(
    {
      init: (_key, inputShape) => ({ outputShape: inputShape, params: [] }),
      apply: (_params, x) => elementwise(x),
    },
    [{ name, kind: "activation", advance }],
  );
}
