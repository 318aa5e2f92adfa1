import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import { activationMap } from "../kernel/activation-map.js";
import type { Dual, DualMoments, Pairs } from "../kernel/dual.js";
import type { Advance, Rows } from "../kernel/map.js";
import { isTraced } from "../kernel/scale.js";
import type { SeriesOf } from "../power-series/activation-series.js";
import { makeLayer, type Layer } from "./layer.js";
import type { Parameters } from "./parameters.js";

/** An activation has no parameters. */
export type NoParams = readonly [];

/** A nonlinearity φ, finite and at infinite width. */
export interface Activation {
  readonly name: string;
  /** φ of every element. */
  readonly elementwise: (x: ArrayInput) => NDArray<FloatDtype>;
  /** The map of E[φ φ′] and E[φ̇ φ̇′] over Gaussian pre-activations. */
  readonly advance: (rows: Rows) => Advance;
  /** The same as array functions, for kernels that are differentiated. */
  readonly dual: Dual;
  /** The same as power series of the correlation, for spectra. */
  readonly series?: SeriesOf;
}

/** The layer that applies φ to every neuron. */
export function activationLayer({ elementwise, ...known }: Activation): Layer<NoParams> {
  return makeLayer<NoParams>(
    {
      init: (_key, inputShape) => ({ outputShape: inputShape, params: [] }),
      apply: (_params, x) => elementwise(x),
    },
    [activationMap(known)],
  );
}

/** Elements as float64 or float32. */
export function realElements(input: ArrayInput): NDArray<FloatDtype> {
  const x = asArray(input);
  return astype(x, realDtype(x.dtype));
}

/** The dual of an activation with parameters, by which it can be differentiated. */
export function dualWith<Name extends string>(
  { scales, traced }: Parameters<Name>,
  dualOf: (pairs: Pairs, scales: Parameters<Name>["scales"]) => DualMoments,
): Dual {
  return { pairs: (pairs) => dualOf(pairs, scales), traced: () => traced };
}

/** @throws {@link DomainError} for what is no degree. */
export function checkPower(layer: string, degree: number): void {
  if (Number.isInteger(degree) && degree >= 0 && degree <= 30) return;
  if (isTraced(degree)) {
    throw new DomainError(
      `${layer}: a degree is a whole number, by which nothing has a derivative; give it as a number, or differentiate by the coefficients of stax.polynomial`,
    );
  }
  throw new DomainError(`${layer}: degree ${String(degree)}; use a whole number from 0 to 30`);
}

/** @throws {@link DomainError} naming the argument that is no function. */
export function checkFunctions(layer: string, functions: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(functions)) {
    if (typeof value === "function") continue;
    const kind = typeof value === "object" ? "an object" : typeof value;
    throw new DomainError(`${layer}: ${name} is ${kind}; give a function of arrays`);
  }
}
