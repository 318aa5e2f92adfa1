import { add, div, maximum, mul, sub } from "../array/arithmetic.js";
import { asArray, zerosLike, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { sum } from "../array/reductions.js";
import { jvp } from "../autodiff/jvp.js";
import { norm } from "../linalg/norm.js";
import { DomainError } from "../errors.js";
import { checkOptions, checkWhole } from "../options.js";
import { rademacher } from "../random/bernoulli.js";
import { split, type Key } from "../random/key.js";
import { uniform } from "../random/uniform.js";
import { exactLogDet } from "./exact-log-det.js";
import { makeFlow, type Flow } from "./flow.js";
import { initMlp, mlp, type MlpParams } from "./mlp.js";

/** The contraction. */
export interface ResidualOptions {
  /** Width of the hidden layer; default 32. */
  readonly width?: number;
  /** Largest Lipschitz constant of the network, below 1; default 0.9. */
  readonly lipschitz?: number;
}

/** A residual flow, and its log determinant by random probes. */
export interface ResidualFlow extends Flow<MlpParams> {
  /**
   * An unbiased estimate of log |det| of each point (Chen, Behrmann, Duvenaud & Jacobsen 2019):
   * Σ_k (−1)^(k+1) vᵀJᵏv/k, cut off at random (Russian roulette) and weighted by 1/P(N ≥ k).
   */
  estimateLogDet(params: MlpParams, x: ArrayInput, key: Key): NDArray;
}

/** Terms that are never cut off. */
const SURE_TERMS = 2;

/** With which each further term is kept. */
const SURVIVAL = 0.5;

/**
 * y = x + g(x) with a contraction g, a network whose weights have spectral norms of at most √c (Behrmann et al.
 * 2019). The inverse is the fixed point of x = y − g(x). `transform` has the exact log determinant, for small
 * dimensions; `estimateLogDet` needs only Jacobian–vector products.
 *
 * @throws {@link DomainError} for a Lipschitz constant that is not between 0 and 1.
 * @example
 * ```ts
 * const flow = flows.residual({ width: 16 });
 * const params = flow.init(random.key(0), 2);
 * flow.inverse(params, flow.forward(params, [[0, 1]])); // [[0, 1]]
 * ```
 */
export function residual(options: ResidualOptions = {}): ResidualFlow {
  checkOptions("flows.residual", options, ["width", "lipschitz"]);
  const { width = 32, lipschitz = 0.9 } = options;
  checkWhole("flows.residual", "width", width, 1);
  if (!(lipschitz > 0 && lipschitz < 1)) {
    throw new DomainError(`flows.residual: lipschitz = ${lipschitz}; use a number between 0 and 1`);
  }
  const branchOf = (params: MlpParams) => {
    const contraction = contracting(params, lipschitz);
    return (x: NDArray) => mlp(contraction, x);
  };
  const flow = makeFlow<MlpParams>({
    name: "residual",
    dim: ({ w1 }) => w1.shape[0] ?? 0,
    init: (key, dim) => initMlp(key, dim, width, dim),
    transform(params, x) {
      const branch = branchOf(params);
      const forward = (points: NDArray) => add(points, branch(points));
      return { y: forward(x), logDet: exactLogDet(forward, x) };
    },
    forward: (params, x) => add(x, branchOf(params)(x)),
    inverse: (params, y) => fixedPoint(branchOf(params), y, lipschitz),
  });
  const estimateLogDet = (params: MlpParams, x: ArrayInput, key: Key) =>
    roulette(branchOf(params), asArray(x), key);
  return { ...flow, estimateLogDet };
}

/** x = y − g(x), the error of which shrinks by the Lipschitz constant each time. */
function fixedPoint(g: (x: NDArray) => NDArray, y: NDArray, lipschitz: number): NDArray {
  const steps = Math.ceil(Math.log(1e-16) / Math.log(lipschitz));
  let x = y;
  for (let step = 0; step < steps; step++) {
    const next = sub(y, g(x));
    if (next.trace === undefined && next.data.every((value, i) => value === x.data[i])) return x;
    x = next;
  }
  return x;
}

/** Weights divided by what their spectral norms exceed √c by. */
function contracting({ w1, b1, w2, b2 }: MlpParams, lipschitz: number): MlpParams {
  const bound = Math.sqrt(lipschitz);
  const limited = (w: NDArray) => div(w, maximum(div(norm(w, { ord: 2 }), bound), 1));
  return { w1: limited(w1), b1, w2: limited(w2), b2 };
}

function roulette(branch: (x: NDArray) => NDArray, x: NDArray, key: Key): NDArray {
  const [probeKey, lengthKey] = split(key);
  const v = rademacher(probeKey, x.shape).astype(x.dtype);
  const extra = Math.floor(Math.log(1 - uniform(lengthKey, []).item()) / Math.log(SURVIVAL));
  let total: NDArray = sum(zerosLike(x), 1);
  let pushed: NDArray = v;
  for (let k = 1; k <= SURE_TERMS + extra; k++) {
    [, pushed] = jvp(branch, [x], [pushed]);
    const weight = SURVIVAL ** -Math.max(0, k - SURE_TERMS);
    total = add(total, mul(sum(mul(v, pushed), 1), ((k % 2 === 1 ? 1 : -1) * weight) / k));
  }
  return total;
}
