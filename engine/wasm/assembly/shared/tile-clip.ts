// φ(x) = x between −1 and 1, ±1 beyond (odd; c is |c|), where tile-corners.ts has no digits. With thresholds b = 1/g of the two rows, d = b − b' and
// v = tan(φ/2) up to v₀ = tan(θ/2) = √(s/(1 − s)), the densities of the corners (Plackett 1954) are
//   E₁ = exp(−d²(1 + v²)²/8v² − b b'(1 + v²)/2),   E₂ = exp(−(b + b')²(1 + v²)²/8v² + b b'(1 + v²)/2)
//   A = ∫ (E₁ − E₂) dφ,   B = ∫ (1 − cos φ)(E₁ − E₂) dφ
//   Ḋ = erf(min b/√2) − A/π        h' = h₀ + (g g'/2 f f')(2 s Ḋ + B/π)
// with h₀ that of parallel rows; in log v, where a layer of any width d is smooth, Gauss–Legendre's rule is used.
// Vectors: b, g/f, 1/f, erf(b/√2), erfc(b/√2), ∫_{|z|<b} z²N, N(b). Vector 7: nodes and weights on [0, 1] of the
// rules for E₁, E₂ and what lies between the thresholds; constants: how many each has.
import { exponential } from "./exponential";
import { madd, nmadd, one, quarter, spread, withSign } from "./lanes";
import { logarithm } from "./logarithm";
import { constant, entry, rowValue } from "./tile-layer";

const INVERSE_PI: usize = memory.data<f64>([0.3183098861837907]);
const ROOT_TWO_OVER_PI: usize = memory.data<f64>([0.7978845608028654]);
/** Where the integrand vanishes: log v this far below log v₀, or v this far below d. */
const DEEPEST: f64 = 37;
const SHALLOWEST: f64 = 1;
const BELOW: f64 = 18;
/** Up to this distance of the thresholds what lies between is integrated, not a difference. */
const CLOSE: f64 = 0.5;

/** One vector of pairs. */
export function clip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize): void {
  const state = v128.load(w);
  const s = v128.abs<T>(state);
  const b = rowValue<T>(layer, 0, i), b2 = v128.load(entry<T>(layer, 0, j));
  const product = v128.mul<T>(v128.splat<T>(<T>0.5), v128.mul<T>(b, b2));
  const first = v128.sqrt<T>(v128.div<T>(s, v128.sub<T>(one<T>(), s)));
  const away = v128.abs<T>(v128.sub<T>(b, b2)), across = v128.add<T>(b, b2), opposite = v128.neg<T>(product);
  const nearDepth = depth<T>(first, away), farDepth = depth<T>(first, across);
  const count = <usize>load<f64>(constant(layer, 0));
  let at = entry<T>(layer, 7, 0);
  let a = v128.splat<T>(<T>0), c = a;
  for (let k: usize = 0; k < count; k++) {
    const v = tangent<T>(first, nearDepth, v128.load_splat<T>(at));
    const near = density<T>(v, v128.mul<T>(v128.load_splat<T>(at + sizeof<T>()), nearDepth), away, product);
    at += 2 * sizeof<T>();
    a = v128.add<T>(a, near);
    c = madd<T>(near, versine<T>(v), c);
  }
  const short = <usize>load<f64>(constant(layer, 1));
  for (let k: usize = 0; k < short; k++) {
    const v = tangent<T>(first, farDepth, v128.load_splat<T>(at));
    const far = density<T>(v, v128.mul<T>(v128.load_splat<T>(at + sizeof<T>()), farDepth), across, opposite);
    at += 2 * sizeof<T>();
    a = v128.sub<T>(a, far);
    c = nmadd<T>(far, versine<T>(v), c);
  }
  const inversePi = spread<T>(INVERSE_PI);
  const inside = v128.min<T>(rowValue<T>(layer, 3, i), v128.load(entry<T>(layer, 3, j)));
  const slope = nmadd<T>(a, inversePi, inside);
  v128.store(ntk, v128.mul<T>(v128.load(ntk), slope));
  const scales = v128.mul<T>(v128.splat<T>(<T>0.5), v128.mul<T>(rowValue<T>(layer, 1, i), v128.load(entry<T>(layer, 1, j))));
  const turned = v128.mul<T>(scales, madd<T>(v128.add<T>(s, s), slope, v128.mul<T>(c, inversePi)));
  const next = v128.min<T>(v128.add<T>(parallel<T>(layer, i, j, b, b2), turned), v128.splat<T>(<T>0.5));
  v128.store(w, withSign<T>(next, state));
}

/** How far log v reaches below log v₀. */
// @ts-ignore: decorator
@inline
function depth<T>(first: v128, away: v128): v128 {
  const least = v128.splat<T>(<T>1e-30);
  const ratio = v128.div<T>(v128.mul<T>(first, v128.splat<T>(<T>BELOW)), v128.max<T>(away, least));
  const length = logarithm<T>(v128.max<T>(ratio, least));
  return v128.min<T>(v128.max<T>(length, v128.splat<T>(<T>SHALLOWEST)), v128.splat<T>(<T>DEEPEST));
}

