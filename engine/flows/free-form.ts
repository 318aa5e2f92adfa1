import { add, mul, sub } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import { mean, sum } from "../array/reductions.js";
import { formatShape, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { jvp } from "../autodiff/jvp.js";
import { stopGradient } from "../autodiff/stop-gradient.js";
import { vjp } from "../autodiff/vjp.js";
import { Key } from "../random/key.js";
import { rademacher } from "../random/bernoulli.js";

/** Two networks that need not be invertible by construction, and become each other's inverse. */
export interface FreeForm {
  readonly encode: (x: NDArray) => NDArray;
  readonly decode: (z: NDArray) => NDArray;
}

/**
 * A loss whose gradient is that of −log p(x) = ½|z|² − log |det ∂z/∂x| plus β|x − x̂|², z = encode(x), x̂ = decode(z)
 * (free-form flows, Draxler et al. 2024): with v of random signs,
 * ∇ log |det ∂z/∂x| ≈ ∇ vᵀ(∂z/∂x) SG[(∂x̂/∂z) v], one vector–Jacobian and one Jacobian–vector product. Its value is
 * not the likelihood's.
 *
 * @param x - [points, dim]
 * @throws {@link ShapeError} for networks that give other shapes than x.
 * @param key - for v, or v itself, of the shape of x
 * @example
 * ```ts
 * const loss = (w: NDArray) => flows.freeFormLoss({ encode: (x) => matmul(x, w), decode: (z) => matmul(z, w) }, ones([4, 2]), random.key(0), 10);
 * grad(loss)(eye(2));
 * ```
 */
export function freeFormLoss(
  { encode, decode }: FreeForm,
  x: NDArray,
  key: Key | NDArray,
  beta: number,
): NDArray {
  const v = key instanceof Key ? rademacher(key, x.shape).astype(x.dtype) : key;
  const [z, pullback] = vjp(encode, x);
  checkLike("encode", z, x);
  const [back] = pullback(v);
  const [decoded, pushed] = jvp(decode, [z], [v]);
  checkLike("decode", decoded, x);
  const volume = sum(mul(back, stopGradient(pushed)), 1);
  const missed = sub(x, decoded);
  const energy = mul(sum(mul(z, z), 1), 0.5);
  return mean(add(sub(energy, volume), mul(sum(mul(missed, missed), 1), beta)));
}

/** Other shapes would broadcast. */
function checkLike(name: string, given: NDArray, x: NDArray): void {
  if (sameShape(given.shape, x.shape)) return;
  throw new ShapeError(
    `flows.freeFormLoss: ${name} gives the shape ${formatShape(given.shape)} for ${formatShape(x.shape)}; give as many coordinates`,
  );
}
