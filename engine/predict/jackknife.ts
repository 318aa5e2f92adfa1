import type { NDArray } from "../array/ndarray.js";
import { stack } from "../array/join.js";
import { take } from "../array/take.js";
import { choleskySolve } from "../linalg/cholesky-solve.js";
import { matmul } from "../linalg/matmul.js";
import { factorEquations, type NormalEquations } from "./normal-equations.js";

/** The weights w, of which w·φ(x) is the prediction. */
const solution = (equations: NormalEquations): NDArray =>
  choleskySolve(factorEquations(equations), equations.targets);

/** For each group of features what is left of them, and the weights of a regression on that. */
export function leaveGroupsOut(
  equations: NormalEquations,
  groups: number,
): readonly { readonly kept: readonly number[]; readonly weights: NDArray }[] {
  const [size = 0] = equations.products.shape;
  const width = size / groups;
  const all = Array.from({ length: size }, (_, k) => k);
  // Fewer groups, of which the average is taken: features grow by √(G/(G − 1)), products by its square.
  const growth = groups / (groups - 1);
  return Array.from({ length: groups }, (_, group) => {
    const kept = all.filter((k) => Math.floor(k / width) !== group);
    const products = take(take(equations.products, kept, 0), kept, 1).mul(growth);
    const targets = take(equations.targets, kept, 0).mul(Math.sqrt(growth));
    const weights = solution({ ...equations, products, targets }).mul(Math.sqrt(growth));
    return { kept, weights };
  });
}

/** √((G − 1)/G Σ_g (m_g − m̄)²) of the predictions without each group (Efron & Stein 1981). */
export function jackknifeError(
  features: NDArray,
  without: ReturnType<typeof leaveGroupsOut>,
): NDArray {
  const groups = without.length;
  const each = stack(without.map(({ kept, weights }) => matmul(take(features, kept, 1), weights)));
  const spread = each.sub(each.mean(0)).pow(2).sum(0);
  return spread.mul((groups - 1) / groups).sqrt();
}
