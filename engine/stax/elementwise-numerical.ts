import { add, div, mul, sub } from "../array/arithmetic.js";
import { isTraced } from "../kernel/scale.js";
import { asArray } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { angularAdvance } from "../dual/angular.js";
import type { AngularSource } from "../dual/angular-source.js";
import { chebyshevCoefficients, chebyshevPoints } from "../dual/chebyshev.js";
import { gaussHermite } from "../dual/gauss-hermite.js";
import { planeDual } from "../dual/plane-dual.js";
import type { Quadrature } from "../dual/quadrature.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { activationLayer, checkFunctions, realElements, type NoParams } from "./activation.js";
import type { ElementFunction } from "./elementwise.js";
import type { Layer } from "./layer.js";

export interface NumericalOptions {
  /** Points of the quadrature in each of two dimensions; default 24, at most 100. Even
   * ones put no point on a kink at 0. */
  readonly degree?: number;
  /** φ̇; without it the slopes are central differences of φ, to about 1e-12. */
  readonly derivative?: ElementFunction;
}

/**
 * An activation whose kernels are computed by Gauss–Hermite quadrature of n² points: with independent normal x, y and
 * the angle θ between pre-activations, E[φφ′] and E[φ̇φ̇′] are means over
 * u = √a (x cos θ/2 + y sin θ/2) and u′ = √a′ (x cos θ/2 − y sin θ/2), fitted over the angle. Many digits for smooth φ
 * and moderate variances, two or three for kinked φ at the default degree.
 *
 * @throws {@link DomainError} for a degree that is no whole number from 2 to 100.
 * @example
 * ```ts
 * const layer = stax.elementwiseNumerical((x) => maximum(x, 0), { degree: 50 });
 * stax.serial(stax.dense(512), layer, stax.dense(1));
 * ```
 */
export function elementwiseNumerical(
  fn: ElementFunction,
  options: NumericalOptions = {},
): Layer<NoParams> {
  checkFunctions("stax.elementwiseNumerical", { fn });
  checkOptions("stax.elementwiseNumerical", options, ["degree", "derivative"]);
  const { degree = 24, derivative } = options;
  if (!Number.isInteger(degree) || degree < 2 || degree > 100) {
    throw new DomainError(
      `stax.elementwiseNumerical: degree = ${degree}; use a whole number from 2 to 100`,
    );
  }
  const slope = derivative ?? ((x: NDArray<FloatDtype>) => differences(fn, x));
  const rule = gaussHermite(degree);
  const source = quadratureSource(rule, fn, slope);
  return activationLayer({
    name: "elementwiseNumerical",
    elementwise: (x) => realElements(fn(realElements(x))),
    advance: (rows) => angularAdvance(rows, source),
    dual: {
      ...planeDual(
        rule,
        (x) => fn(realElements(x)),
        (x) => slope(realElements(x)),
      ),
      // Whether the functions use arrays from around them that a transform follows.
      traced: () => [fn, slope].some((f) => isTraced(f(realElements([0])))),
    },
  });
}

/** Step of the differences: truncation and rounding are below 1e-12 for functions of order 1. */
const STEP = 1e-3;

/** φ̇ by central differences of fourth order; the mean of both slopes at a kink. */
function differences(fn: ElementFunction, x: NDArray<FloatDtype>): NDArray<FloatDtype> {
  const rise = (step: number) => sub(fn(add(x, step)), fn(sub(x, step)));
  return div(sub(mul(rise(STEP), 8), rise(2 * STEP)), 12 * STEP);
}

/** Points in the angle: more would follow how kinks pass the quadrature's points. */
const ANGLES = 48;

function quadratureSource(
  rule: Quadrature,
  fn: ElementFunction,
  slope: ElementFunction,
): AngularSource {
  const along = (f: ElementFunction, variance: number) =>
    elementsOf(
      f,
      rule.nodes.map((z) => Math.sqrt(variance) * z),
    );
  const mean = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, x, k) => sum + x * (b[k] as number) * (rule.weights[k] as number), 0);
  const slopes = (deviations: readonly number[], angle: number) =>
    planeMeans(rule, slope, deviations, angle);
  return {
    parity: "neither",
    meanSquare: (variance) => mean(along(fn, variance), along(fn, variance)),
    parallel(variances) {
      const values = variances.map((variance) => along(fn, variance));
      return Float64Array.from(values.flatMap((a) => values.map((b) => mean(a, b))));
    },
    slopes,
    coefficients: (deviations) => fitted((angle) => slopes(deviations, angle)),
    differences(deviations) {
      const parallel = planeMeans(rule, fn, deviations, 0);
      const products = deviations.flatMap((g) => deviations.map((g2) => g * g2));
      return fitted((angle) =>
        planeMeans(rule, fn, deviations, angle).map((value, k) => {
          const product = 2 * Math.sin(angle / 2) ** 2 * (products[k] as number);
          return product === 0 ? 0 : ((parallel[k] as number) - value) / product;
        }),
      );
    },
  };
}

/** Chebyshev coefficients of a function of the angle. */
function fitted(f: (angle: number) => Float64Array): Float64Array[] {
  return chebyshevCoefficients(
    Array.from(chebyshevPoints(ANGLES), (t) => f((Math.PI * (1 + t)) / 2)),
  );
}

/** E[f(u) f(u′)] for all pairs of deviations. */
function planeMeans(
  { nodes, weights }: Quadrature,
  f: ElementFunction,
  deviations: readonly number[],
  angle: number,
): Float64Array {
  const [cosine, sine] = [Math.cos(angle / 2), Math.sin(angle / 2)];
  const n = nodes.length;
  const plane = (sign: number) =>
    Float64Array.from({ length: n * n }, (_, k) => {
      const [x, y] = [nodes[Math.floor(k / n)] as number, nodes[k % n] as number];
      return cosine * x + sign * sine * y;
    });
  const [first, second] = [plane(1), plane(-1)];
  const weight = Float64Array.from(
    { length: n * n },
    (_, k) => (weights[Math.floor(k / n)] as number) * (weights[k % n] as number),
  );
  const values = deviations.map((g) =>
    elementsOf(
      f,
      first.map((x) => g * x),
    ),
  );
  const others = deviations.map((g) =>
    elementsOf(
      f,
      second.map((x) => g * x),
    ),
  );
  const mean = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, x, k) => sum + x * (b[k] as number) * (weight[k] as number), 0);
  // A mean over y and over −y: the same bits in either order of the pair.
  return Float64Array.from(
    values.flatMap((a, i) =>
      others.map((b, j) => {
        const turned = mean(values[j] as Float64Array, others[i] as Float64Array);
        return (mean(a, b) + turned) / 2;
      }),
    ),
  );
}

function elementsOf(f: ElementFunction, points: Float64Array): Float64Array {
  const values = asArray(f(realElements(points)));
  if (values.size === points.length) return Float64Array.from(values.data);
  throw new DomainError(
    `stax.elementwiseNumerical: the function gave ${values.size} numbers for ${points.length}; it must work element by element`,
  );
}
