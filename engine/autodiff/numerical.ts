import { DomainError } from "../errors.js";
import { abs, sub } from "../array/arithmetic.js";
import { array, asArray, type ArrayInput } from "../array/create.js";
import { stack } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { max } from "../array/reductions.js";
import { checkOptions } from "../options.js";
import { jacfwd, jacrev } from "./jacobian.js";

/** Options of `numericalJacobian`. */
export interface NumericalOptions {
  /**
   * `"forward"`: (f(x + h e) − f(x))/h, one evaluation an input. `"central"`: two, with an error of h².
   * `"richardson"` (the default): central differences with h and h/2 extrapolated, four, with h⁴.
   */
  readonly method?: "forward" | "central" | "richardson";
  /** The step; by default what balances truncation and rounding for numbers around 1. */
  readonly step?: number;
}

/** ε^(1/2), ε^(1/3), ε^(1/5): where truncation of order h, h², h⁴ meets rounding ε/h. */
const STEPS = { forward: 1.5e-8, central: 6e-6, richardson: 1.5e-3 } as const;

/**
 * The Jacobian of f by finite differences, one input at a time. Arrays are real, so that there is no complex step;
 * Richardson's extrapolation reaches some 1e-12 for smooth functions of numbers around 1.
 *
 * @returns The axes of f's result, then those of x.
 * @example
 * ```ts
 * numericalJacobian((x) => x.mul(3), [1, 2], { method: "central", step: 1 }); // array([[3., 0.], [0., 3.]])
 * ```
 */
export function numericalJacobian(
  f: (x: NDArray) => NDArray,
  x: ArrayInput,
  options: NumericalOptions = {},
): NDArray {
  checkOptions("numericalJacobian", options, ["method", "step"]);
  const { method = "richardson" } = options;
  if (!(method in STEPS)) {
    throw new DomainError(
      `numericalJacobian: there is no method "${method as string}"; use "forward", "central" or "richardson"`,
    );
  }
  const { step = STEPS[method] } = options;
  const at = asArray(x);
  const value = f(at);
  const moved = (k: number, h: number): NDArray => {
    const data = Float64Array.from(at.data);
    data[k] = (data[k] as number) + h;
    return f(array(data, { shape: at.shape, dtype: at.dtype }));
  };
  const central = (k: number, h: number) =>
    moved(k, h)
      .sub(moved(k, -h))
      .div(2 * h);
  const slopes = {
    forward: (k: number) => moved(k, step).sub(value).div(step),
    central: (k: number) => central(k, step),
    richardson: (k: number) =>
      central(k, step / 2)
        .mul(4)
        .sub(central(k, step))
        .div(3),
  };
  const columns = Array.from({ length: at.size }, (_, k) => slopes[method](k));
  return reshape(stack(columns, -1), [...value.shape, ...at.shape]);
}

/** What `gradCheck` found: the largest difference to finite differences, in each mode. */
export interface GradCheck {
  readonly forward: number;
  readonly reverse: number;
}

/**
 * Compares the Jacobians of f in both modes with extrapolated finite differences.
 *
 * @returns The largest absolute differences; about 1e-11 of the values where all is right.
 * @example
 * ```ts
 * gradCheck((x) => sin(x), [0, 1]).reverse < 1e-9; // true
 * ```
 */
export function gradCheck(
  f: (x: NDArray) => NDArray,
  x: ArrayInput,
  options: NumericalOptions = {},
): GradCheck {
  checkOptions("gradCheck", options, ["method", "step"]);
  const at = asArray(x);
  const numerical = numericalJacobian(f, at, options);
  const worst = (exact: NDArray) => max(abs(sub(exact, numerical))).item();
  return { forward: worst(jacfwd(f)(at)), reverse: worst(jacrev(f)(at)) };
}
