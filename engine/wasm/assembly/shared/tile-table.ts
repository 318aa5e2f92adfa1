// A map of correlations that is the same for all pairs (homogeneous nonlinearities; any nonlinearity where
// all variances are equal), as polynomials in y = √s on pieces of s, two an octave; the lowest reaches to 0.
// Each coefficient is a pair: of what the complement is made of, and of the slope Ḋ.
// Vectors: the table (engine/dual/table.ts), and row factors of Ḋ. Constants: the lowest piece's number, the
// last piece, powers of y in the complement (0, 1 or 2), parity (0 odd, 1 even, 2 neither: the pieces for
// c < 0 lie behind the others and give h' itself).
import { madd } from "./lanes";
import { constant, entry } from "./tile-layer";

/** Coefficients of a piece; scale and offset of its local variable come before them. */
const TERMS: usize = 13;

const EVEN: i32 = 1;
const NEITHER: i32 = 2;

export function tableStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const lowest = <i32>load<f64>(constant(layer, 0));
  const last = <i32>load<f64>(constant(layer, 1));
  const powers = <i32>load<f64>(constant(layer, 2));
  const parity = <i32>load<f64>(constant(layer, 3));
  const table = entry<T>(layer, 0, 0);
  const rowFactor = load<T>(entry<T>(layer, 1, i));
  let factor = entry<T>(layer, 1, j);
  const pieceBytes = 2 * (TERMS + 1) * sizeof<T>();
  const behind = <usize>(last + 1) * pieceBytes;
  while (w < end) {
    const state = load<T>(w);
    const s = abs<T>(state);
    const negative = Math.signbit(<f64>state);
    const y = sqrt<T>(s);
    let piece = table + <usize>min<i32>(max<i32>(number<T>(s) - lowest, 0), last) * pieceBytes;
    const mirrored = negative && parity == NEITHER;
    if (mirrored) piece += behind;
    const values = polynomial<T>(piece, y);
    const first = sizeof<T>() == 8 ? <T>f64x2.extract_lane(values, 0) : <T>f32x4.extract_lane(values, 0);
    const second = sizeof<T>() == 8 ? <T>f64x2.extract_lane(values, 1) : <T>f32x4.extract_lane(values, 1);
    const slope = negative && parity == EVEN ? -second : second;
    store<T>(ntk, load<T>(ntk) * (slope * rowFactor * load<T>(factor)));
    if (mirrored) {
      store<T>(w, first <= <T>0.5 ? max<T>(first, 0) : -max<T>(<T>1 - first, 0));
    } else {
      const size = powers == 2 ? first * s : powers == 1 ? first * y : first;
      const next = size <= <T>0.5 ? size : -(<T>1 - size);
      store<T>(w, negative && parity != EVEN ? -next : next);
    }
    w += sizeof<T>();
    ntk += sizeof<T>();
    factor += sizeof<T>();
  }
}

/** Twice the exponent, and one more in the upper half of an octave. */
// @ts-ignore: decorator
@inline
function number<T>(s: T): i32 {
  return sizeof<T>() == 8
    ? <i32>(reinterpret<u64>(<f64>s) >> 51) - 2044
    : <i32>(reinterpret<u32>(<f32>s) >> 22) - 252;
}

// @ts-ignore: decorator
@inline
function polynomial<T>(piece: usize, y: T): v128 {
  const pair: usize = 2 * sizeof<T>();
  const t = v128.splat<T>(y * load<T>(piece) + load<T>(piece + sizeof<T>()));
  let at = piece + TERMS * pair;
  let sum = coefficients<T>(at);
  for (let k: usize = 1; k < TERMS; k++) {
    at -= pair;
    sum = madd<T>(sum, t, coefficients<T>(at));
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function coefficients<T>(at: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(at) : v128.load64_zero(at);
}
