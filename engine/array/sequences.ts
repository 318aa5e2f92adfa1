import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { checkDtype, getDefaultDtype, type Dtype, type FloatDtype } from "./dtype.js";
import { NDArray } from "./ndarray.js";
import { checkShape } from "./shape.js";
import { allocate } from "./storage.js";

/** Options of `eye`. */
export interface EyeOptions<D extends Dtype = FloatDtype> {
  readonly dtype?: D;
  /** Where the ones are: on the k-th diagonal above the main one, below it for negative k. */
  readonly k?: number;
}

/**
 * The identity matrix, `n` × `n`; or `n` × `columns` with ones on a diagonal.
 *
 * @throws {@link ShapeError} for lengths that are negative or no whole numbers.
 * @example
 * ```ts
 * eye(2); // array([[1., 0.], [0., 1.]])
 * eye(2, 3, { k: 1 }); // array([[0., 1., 0.], [0., 0., 1.]])
 * ```
 */
export function eye<D extends Dtype = FloatDtype>(n: number, options?: EyeOptions<D>): NDArray<D>;
export function eye<D extends Dtype = FloatDtype>(
  n: number,
  columns: number,
  options?: EyeOptions<D>,
): NDArray<D>;
export function eye<D extends Dtype = FloatDtype>(
  n: number,
  second: number | EyeOptions<D> = {},
  third: EyeOptions<D> = {},
): NDArray<D> {
  const [columns, options] = typeof second === "number" ? [second, third] : [n, second];
  checkOptions("eye", options, ["k", "dtype"]);
  const { k = 0, ...others } = options;
  checkShape("eye", [n, columns]);
  return generate("eye", [n, columns], others, (position) => {
    const row = Math.floor(position / columns);
    return Number(position - row * columns - row === k);
  });
}

/**
 * `start`, `start + step`, … up to and without `stop`; `arange(n)` counts 0 … n − 1.
 *
 * @throws {@link DomainError} for a step of zero or limits that are not finite.
 * @example
 * ```ts
 * arange(4); // array([0., 1., 2., 3.])
 * arange(10, 0, -5); // array([10.,  5.])
 * ```
 */
export function arange<D extends Dtype = FloatDtype>(
  start: number,
  stop?: number,
  step = 1,
  options: { readonly dtype?: D } = {},
): NDArray<D> {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  const length = Math.max(0, Math.ceil((to - from) / step));
  if (step === 0 || !Number.isFinite(length)) {
    throw new DomainError(
      `arange: cannot count from ${from} to ${to} in steps of ${step}; use finite limits and a step other than 0`,
    );
  }
  return generate("arange", [length], options, (i) => from + i * step);
}

/**
 * `count` evenly spaced numbers from `start` to `stop`, both included.
 *
 * @example
 * ```ts
 * linspace(0, 1, 5); // array([0.  , 0.25, 0.5 , 0.75, 1.  ])
 * ```
 */
export function linspace<D extends Dtype = FloatDtype>(
  start: number,
  stop: number,
  count = 50,
  options: { readonly dtype?: D } = {},
): NDArray<D> {
  checkShape("linspace", [count]);
  const step = count > 1 ? (stop - start) / (count - 1) : 0;
  // The last point is the limit itself, not start + (count − 1)·step with its rounding.
  return generate("linspace", [count], options, (i) =>
    i > 0 && i === count - 1 ? stop : start + i * step,
  );
}

/**
 * `count` numbers from 10^start to 10^stop, both included, evenly spaced in the exponent.
 *
 * @throws {@link ShapeError} for a negative or fractional count.
 * @example
 * ```ts
 * logspace(0, 2, 3); // array([ 1., 10., 100.])
 * ```
 */
export function logspace<D extends FloatDtype = FloatDtype>(
  start: number,
  stop: number,
  count = 50,
  options: { readonly dtype?: D } = {},
): NDArray<D> {
  checkShape("logspace", [count]);
  const step = count > 1 ? (stop - start) / (count - 1) : 0;
  return generate(
    "logspace",
    [count],
    options,
    (i) => 10 ** (i > 0 && i === count - 1 ? stop : start + i * step),
  );
}

/**
 * `count` numbers from `start` to `stop`, both included, each the same multiple of the one before.
 *
 * @throws {@link DomainError} unless both limits have the same sign and neither is 0.
 * @throws {@link ShapeError} for a negative or fractional count.
 * @example
 * ```ts
 * geomspace(1, 8, 4); // array([1., 2., 4., 8.])
 * ```
 */
export function geomspace<D extends FloatDtype = FloatDtype>(
  start: number,
  stop: number,
  count = 50,
  options: { readonly dtype?: D } = {},
): NDArray<D> {
  checkShape("geomspace", [count]);
  if (!(start * Math.sign(stop) > 0) || !Number.isFinite(start) || !Number.isFinite(stop)) {
    throw new DomainError(
      `geomspace: there is no geometric sequence from ${start} to ${stop}; use finite limits of one sign, not 0`,
    );
  }
  return generate("geomspace", [count], options, (i) => {
    if (i === 0) return start;
    if (i === count - 1) return stop;
    const share = i / (count - 1);
    // |start|^(1−t)·|stop|^t, without the quotient, which may overflow
    return Math.sign(start) * Math.abs(start) ** (1 - share) * Math.abs(stop) ** share;
  });
}

function generate<D extends Dtype>(
  caller: string,
  shape: readonly number[],
  options: { readonly dtype?: D },
  value: (position: number) => number,
): NDArray<D> {
  checkOptions(caller, options, ["dtype"]);
  const { dtype } = options;
  const chosen = dtype ?? (getDefaultDtype() as D);
  checkDtype(caller, chosen);
  const data = allocate(
    chosen,
    shape.reduce((size, length) => size * length, 1),
  );
  for (let i = 0; i < data.length; i++) data[i] = value(i);
  return new NDArray(data, shape, chosen);
}
