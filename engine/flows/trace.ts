import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { asWritten, formatShape, sameShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { matmul } from "../linalg/matmul.js";
import { qr } from "../linalg/qr.js";
import { checkOptions, checkWhole } from "../options.js";
import { rademacher } from "../random/bernoulli.js";
import { split, type Key } from "../random/key.js";
import { normal } from "../random/normal.js";

/** V ↦ A V for columns V, [dim, samples]. */
type Product = (v: NDArray) => ArrayInput;

/** How to probe. */
export interface TraceOptions {
  /** Number of rows and columns. */
  readonly dim: number;
  /** How many products with the matrix; default 32. */
  readonly samples?: number;
  /** Random signs (the default, with the smaller variance) or normal numbers. */
  readonly probes?: "rademacher" | "normal";
}

/** An estimate, and the standard deviation of its error. */
export interface TraceEstimate {
  readonly estimate: number;
  readonly standardError: number;
}

/**
 * tr A = E[vᵀAv] from products with A alone (Hutchinson 1989).
 *
 * @param product - V ↦ A V for columns V [dim, samples]
 * @throws {@link DomainError} for fewer samples than two; {@link ShapeError} for a product of another shape.
 * @example
 * ```ts
 * flows.hutchinson((v) => v.mul(2), random.key(0), { dim: 10 }); // 20, exactly for a diagonal
 * ```
 */
export function hutchinson(product: Product, key: Key, options: TraceOptions): TraceEstimate {
  const caller = "flows.hutchinson";
  const { dim, samples, draw } = settings(caller, options);
  return meanOf(quadraticForms(caller, product, draw(key, dim, samples)));
}

/**
 * Hutch++ (Meyer, Musco, Musco & Woodruff 2021): a third of the products finds the range of A, whose trace is then
 * exact; what is left is estimated. The error falls like 1/samples for positive semidefinite A.
 *
 * @param product - V ↦ A V for columns V [dim, samples]
 * @throws {@link DomainError} for fewer samples than six; {@link ShapeError} for a product of another shape.
 * @example
 * ```ts
 * const a = gram(random.normal(random.key(0), [30, 4]));
 * flows.hutchPlusPlus((v) => matmul(a, v), random.key(1), { dim: 30, samples: 30 });
 * ```
 */
export function hutchPlusPlus(product: Product, key: Key, options: TraceOptions): TraceEstimate {
  const caller = "flows.hutchPlusPlus";
  const { dim, samples, draw } = settings(caller, options);
  const share = Math.floor(samples / 3);
  if (share < 2) throw new DomainError(`${caller}: samples = ${samples}; use at least 6`);
  const [sketchKey, restKey] = split(key);
  const { q } = qr(applied(caller, product, draw(sketchKey, dim, Math.min(dim, share))));
  const within = quadraticForms(caller, product, q).reduce((sum, value) => sum + value, 0);
  const g = draw(restKey, dim, share);
  const outside = g.sub(matmul(q, matmul(q, g, { transposeA: true }))) as NDArray;
  const rest = meanOf(quadraticForms(caller, product, outside));
  return { estimate: within + rest.estimate, standardError: rest.standardError };
}

const DRAWS = { rademacher, normal } as const;

function settings(caller: string, options: TraceOptions) {
  checkOptions(caller, options, ["dim", "samples", "probes"]);
  const { dim, samples = 32, probes = "rademacher" } = options;
  checkWhole(caller, "dim", dim, 1);
  checkWhole(caller, "samples", samples, 2);
  if (!Object.hasOwn(DRAWS, probes)) {
    throw new DomainError(
      `${caller}: there are no probes ${asWritten(probes)}; use "rademacher" or "normal"`,
    );
  }
  const draw = (key: Key, rows: number, columns: number): NDArray =>
    floats(DRAWS[probes](key, [rows, columns]));
  return { dim, samples, draw };
}

function floats(x: ArrayInput): NDArray {
  return astype(asArray(x), "float64");
}

/** vᵀAv of each column. */
function quadraticForms(caller: string, product: Product, v: NDArray): readonly number[] {
  return Array.from(v.mul(applied(caller, product, v)).sum(0).data, Number);
}

/** @throws {@link ShapeError} for a product of another shape, which would broadcast. */
function applied(caller: string, product: Product, v: NDArray): NDArray {
  const result = floats(product(v));
  if (sameShape(result.shape, v.shape)) return result;
  throw new ShapeError(
    `${caller}: the product has shape ${formatShape(result.shape)} for ${formatShape(v.shape)}; give A V of all columns at once`,
  );
}

function meanOf(values: readonly number[]): TraceEstimate {
  const count = values.length;
  const estimate = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - estimate) ** 2, 0);
  return { estimate, standardError: Math.sqrt(squares / (count - 1) / count) };
}
