import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { take } from "../array/take.js";
import { ShapeError } from "../errors.js";
import { pinv } from "../linalg/pinv.js";
import { matmul } from "../linalg/matmul.js";
import { checkNonnegative, checkOptions } from "../options.js";
import { inDoubles, vector } from "./vector.js";

/** Which points of the domain are seen. */
export interface RegressionOptions {
  /** Numbers of the training points, a list. */
  readonly train: ArrayInput;
  /** δ; default 0. */
  readonly ridge?: number;
}

/** Kernel regression on a finite domain, for whatever target. */
export interface FiniteRegression {
  /** Predictions at all points from targets at all points, of which the training points are seen. */
  readonly predict: (targets: ArrayInput) => NDArray<"float64">;
  /**
   * ⟨f, f̂⟩/⟨f, f⟩ of each column of targets: how much of it is learnt. Over an orthogonal basis the numbers add
   * up to the number of training points at δ = 0, for every choice of points (Simon et al. 2023).
   */
  readonly learnabilities: (modes: ArrayInput) => NDArray<"float64">;
}

/**
 * Kernel ridge regression f̂ = K_·D (K_DD + δI)⁻¹ f_D on a domain of N points, to compare predictions with. A
 * singular K_DD has its pseudoinverse.
 *
 * @param kernel - K between all points, N×N
 * @throws {@link ShapeError} for a kernel that is not square or training points outside of the domain.
 * @example
 * ```ts
 * const points = Array.from({ length: 12 }, (_, j) => [Math.cos((Math.PI * j) / 6), Math.sin((Math.PI * j) / 6)]);
 * const { kernel } = stax.serial(stax.dense(1), stax.relu(), stax.dense(1));
 * const { predict } = spectrum.regressOn(kernel(points, null, "ntk"), { train: [0, 3, 7] });
 * predict(points.map(([x]) => x ?? 0));
 * ```
 */
export function regressOn(kernel: ArrayInput, options: RegressionOptions): FiniteRegression {
  const caller = "spectrum.regressOn";
  checkOptions(caller, options, ["train", "ridge"]);
  const { ridge = 0 } = options;
  checkNonnegative(caller, { ridge });
  const k = inDoubles(kernel);
  const [n = 0] = k.shape;
  if (k.shape.length !== 2 || k.shape[1] !== n) {
    throw new ShapeError(
      `${caller}: the kernel has shape [${k.shape.join(", ")}]; give a square matrix`,
    );
  }
  const given = asArray(options.train);
  if (given.ndim !== 1) {
    throw new ShapeError(
      `${caller}: train has shape ${formatShape(given.shape)}; give a list of numbers of points`,
    );
  }
  const train = Array.from(given.data, Number);
  const outside = train.find((point) => !(Number.isInteger(point) && point >= 0 && point < n));
  if (outside !== undefined || train.length === 0) {
    throw new ShapeError(
      `${caller}: train has ${String(outside)}; give numbers of points from 0 to ${n - 1}`,
    );
  }
  const seen = take(k, train, 1);
  const inner = take(seen, train, 0);
  const diagonal = inner.data.map(
    (value, at) => value + (at % (train.length + 1) === 0 ? ridge : 0),
  );
  const smoother = matmul(seen, pinv(vector(diagonal).reshape(inner.shape)));
  const predict = (targets: ArrayInput) => {
    const y = inDoubles(targets);
    if (y.shape[0] !== n) {
      throw new ShapeError(
        `${caller}: targets have shape [${y.shape.join(", ")}]; give one a point, ${n}`,
      );
    }
    const columns = y.reshape([n, -1]);
    return matmul(smoother, take(columns, train, 0)).reshape(y.shape);
  };
  return {
    predict,
    learnabilities: (modes) => {
      const f = inDoubles(modes).reshape([n, -1]);
      return astype(f.mul(predict(f)).sum(0).div(f.mul(f).sum(0)), "float64");
    },
  };
}
