// Exponentials of covariances. With g = √a and the complement h = (1 − c)/2 of covariances k = g g' c,
//   δ∓ = (m/2)(a + a' ∓ 2k):   δ− = (m/2)[(g − g')² + 4 g g' h],   δ+ the same with 1 − h.
import { exponential, exponentialMinusOne } from "./exponential";
import { half, madd, nmadd, one, signMask, spread, withSign } from "./lanes";
import { constant, entry, rowValue } from "./tile-layer";

/** From here on 1 − |c'| is taken from differences. */
const NEAR_64: usize = memory.data<f64>([0.001]);
const NEAR_32: usize = memory.data<f64>([0.03]);

/**
 * exp and random Fourier features: c' = e^(−δ−), h' = (1 − e^(−δ−))/2, Ḋ = F F' c'.
 * Vectors: g, F. Constant: m.
 */
export function exponentStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const m = spread<T>(constant(layer, 0));
  const g = rowValue<T>(layer, 0, i), factor = rowValue<T>(layer, 1, i);
  let deviations = entry<T>(layer, 0, j), factors = entry<T>(layer, 1, j);
  while (w < end) {
    const state = v128.load(w);
    const s = v128.abs<T>(state);
    const h = v128.bitselect(v128.sub<T>(one<T>(), s), s, signMask<T>(state));
    const next = v128.mul<T>(half<T>(), v128.neg<T>(exponentialMinusOne<T>(v128.neg<T>(exponent<T>(m, g, v128.load(deviations), h)))));
    const slope = v128.mul<T>(v128.mul<T>(factor, v128.load(factors)), v128.sub<T>(one<T>(), v128.add<T>(next, next)));
    v128.store(ntk, v128.mul<T>(v128.load(ntk), slope));
    v128.store(w, next);
    w += 16;
    ntk += 16;
    deviations += 16;
    factors += 16;
  }
}

/** (m/2)[(g − g')² + 4 g g' h] */
// @ts-ignore: decorator
@inline
function exponent<T>(m: v128, g: v128, g2: v128, h: v128): v128 {
  const apart = v128.sub<T>(g, g2);
  const twice = v128.mul<T>(v128.mul<T>(g, g2), v128.add<T>(h, h));
  return v128.mul<T>(m, madd<T>(v128.mul<T>(half<T>(), apart), apart, twice));
}

/**
 * φ = √2 sin(b x + φ₀), m = b², κ = cos 2φ₀: with ε = e^(−m a) and f² = 1 − κ ε²,
 *   f f' c' = e^(−δ−) − κ e^(−δ+)          Ḋ = m (e^(−δ−) + κ e^(−δ+))
 * and near c' = 1, as f² + f'² − 2 f f' c' = −2(e^(−δ−) − 1) − κ[(ε − ε')² − 2 ε ε' (e^(δ−) − 1)] = N,
 *   4 f f' h' = N − (f − f')².
 * Where |κ| = 1 the map is odd or even, and |c| stands for c. Vectors: g, ε, f, 1/f. Constants: m, κ, the factor
 * of Ḋ.
 */
export function sineStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const lanes: usize = 16 / sizeof<T>();
  const m = spread<T>(constant(layer, 0)), kappa = spread<T>(constant(layer, 1)), factor = spread<T>(constant(layer, 2));
  const parity = load<f64>(constant(layer, 1));
  const g = rowValue<T>(layer, 0, i), inverse = rowValue<T>(layer, 3, i);
  const near = spread<T>(sizeof<T>() == 8 ? NEAR_64 : NEAR_32);
  let column = j;
  while (w < end) {
    const state = v128.load(w);
    const s = v128.abs<T>(state);
    const negative = signMask<T>(state);
    const even = parity == -1, odd = parity == 1;
    const rest = v128.sub<T>(one<T>(), s);
    const mirrored = even || odd ? v128.splat<T>(<T>0) : negative;
    const g2 = v128.load(entry<T>(layer, 0, column));
    const below = exponent<T>(m, g, g2, v128.bitselect(rest, s, mirrored));
    const difference = exponential<T>(v128.neg<T>(below));
    const sum = v128.mul<T>(kappa, exponential<T>(v128.neg<T>(exponent<T>(m, g, g2, v128.bitselect(s, rest, mirrored)))));
    const slope = v128.mul<T>(factor, v128.add<T>(difference, sum));
    const turned = even ? v128.xor(slope, v128.and(state, v128.splat<T>(<T>-0.0))) : slope;
    v128.store(ntk, v128.mul<T>(v128.load(ntk), turned));
    const inverses = v128.mul<T>(inverse, v128.load(entry<T>(layer, 3, column)));
    const c = v128.mul<T>(v128.sub<T>(difference, sum), inverses);
    let next = v128.mul<T>(half<T>(), v128.max<T>(v128.sub<T>(one<T>(), v128.abs<T>(c)), v128.splat<T>(<T>0)));
    const isNear = v128.and(v128.lt<T>(next, near), v128.gt<T>(c, v128.splat<T>(<T>0)));
    if (v128.any_true(isNear)) next = v128.bitselect(closeComplement<T>(layer, i, column, below, kappa, inverses), next, isNear);
    v128.store(w, withSign<T>(next, odd ? state : c));
    w += 16;
    ntk += 16;
    column += lanes;
  }
}

function closeComplement<T>(layer: usize, i: usize, j: usize, below: v128, kappa: v128, inverses: v128): v128 {
  const e = rowValue<T>(layer, 1, i), e2 = v128.load(entry<T>(layer, 1, j));
  const f = v128.sub<T>(rowValue<T>(layer, 2, i), v128.load(entry<T>(layer, 2, j)));
  const apart = v128.sub<T>(e, e2);
  const product = v128.mul<T>(e, e2);
  const grown = v128.mul<T>(v128.add<T>(product, product), exponentialMinusOne<T>(below));
  const bracket = v128.sub<T>(v128.mul<T>(apart, apart), grown);
  const fallen = exponentialMinusOne<T>(v128.neg<T>(below));
  const n = nmadd<T>(kappa, bracket, v128.neg<T>(v128.add<T>(fallen, fallen)));
  const quarter = v128.mul<T>(v128.splat<T>(<T>0.25), v128.mul<T>(nmadd<T>(f, f, n), inverses));
  return v128.max<T>(quarter, v128.splat<T>(<T>0));
}
