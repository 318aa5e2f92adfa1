// φ = e^(b x²) and φ = e^(−x²) sin x. With n = 1 − 4 b a (b = −1 for the second), ν = √n, σ = s(1 − s):
//   Δ = ½(n + n') + G,   G = (n − 1)(n' − 1) σ,   E = Δ − ν ν' = ½(ν − ν')² + G
// so that 1 − γ = (E/Δ)/(1 + γ) for γ = √(ν ν'/Δ) is a sum of positive terms.
import { exponential, exponentialMinusOne } from "./exponential";
import { half, madd, nmadd, one, signBit, spread, withSign } from "./lanes";
import { constant, entry, rowValue } from "./tile-layer";

/** c' = γ, Ḋ = F F' c/Δ^{3/2}. Vectors: ν, n − 1, F. */
export function gaussianStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const lanes: usize = 16 / sizeof<T>();
  const root = rowValue<T>(layer, 0, i), rise = rowValue<T>(layer, 1, i), factor = rowValue<T>(layer, 2, i);
  let column = j;
  while (w < end) {
    const state = v128.load(w);
    const s = v128.abs<T>(state);
    const root2 = v128.load(entry<T>(layer, 0, column));
    const share = v128.mul<T>(v128.mul<T>(rise, v128.load(entry<T>(layer, 1, column))), v128.mul<T>(s, v128.sub<T>(one<T>(), s)));
    const excess = over<T>(root, root2, share);
    const product = v128.mul<T>(root, root2);
    const delta = v128.add<T>(product, excess);
    const gamma = v128.sqrt<T>(v128.div<T>(product, delta));
    const size = v128.sub<T>(one<T>(), v128.add<T>(s, s));
    const factors = v128.mul<T>(v128.mul<T>(factor, v128.load(entry<T>(layer, 2, column))), size);
    const slope = v128.div<T>(factors, v128.mul<T>(delta, v128.sqrt<T>(delta)));
    v128.store(ntk, v128.mul<T>(v128.load(ntk), v128.xor(slope, v128.and(state, signBit<T>()))));
    v128.store(w, v128.mul<T>(half<T>(), lacking<T>(excess, delta, gamma)));
    w += 16;
    ntk += 16;
    column += lanes;
  }
}

/** E */
// @ts-ignore: decorator
@inline
function over<T>(root: v128, root2: v128, share: v128): v128 {
  const apart = v128.sub<T>(root, root2);
  return madd<T>(v128.mul<T>(half<T>(), apart), apart, share);
}

/** 1 − γ */
// @ts-ignore: decorator
@inline
function lacking<T>(excess: v128, delta: v128, gamma: v128): v128 {
  return v128.div<T>(excess, v128.mul<T>(delta, v128.add<T>(one<T>(), gamma)));
}

/** ln(sinh v/v) = w/6 − w²/180 + w³/2835 − …, w = v² ≤ 1/16; the coefficients from w² on. */
// prettier-ignore
const LOG_SINH: usize = memory.data<f64>([
  -1 / 180.0, 1 / 2835.0, -1 / 37800.0, 1 / 467775.0, -691 / 3831077250.0, 2 / 127702575.0, -3617 / 2605132530000.0,
]);

/**
 * With v = k/Δ, v_i = a_i/n_i and u = ½ − (n + n' + 2)/8Δ the map is odd, D = e^(−u) sinh v/√Δ, so that
 *   c' = r γ e^(−X) S(v²)/√(S(v₁²) S(v₂²)),  S(w) = sinh √w/√w,  1 − r = 2s + (E/Δ)(1 − 2s)
 *   X = G/4Δ + [¼(n − n')² + ½ G (n + n')]/(4 Δ n n')
 *   Ḋ = e^(−u) Δ^(−3/2) [8k(1 − u) sinh v + (1 + 8k²/Δ) cosh v]
 * Vectors: ν, n − 1, n, g, v, 1/n.
 */
export function gaborStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const lanes: usize = 16 / sizeof<T>();
  let column = j;
  while (w < end) {
    gabor<T>(layer, i, column, w, ntk);
    w += 16;
    ntk += 16;
    column += lanes;
  }
}

