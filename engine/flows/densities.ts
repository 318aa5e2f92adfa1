import { add, div, mul, neg, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { cos, exp, sin } from "../array/transcendental.js";
import { stack } from "../array/join.js";
import { formatShape } from "../array/shape.js";
import { slice } from "../array/slicing.js";
import { ShapeError } from "../errors.js";
import { sigmoid } from "../activations/smooth.js";
import { split, type Key } from "../random/key.js";
import { norm } from "../linalg/norm.js";
import { logsumexp } from "../statistics/logsumexp.js";
import { bernoulli } from "../random/bernoulli.js";
import { normal } from "../random/normal.js";
import { uniform } from "../random/uniform.js";

/** The points [points, 2] and their coordinates. */
function coordinates(points: ArrayInput): { x: NDArray; x1: NDArray; x2: NDArray } {
  const x = asArray(points);
  if (x.shape.length !== 2 || x.shape[1] !== 2) {
    throw new ShapeError(
      `flows.potentials: x has shape ${formatShape(x.shape)}; give points as rows, [points, 2]`,
    );
  }
  return { x, x1: slice(x, [], 0), x2: slice(x, [], 1) };
}

const squared = (x: NDArray) => mul(x, x);

/** −log(e^a + e^b) */
const mixture = (a: NDArray, b: NDArray) => neg(logsumexp(stack([a, b]), 0));

const wave = (x: NDArray) => sin(mul(x, Math.PI / 2));

/** ½((x₂ − w)/s)² */
const valley = (x2: NDArray, w: NDArray, width: number) =>
  mul(squared(div(sub(x2, w), width)), -0.5);

/**
 * The four potentials U of Rezende & Mohamed 2015, table 1: a ring of two modes, a wave, and a wave that splits in
 * two ways. Densities are e^(−U) up to a constant, in two dimensions; those of the waves have no end in x₁, so that they are
 * densities on a strip only: add a wall to be trained on, such as `nn.relu(y.abs().sub(4)).pow(2).sum(1)`.
 */
export const potentials = {
  ring: (points: ArrayInput): NDArray => {
    const { x, x1 } = coordinates(points);
    const r = norm(x, { axis: 1 });
    const lobe = (centre: number) => mul(squared(div(sub(x1, centre), 0.6)), -0.5);
    return add(mul(squared(div(sub(r, 2), 0.4)), 0.5), mixture(lobe(2), lobe(-2)));
  },
  wave: (points: ArrayInput): NDArray => {
    const { x1, x2 } = coordinates(points);
    return neg(valley(x2, wave(x1), 0.4));
  },
  bulge: (points: ArrayInput): NDArray => {
    const { x1, x2 } = coordinates(points);
    const away = mul(exp(mul(squared(div(sub(x1, 1), 0.6)), -0.5)), 3);
    return mixture(valley(x2, wave(x1), 0.35), valley(x2, sub(wave(x1), away), 0.35));
  },
  fork: (points: ArrayInput): NDArray => {
    const { x1, x2 } = coordinates(points);
    const away = mul(sigmoid(div(sub(x1, 1), 0.3)), 3);
    return mixture(valley(x2, wave(x1), 0.4), valley(x2, sub(wave(x1), away), 0.35));
  },
} as const;

/**
 * Two half circles that reach into each other, with normal noise.
 *
 * @returns [count, 2]
 * @example
 * ```ts
 * flows.twoMoons(random.key(0), 500);
 * ```
 */
export function twoMoons(key: Key, count: number, noise = 0.1): NDArray {
  const [angleKey, sideKey, noiseKey] = split(key, 3) as [Key, Key, Key];
  const angle = mul(uniform(angleKey, [count]), Math.PI);
  const side = bernoulli(sideKey, 0.5, [count]).astype(angle.dtype);
  const sign = sub(1, mul(side, 2));
  const x1 = sub(add(mul(sign, cos(angle)), side), 0.5);
  const x2 = add(mul(sign, sin(angle)), sub(mul(side, 0.5), 0.25));
  return add(stack([x1, x2], 1), mul(normal(noiseKey, [count, 2]), noise));
}
