// Any nonlinearity by its Hermite expansion (Mehler's formula; Daniely, Frostig & Singer 2016): with
// ρ_l = E[φ̇(√a z) h_{l−1}(z)], g = √a and f = √E[φ²] the shares v_0 = E[φ]/f and v_l = ρ_l g/(f √l) give
//   c' = Σ v_l v_l' c^l          Ḋ = Σ ρ_l ρ_l' c^{l−1}
// and near |c'| = 1, with e_l = sign c' · (sign c)^l, sums whose terms are no differences of sums:
//   4h' = Σ (v_l − e_l v_l')² + 4 s Σ_j |c|^j Σ_{l>j} e_l v_l v_l'
// Vectors: ρ, one after the other; v_0; t = g/f; the numbers 1/l. Constants: how many ρ, entries of each, the
// step from l to l (2 for odd and even φ, whose other ρ are zero and left out), the first l (1 or 2).
import { half, madd, one, quarter, signBit, spread, withSign } from "./lanes";
import { correlation } from "./tile-input";
import { constant, entry, rowValue } from "./tile-layer";

/** From here on 1 − |c'| is taken from differences. */
const NEAR_64: usize = memory.data<f64>([0.001]);
const NEAR_32: usize = memory.data<f64>([0.03]);

/** Two vectors at a time: four chains in flight. */
export function seriesStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const terms = <usize>load<f64>(constant(layer, 0));
  const stride = <usize>load<f64>(constant(layer, 1)) * sizeof<T>();
  const rowTop = entry<T>(layer, 0, i) + (terms - 1) * stride;
  let top = entry<T>(layer, 0, j) + (terms - 1) * stride;
  const inverses = entry<T>(layer, 3, 0);
  const mean = rowValue<T>(layer, 1, i), scale = rowValue<T>(layer, 2, i);
  let means = entry<T>(layer, 1, j), scales = entry<T>(layer, 2, j);
  const near = spread<T>(sizeof<T>() == 8 ? NEAR_64 : NEAR_32);
  const zero = v128.splat<T>(<T>0);
  const skips = load<f64>(constant(layer, 2)) == 2;
  const fromTwo = load<f64>(constant(layer, 3)) == 2;
  while (w < end) {
    const x0 = correlation<T>(v128.load(w)), x1 = correlation<T>(v128.load(w, 16));
    const c0 = skips ? v128.mul<T>(x0, x0) : x0, c1 = skips ? v128.mul<T>(x1, x1) : x1;
    let sum0 = zero, sum1 = zero, slope0 = zero, slope1 = zero;
    let row = rowTop, column = top, inverse = inverses + (terms - 1) * sizeof<T>();
    for (let l = terms; l > 0; l--) {
      const rho = v128.load_splat<T>(row), share = v128.load_splat<T>(inverse);
      const q0 = v128.mul<T>(rho, v128.load(column)), q1 = v128.mul<T>(rho, v128.load(column, 16));
      slope0 = madd<T>(slope0, c0, q0);
      slope1 = madd<T>(slope1, c1, q1);
      sum0 = madd<T>(sum0, c0, v128.mul<T>(q0, share));
      sum1 = madd<T>(sum1, c1, v128.mul<T>(q1, share));
      row -= stride;
      column -= stride;
      inverse -= sizeof<T>();
    }
    if (fromTwo) {
      slope0 = v128.mul<T>(slope0, x0);
      slope1 = v128.mul<T>(slope1, x1);
      sum0 = v128.mul<T>(sum0, x0);
      sum1 = v128.mul<T>(sum1, x1);
    }
    v128.store(ntk, v128.mul<T>(v128.load(ntk), slope0));
    v128.store(ntk, v128.mul<T>(v128.load(ntk, 16), slope1), 16);
    const next0 = joined<T>(v128.mul<T>(mean, v128.load(means)), v128.mul<T>(scale, v128.load(scales)), x0, sum0);
    const next1 = joined<T>(v128.mul<T>(mean, v128.load(means, 16)), v128.mul<T>(scale, v128.load(scales, 16)), x1, sum1);
    finish<T>(layer, i, top, means, scales, w, next0, near);
    finish<T>(layer, i, top + 16, means + 16, scales + 16, w + 16, next1, near);
    w += 32;
    ntk += 32;
    top += 32;
    means += 32;
    scales += 32;
  }
}

/** c' = v_0 v_0' + t t' c Σ ρ_l ρ_l' c^{l−1}/l */
// @ts-ignore: decorator
@inline
function joined<T>(means: v128, scales: v128, c: v128, sum: v128): v128 {
  return madd<T>(v128.mul<T>(scales, c), sum, means);
}

/** The complement of c' in the place of that of c. */
// @ts-ignore: decorator
@inline
function finish<T>(layer: usize, i: usize, top: usize, mean: usize, scale: usize, w: usize, next: v128, near: v128): void {
  let s = v128.mul<T>(half<T>(), v128.sub<T>(one<T>(), v128.abs<T>(next)));
  const isNear = v128.lt<T>(s, near);
  if (v128.any_true(isNear)) {
    const close = closeComplement<T>(layer, i, top, v128.load(mean), v128.load(scale), v128.load(w), next);
    s = v128.bitselect(close, s, isNear);
  }
  v128.store(w, withSign<T>(s, next));
}

function closeComplement<T>(layer: usize, i: usize, top: usize, mean2: v128, scale2: v128, state: v128, next: v128): v128 {
  const terms = <usize>load<f64>(constant(layer, 0));
  const stride = <usize>load<f64>(constant(layer, 1)) * sizeof<T>();
  const mean = rowValue<T>(layer, 1, i), scale = rowValue<T>(layer, 2, i);
  const scales = v128.mul<T>(scale, scale2);
  const s = v128.abs<T>(state);
  const size = v128.sub<T>(one<T>(), v128.add<T>(s, s));
  const even = withSign<T>(one<T>(), next);
  const odd = v128.xor(even, v128.and(state, signBit<T>()));
  let row = entry<T>(layer, 0, i) + (terms - 1) * stride;
  let inverse = entry<T>(layer, 3, 0) + (terms - 1) * sizeof<T>();
  const apart0 = v128.sub<T>(mean, v128.mul<T>(even, mean2));
  let apart = v128.mul<T>(apart0, apart0);
  let above = v128.splat<T>(<T>0), sum = above;
  const step = <i32>load<f64>(constant(layer, 2)), first = <i32>load<f64>(constant(layer, 3));
  for (let l = first + (<i32>terms - 1) * step; l > 0; l -= step) {
    const sign = (l & 1) == 1 ? odd : even;
    const rho = v128.load_splat<T>(row), rho2 = v128.mul<T>(sign, v128.load(top));
    const share = v128.load_splat<T>(inverse);
    const d = v128.sub<T>(v128.mul<T>(scale, rho), v128.mul<T>(scale2, rho2));
    apart = madd<T>(v128.mul<T>(d, d), share, apart);
    above = madd<T>(v128.mul<T>(rho, rho2), v128.mul<T>(scales, share), above);
    sum = madd<T>(sum, size, above);
    // Once more for the l − 1 that was left out.
    if (step == 2 && l > 1) sum = madd<T>(sum, size, above);
    row -= stride;
    top -= stride;
    inverse -= sizeof<T>();
  }
  return v128.max<T>(madd<T>(quarter<T>(), apart, v128.mul<T>(s, sum)), v128.splat<T>(<T>0));
}