function gabor<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize): void {
  const state = v128.load(w);
  const s = v128.abs<T>(state);
  const root = rowValue<T>(layer, 0, i), root2 = v128.load(entry<T>(layer, 0, j));
  const rises = v128.mul<T>(rowValue<T>(layer, 1, i), v128.load(entry<T>(layer, 1, j)));
  const n = rowValue<T>(layer, 2, i), n2 = v128.load(entry<T>(layer, 2, j));
  const v1 = rowValue<T>(layer, 4, i), v2 = v128.load(entry<T>(layer, 4, j));
  const share = v128.mul<T>(rises, v128.mul<T>(s, v128.sub<T>(one<T>(), s)));
  const excess = over<T>(root, root2, share);
  const product = v128.mul<T>(root, root2);
  const delta = v128.add<T>(product, excess);
  const inverse = v128.div<T>(one<T>(), delta);
  const size = v128.sub<T>(one<T>(), v128.add<T>(s, s));
  const gamma = v128.sqrt<T>(v128.mul<T>(product, inverse));
  const short = v128.mul<T>(excess, inverse);
  const r = madd<T>(short, size, v128.add<T>(s, s));

  // 1 − r γ, then the exponent of what is left.
  const g = lacking<T>(excess, delta, gamma);
  const x = nmadd<T>(r, g, v128.add<T>(r, g));
  const sum = v128.add<T>(n, n2);
  const apart = v128.sub<T>(n, n2);
  const quarter = v128.splat<T>(<T>0.25);
  const inner = madd<T>(v128.mul<T>(quarter, apart), apart, v128.mul<T>(half<T>(), v128.mul<T>(share, sum)));
  const inverses = v128.mul<T>(rowValue<T>(layer, 5, i), v128.load(entry<T>(layer, 5, j)));
  const fall = v128.mul<T>(v128.mul<T>(quarter, inverse), madd<T>(inner, inverses, share));
  const k = v128.mul<T>(v128.mul<T>(rowValue<T>(layer, 3, i), v128.load(entry<T>(layer, 3, j))), size);
  const v = v128.mul<T>(k, inverse);
  const y = v128.sub<T>(logSinhs<T>(v, v1, v2, r, v128.mul<T>(quarter, v128.sub<T>(v128.load(entry<T>(layer, 5, j)), rowValue<T>(layer, 5, i)))), fall);
  const next = v128.sub<T>(v128.mul<T>(x, exponential<T>(y)), exponentialMinusOne<T>(y));
  // The logarithms of equal rows differ by their rounding.
  const isSame = v128.and(v128.eq<T>(s, v128.splat<T>(<T>0)), v128.eq<T>(n, n2));
  const positive = v128.andnot(v128.max<T>(next, v128.splat<T>(<T>0)), isSame);
  v128.store(w, withSign<T>(v128.mul<T>(half<T>(), positive), state));

  const eight = v128.splat<T>(<T>8);
  const u = nmadd<T>(v128.mul<T>(v128.splat<T>(<T>0.125), inverse), v128.add<T>(sum, v128.splat<T>(<T>2)), half<T>());
  const plus = exponential<T>(v), minus = exponential<T>(v128.neg<T>(v));
  const sinh = v128.mul<T>(half<T>(), v128.sub<T>(plus, minus)), cosh = v128.mul<T>(half<T>(), v128.add<T>(plus, minus));
  const first = v128.mul<T>(v128.mul<T>(eight, k), v128.mul<T>(v128.sub<T>(one<T>(), u), sinh));
  const second = v128.mul<T>(madd<T>(v128.mul<T>(eight, k), v, one<T>()), cosh);
  const scale = v128.mul<T>(exponential<T>(v128.neg<T>(u)), v128.mul<T>(inverse, v128.sqrt<T>(inverse)));
  v128.store(ntk, v128.mul<T>(v128.load(ntk), v128.mul<T>(scale, v128.add<T>(first, second))));
}

/** ln S(v²) − ½[ln S(v₁²) + ln S(v₂²)]: its first power from v² − v₁v₂ = −v₁v₂(1 − r²) and v₁ − v₂. */
// @ts-ignore: decorator
@inline
function logSinhs<T>(v: v128, v1: v128, v2: v128, r: v128, apart: v128): v128 {
  const product = v128.mul<T>(v1, v2);
  const square = v128.mul<T>(r, v128.sub<T>(v128.splat<T>(<T>2), r));
  const first = madd<T>(product, square, v128.mul<T>(half<T>(), v128.mul<T>(apart, apart)));
  const rest = v128.sub<T>(
    higher<T>(v128.mul<T>(v, v)),
    v128.mul<T>(half<T>(), v128.add<T>(higher<T>(v128.mul<T>(v1, v1)), higher<T>(v128.mul<T>(v2, v2)))),
  );
  return nmadd<T>(first, v128.splat<T>(<T>(1 / 6.0)), rest);
}

// @ts-ignore: decorator
@inline
function higher<T>(w: v128): v128 {
  let sum = spread<T>(LOG_SINH + 48);
  for (let k: i32 = 5; k >= 0; k--) sum = madd<T>(sum, w, spread<T>(LOG_SINH + (<usize>k << 3)));
  return v128.mul<T>(v128.mul<T>(w, w), sum);
}
