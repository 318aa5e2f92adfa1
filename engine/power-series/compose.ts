import { checkInterrupt } from "../platform/interrupt.js";
import { product, withConstant } from "./products.js";

/** Σ w_l uˡ */
export function compose(weights: Float64Array, u: Float64Array): Float64Array {
  const used = u.reduce((count, value) => count + Number(value !== 0), 0);
  return used <= 2 ? stepByStep(weights, u) : inBlocks(weights, u);
}

/** Horner's scheme, for a u of few terms. */
function stepByStep(weights: Float64Array, u: Float64Array): Float64Array {
  return weights.reduceRight<Float64Array>(
    (sum, weight) => withConstant(product(u, sum), weight),
    new Float64Array(u.length),
  );
}

/** Horner's scheme in a power of u, with the powers below it kept: 2√L products (Paterson & Stockmeyer 1973). */
function inBlocks(weights: Float64Array, u: Float64Array): Float64Array {
  const side = Math.ceil(Math.sqrt(weights.length));
  const powers = [withConstant(new Float64Array(u.length), 1)];
  for (let j = 1; j <= side; j++) powers.push(product(u, powers[j - 1] as Float64Array));
  const giant = powers[side] as Float64Array;
  let sum: Float64Array = new Float64Array(u.length);
  for (let block = side - 1; block >= 0; block--) {
    checkInterrupt();
    sum = product(giant, sum);
    for (let j = 0; j < side; j++) {
      const weight = weights[block * side + j] ?? 0;
      const power = powers[j] as Float64Array;
      if (weight === 0) continue;
      for (let n = 0; n < sum.length; n++) {
        sum[n] = (sum[n] as number) + weight * (power[n] as number);
      }
    }
  }
  return sum;
}
