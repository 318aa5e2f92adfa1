// Affine layers. A row of variance a becomes the unit vector (p, q) = (√(σ_w² a), σ_b)/√(σ_w² a + σ_b²),
// and the correlation c' = p p'·c + q q'. In complements h = (1 − c)/2 and 1 − h there are none but
// positive terms, so that an angle keeps its relative accuracy down to 0 and up to π:
//   h'     = p p'·h       + ¼[(p − p')² + (q − q')²]
//   1 − h' = p p'·(1 − h) + ¼[(p − p')² + (q + q')²]
// NTK (Jacot et al. 2018): Θ' = γ K + σ_w² Θ + δ with K = √(a a')·c; γ and δ by parametrisation.
// Vectors: √(γ a), p/2, q/2. Constants: σ_w², δ.
import { four, madd, one, signMask, spread, withSign } from "./lanes";
import { constant, entry, rowValue } from "./tile-layer";

/** The tangent kernel alone, before the complements change; without a bias these stay bit for bit. */
export function affineTangent<T>(
  layer: usize,
  i: usize,
  j: usize,
  w: usize,
  ntk: usize,
  end: usize,
): void {
  const weightVariance = spread<T>(constant(layer, 0));
  const offset = spread<T>(constant(layer, 1));
  const rowScale = rowValue<T>(layer, 0, i);
  let scale = entry<T>(layer, 0, j);
  while (w < end) {
    const state = v128.load(w);
    const c = withSign<T>(v128.sub<T>(one<T>(), v128.abs<T>(v128.add<T>(state, state))), state);
    const covariance = v128.mul<T>(v128.mul<T>(rowScale, v128.load(scale)), c);
    const through = madd<T>(weightVariance, v128.load(ntk), offset);
    v128.store(ntk, v128.add<T>(covariance, through));
    w += 16;
    ntk += 16;
    scale += 16;
  }
}

/** A bias, and correlations that are not negative. */
export function affineNonnegative<T>(layer: usize, i: usize, j: usize, w: usize, end: usize): void {
  const rowP = rowValue<T>(layer, 1, i);
  const rowQ = rowValue<T>(layer, 2, i);
  const fourRowP = v128.mul<T>(four<T>(), rowP);
  let halfP = entry<T>(layer, 1, j);
  let halfQ = entry<T>(layer, 2, j);
  while (w < end) {
    const p = v128.load(halfP);
    const dp = v128.sub<T>(rowP, p);
    const dq = v128.sub<T>(rowQ, v128.load(halfQ));
    const apart = madd<T>(dp, dp, v128.mul<T>(dq, dq));
    v128.store(w, madd<T>(v128.mul<T>(fourRowP, p), v128.load(w), apart));
    w += 16;
    halfP += 16;
    halfQ += 16;
  }
}

/** A bias, and correlations of any sign: the smaller of h' and 1 − h' is the new complement. */
export function affineSigned<T>(layer: usize, i: usize, j: usize, w: usize, end: usize): void {
  const rowP = rowValue<T>(layer, 1, i);
  const rowQ = rowValue<T>(layer, 2, i);
  const fourRowP = v128.mul<T>(four<T>(), rowP);
  let halfP = entry<T>(layer, 1, j);
  let halfQ = entry<T>(layer, 2, j);
  while (w < end) {
    const state = v128.load(w);
    const s = v128.abs<T>(state);
    const negative = signMask<T>(state);
    const p = v128.load(halfP);
    const q = v128.load(halfQ);
    const dp = v128.sub<T>(rowP, p);
    const dq = v128.sub<T>(rowQ, q);
    const sq = v128.add<T>(rowQ, q);
    const towards = madd<T>(dp, dp, v128.mul<T>(dq, dq));
    const away = madd<T>(dp, dp, v128.mul<T>(sq, sq));
    const r = v128.mul<T>(fourRowP, p);
    const near = madd<T>(r, s, v128.bitselect(away, towards, negative));
    const far = madd<T>(r, v128.sub<T>(one<T>(), s), v128.bitselect(towards, away, negative));
    const turned = v128.xor(negative, v128.lt<T>(far, near));
    v128.store(w, withSign<T>(v128.min<T>(near, far), turned));
    w += 16;
    halfP += 16;
    halfQ += 16;
  }
}
