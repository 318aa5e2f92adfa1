import { mul } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import { asWritten } from "../array/shape.js";
import { DomainError } from "../errors.js";
import { logsumexp } from "../statistics/logsumexp.js";

/** What a model's outputs are parameters of: logits on the last axis, or means with variance 1. */
export type Likelihood = "categorical" | "gaussian";

/**
 * A function of all outputs whose Hessian is that of −log p(y | outputs) for every y.
 *
 * @throws {@link DomainError} for another name: calls in a notebook are not type-checked.
 */
export function potentialOf(caller: string, likelihood: Likelihood): (outputs: NDArray) => NDArray {
  if (likelihood === "categorical") return (y) => logsumexp(y, -1).sum();
  if ((likelihood as string) === "gaussian") return (y) => mul(mul(y, y), 0.5).sum();
  throw new DomainError(
    `${caller}: likelihood = ${asWritten(likelihood)}; use "categorical" or "gaussian"`,
  );
}
