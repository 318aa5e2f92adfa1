import { add, mul, neg, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { mean, sum } from "../array/reductions.js";
import { formatShape, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { checkShapes, type Flow } from "./flow.js";

/**
 * log p(x) = log N(y; 0, I) + log |det ∂y/∂x| of a flow from data to noise, at each point.
 *
 * @returns [points]
 * @example
 * ```ts
 * const flow = flows.affineCoupling();
 * flows.logProb(flow, flow.init(random.key(0), 2), [[0, 1]]);
 * ```
 */
export function logProb<Params>(flow: Flow<Params>, params: Params, x: ArrayInput): NDArray {
  const { y, logDet } = flow.transform(params, x);
  return add(standardNormal(y), logDet);
}

/**
 * −E[log p(x)], what maximum likelihood lowers.
 *
 * @example
 * ```ts
 * const flow = flows.affineCoupling();
 * const x = random.normal(random.key(1), [64, 2]);
 * grad((p: flows.AffineCouplingParams) => flows.negativeLogLikelihood(flow, p, x))(flow.init(random.key(0), 2));
 * ```
 */
export function negativeLogLikelihood<Params>(
  flow: Flow<Params>,
  params: Params,
  x: ArrayInput,
): NDArray {
  return neg(mean(logProb(flow, params, x)));
}

/**
 * E[log q(y) + βU(y)] of y = flow(z), z standard normal: the free energy of a flow from noise to samples for a
 * density e^(−U). Raise β from little to 1 while training (Rezende & Mohamed 2015, eq. 20).
 *
 * @param z - samples of the standard normal distribution, [points, dim]
 * @param potential - U of points [points, dim], up to a constant
 * @throws {@link ShapeError} for a potential that gives not one number a point.
 * @example
 * ```ts
 * const flow = flows.planar();
 * const z = random.normal(random.key(1), [64, 2]);
 * flows.freeEnergy(flow, flow.init(random.key(0), 2), z, flows.potentials.ring, 0.5);
 * ```
 */
export function freeEnergy<Params>(
  flow: Flow<Params>,
  params: Params,
  z: ArrayInput,
  potential: (y: NDArray) => NDArray,
  beta: number | NDArray = 1,
): NDArray {
  const { y, logDet } = flow.transform(params, z);
  if (typeof beta !== "number") checkShapes("freeEnergy", { beta }, { beta: [] });
  const energy = potential(y);
  if (!sameShape(energy.shape, logDet.shape)) {
    throw new ShapeError(
      `flows.freeEnergy: the potential gives the shape ${formatShape(energy.shape)} for ${formatShape(y.shape)}; give one number a point`,
    );
  }
  return mean(add(sub(standardNormal(asArray(z)), logDet), mul(energy, beta)));
}

/** log N(y; 0, I) */
export function standardNormal(y: NDArray): NDArray {
  const constant = ((y.shape[1] ?? 0) * Math.log(2 * Math.PI)) / 2;
  return sub(mul(sum(mul(y, y), 1), -0.5), constant);
}
