import { NDArray } from "../array/ndarray.js";
import { astype, reshape } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { jacobian } from "../autodiff/jacobian.js";
import { jvp } from "../autodiff/jvp.js";
import { DomainError, ShapeError } from "../errors.js";
import type { ParameterVector } from "../core/parameter-vector.js";

/** Residuals as a vector function of a vector of parameters, with its derivatives. */
export interface LeastSquaresProblem {
  /** r(x), [m]. */
  residuals(x: NDArray): NDArray;
  /** J, [m, n]. */
  jacobian(x: NDArray): NDArray;
  /** ∂²r(x + t v)/∂t² at t = 0, [m]. */
  curvatureAlong(x: NDArray, direction: NDArray): NDArray;
  /** @throws {@link DomainError} when the residuals at the start are not finite. */
  checkStart(x: NDArray): void;
}

export function leastSquaresProblem(
  caller: string,
  f: (params: unknown) => NDArray,
  vector: ParameterVector,
): LeastSquaresProblem {
  const residuals = (x: NDArray): NDArray => {
    const result: unknown = f(vector.toTree(x));
    if (!(result instanceof NDArray)) {
      throw new ShapeError(`${caller}: residuals gave no array; give the array of all residuals`);
    }
    if (result.size === 0) {
      throw new ShapeError(`${caller}: there are no residuals: shape ${formatShape(result.shape)}`);
    }
    return astype(reshape(result, [-1]), "float64");
  };
  return {
    residuals,
    jacobian: (x) => {
      const found = jacobian(residuals)(x);
      const wrong = found.data.findIndex((entry) => !Number.isFinite(entry));
      if (wrong < 0) return found;
      throw new DomainError(
        `${caller}: residual ${Math.floor(wrong / vector.size)} has the derivative ${found.data[wrong] as number} by ${vector.paths[wrong % vector.size] as string}; start, or set bounds, where the model is differentiable`,
      );
    },
    curvatureAlong: (x, direction) =>
      jvp((y: NDArray) => jvp(residuals, [y], [direction])[1], [x], [direction])[1],
    checkStart: (x) => {
      const wrong = residuals(x).data.findIndex((r) => !Number.isFinite(r));
      if (wrong < 0) return;
      throw new DomainError(
        `${caller}: residual ${wrong} is not finite at the start; start where the model has values`,
      );
    },
  };
}