// @ts-ignore: decorator
@inline
function tangent<T>(first: v128, depth: v128, x: v128): v128 {
  return v128.max<T>(v128.mul<T>(first, exponential<T>(v128.neg<T>(v128.mul<T>(depth, x)))), v128.splat<T>(<T>1e-17));
}

/** weight·E dφ/d log v: E = exp(−away²(1 + v²)²/8v² − product·(1 + v²)), dφ = 2v/(1 + v²) d log v. */
// @ts-ignore: decorator
@inline
function density<T>(v: v128, weight: v128, away: v128, product: v128): v128 {
  const above = madd<T>(v, v, one<T>());
  const wide = v128.div<T>(v128.mul<T>(away, above), v);
  const exponent = madd<T>(v128.mul<T>(v128.splat<T>(<T>0.125), wide), wide, v128.mul<T>(product, above));
  const scale = v128.div<T>(v128.add<T>(v, v), above);
  return v128.mul<T>(v128.mul<T>(weight, scale), exponential<T>(v128.neg<T>(exponent)));
}

/** 1 − cos φ = 2v²/(1 + v²) */
// @ts-ignore: decorator
@inline
function versine<T>(v: v128): v128 {
  const square = v128.mul<T>(v, v);
  return v128.div<T>(v128.add<T>(square, square), v128.add<T>(one<T>(), square));
}

/** h₀ = ¼ E[(φ(g z)/f − φ(g'z)/f')²]: both linear, one linear, none. */
function parallel<T>(layer: usize, i: usize, j: usize, b: v128, b2: v128): v128 {
  const t = rowValue<T>(layer, 1, i), t2 = v128.load(entry<T>(layer, 1, j));
  const inverse = rowValue<T>(layer, 2, i), inverse2 = v128.load(entry<T>(layer, 2, j));
  const e = rowValue<T>(layer, 3, i), e2 = v128.load(entry<T>(layer, 3, j));
  const outside = v128.min<T>(rowValue<T>(layer, 4, i), v128.load(entry<T>(layer, 4, j)));
  const q = rowValue<T>(layer, 5, i), q2 = v128.load(entry<T>(layer, 5, j));
  const steep = v128.sub<T>(t, t2), flat = v128.sub<T>(inverse, inverse2);
  const isLater = v128.gt<T>(b, b2);
  const both = v128.mul<T>(v128.mul<T>(steep, steep), v128.min<T>(q, q2));
  const none = v128.mul<T>(v128.mul<T>(flat, flat), outside);
  // Between the thresholds the row with the larger one is still linear.
  const slope = v128.bitselect(t, t2, isLater), level = v128.bitselect(inverse2, inverse, isLater);
  const low = v128.min<T>(b, b2), length = v128.abs<T>(v128.sub<T>(b, b2));
  const squares = v128.mul<T>(v128.mul<T>(slope, slope), v128.abs<T>(v128.sub<T>(q, q2)));
  const density = v128.abs<T>(v128.sub<T>(rowValue<T>(layer, 6, i), v128.load(entry<T>(layer, 6, j))));
  const mixed = v128.mul<T>(v128.mul<T>(slope, level), v128.splat<T>(<T>4));
  const levels = v128.mul<T>(v128.mul<T>(level, level), v128.abs<T>(v128.sub<T>(e, e2)));
  const wide = v128.add<T>(nmadd<T>(mixed, density, squares), levels);
  const isClose = v128.lt<T>(length, v128.splat<T>(<T>CLOSE));
  const middle = v128.any_true(isClose) ? v128.bitselect(between<T>(layer, low, length, slope, level), wide, isClose) : wide;
  return v128.mul<T>(quarter<T>(), v128.add<T>(v128.add<T>(both, none), middle));
}

/** 2 ∫ (slope·z − level)² N(z) dz from `low` on, `length` far. */
function between<T>(layer: usize, low: v128, length: v128, slope: v128, level: v128): v128 {
  const count = <usize>load<f64>(constant(layer, 2));
  let at = entry<T>(layer, 7, 0) + <usize>(load<f64>(constant(layer, 0)) + load<f64>(constant(layer, 1))) * 2 * sizeof<T>();
  let sum = v128.splat<T>(<T>0);
  for (let k: usize = 0; k < count; k++) {
    const z = madd<T>(length, v128.load_splat<T>(at), low);
    const difference = v128.sub<T>(v128.mul<T>(slope, z), level);
    const normal = exponential<T>(v128.mul<T>(v128.splat<T>(<T>-0.5), v128.mul<T>(z, z)));
    const weight = v128.mul<T>(v128.load_splat<T>(at + sizeof<T>()), normal);
    sum = madd<T>(weight, v128.mul<T>(difference, difference), sum);
    at += 2 * sizeof<T>();
  }
  return v128.mul<T>(spread<T>(ROOT_TWO_OVER_PI), v128.mul<T>(length, sum));
}
