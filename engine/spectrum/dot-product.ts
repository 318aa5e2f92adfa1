import type { ArrayInput } from "../array/create.js";
import { asWritten } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { checkInterrupt } from "../platform/interrupt.js";
import type { AnyLayer } from "../stax/layer.js";
import { kinkBeyond } from "./kink.js";
import { networkSeries, type SeriesKernel } from "./network-series.js";
import type { PowerSeries } from "./power-series.js";
import { tailsOf } from "./tail.js";
import { inDoubles } from "./vector.js";

/**
 * A kernel K(z), z = x·x′/(|x||x′|): an infinitely wide network on inputs of length √d, or the coefficients of
 * Σ a_p z^p, none of them negative.
 */
export type DotProductKernel = Pick<AnyLayer, "maps"> | ArrayInput;

/** A network's options. */
export interface SeriesOptions {
  /** Which kernel of a network; default `"ntk"`. */
  readonly get?: SeriesKernel;
}

/** The longest series that is tried. */
const MOST_TERMS = 16384;

/** No longer series is tried when results change less than this, */
const AGREEMENT = 1e-11;

/** or when they are expected to be within this. */
const CLOSE_ENOUGH = 1e-12;

/** The largest relative error of what the longest series gives. */
const LEAST_AGREEMENT = 1e-10;

/** By how much at most a result is taken to be better than the one before it. */
const TRUSTED_GAIN = 1e-3;

const KERNELS: ReadonlySet<string> = new Set<SeriesKernel>(["ntk", "nngp"]);

/** A kernel's power series, as far as it is asked for. */
export interface Coefficients {
  /** So many of the first; fewer of a polynomial. */
  readonly first: (terms: number) => Float64Array;
  /** log ρ of the kink at z = −ρ that is next to −1; 0 where it is there, or none is known. */
  readonly decay: number;
}

/** @throws {@link DomainError} for negative coefficients and for activations without a known series. */
export function coefficientsOf(
  caller: string,
  kernel: DotProductKernel,
  { get = "ntk" }: SeriesOptions,
): Coefficients {
  if (!KERNELS.has(get)) {
    throw new DomainError(`${caller}: get = ${asWritten(get)}; use "ntk" or "nngp"`);
  }
  if (isNetwork(kernel)) {
    const decay = kinkBeyond(kernel);
    return { first: (terms) => networkSeries(kernel, get, terms, decay), decay };
  }
  const given = givenCoefficients(caller, kernel);
  // Zeros at the end say that the series stops there.
  const whole = Float64Array.of(...given, 0, 0);
  return { first: () => whole, decay: 0 };
}

function isNetwork(kernel: DotProductKernel): kernel is Pick<AnyLayer, "maps"> {
  return typeof kernel === "object" && (kernel as unknown) !== null && "maps" in kernel;
}

function givenCoefficients(caller: string, kernel: ArrayInput): Float64Array {
  const { shape, data } = inDoubles(kernel);
  if (shape.length !== 1 || data.length === 0) {
    throw new ShapeError(
      `${caller}: coefficients of shape [${shape.join(", ")}]; give a network or the list a₀, a₁, … of Σ a_p z^p`,
    );
  }
  const coefficients = data;
  const wrong = coefficients.findIndex((a) => !(a >= 0 && a < Infinity));
  if (wrong < 0) return coefficients;
  throw new DomainError(
    `${caller}: coefficient ${wrong} is ${String(coefficients[wrong])}; a kernel on spheres of all dimensions has none that is negative (Schoenberg 1942)`,
  );
}

/**
 * Makes the series longer until results agree: what is beyond it is extrapolated.
 *
 * @throws {@link DomainError} where they do not.
 */
export function converged(
  caller: string,
  coefficients: Coefficients,
  least: number,
  evaluate: (series: PowerSeries) => Float64Array,
): Float64Array {
  const continued = (series: Float64Array): PowerSeries => ({
    coefficients: series,
    tails: tailsOf(series, coefficients.decay),
  });
  let series = coefficients.first(least);
  let result = evaluate(continued(series));
  let [change, error] = [Infinity, Infinity];
  const most = Math.max(MOST_TERMS, 2 * least);
  for (let terms = 2 * least; terms <= most; terms *= 2) {
    checkInterrupt();
    const longer = coefficients.first(terms);
    if (longer.length === series.length) return result;
    series = longer;
    const next = evaluate(continued(series));
    const before = change;
    change = largestChange(result, next);
    // What is left shrinks from one series to the next at least as it did last.
    const gain = before === Infinity ? 1 : Math.min(1, change / before);
    error = change * Math.max(TRUSTED_GAIN, gain);
    result = next;
    if (change <= AGREEMENT || error <= CLOSE_ENOUGH) return result;
  }
  if (error <= LEAST_AGREEMENT) return result;
  throw new DomainError(
    `${caller}: ${most} terms of the power series do not give the eigenvalues to ${LEAST_AGREEMENT}, for the kernel is too sharp at z = ±1; ask for fewer levels, or use smaller variances or fewer layers with steps`,
  );
}

/** Relative; NaN where there is no number. Values that are missing in both agree. */
function largestChange(before: Float64Array, after: Float64Array): number {
  return after.reduce((most, value, i) => {
    const distance = Math.abs(value - (before[i] as number));
    return Math.max(most, distance === 0 ? 0 : distance / value);
  }, 0);
}
