// erf (Williams 1997). With p = √(2a/(1 + 2a)), o = 1/(1 + 2a) = 1 − p² and
// C = p p'·c (the correlation after independent noise of variance ½):
//   D = (2/π) asin C        Ḋ = (4/π) √o √o' / √(1 − C²)
// so c' = asin C/(f f') with f = √asin p². Near 1, and in 1 − C², without cancellation:
//   1 − |C| = 2 p p' s + ½(p − p')² + ½(o + o')        (s the complement of |c|)
// Vectors: p, o, √o, f, 1/f, k = √(1 − p⁴). A row of zero variance has 1/f = 0, thus c' = 0.
import { arcOverPi } from "./tile-arc";
import { half, halfPi, madd, nmadd, one, pi, quarter, spread, withSign } from "./lanes";
import { entry, rowValue } from "./tile-layer";

const FOUR_OVER_PI: usize = memory.data<f64>([4 / Math.PI]);
/** From here on 1 − c' is taken from differences. */
const NEAR_64: usize = memory.data<f64>([0.001]);
const NEAR_32: usize = memory.data<f64>([0.03]);
/** Below this p arcsines are compared through their series (p⁴ < 6.1e-5). */
const SMALL_P: usize = memory.data<f64>([0.08838834764831845]);
/** α(z) = asin(√z)/√z = 1 + z/6 + 3z²/40 + 5z³/112 + …: the coefficients of α − 1. */
const SERIES: usize = memory.data<f64>([1 / 6.0, 3 / 40.0, 5 / 112.0]);

export function erfStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  let column = j;
  const lanes: usize = 16 / sizeof<T>();
  const p = rowValue<T>(layer, 0, i);
  const o = rowValue<T>(layer, 1, i);
  const slope = rowValue<T>(layer, 2, i);
  const inverse = rowValue<T>(layer, 4, i);
  const fourOverPi = spread<T>(FOUR_OVER_PI);
  const near = spread<T>(sizeof<T>() == 8 ? NEAR_64 : NEAR_32);
  while (w < end) {
    const state = v128.load(w);
    const s = v128.abs<T>(state);
    const p2 = v128.load(entry<T>(layer, 0, column));
    const product = v128.mul<T>(p, p2);
    const apart = v128.sub<T>(p, p2);
    const noise = v128.add<T>(o, v128.load(entry<T>(layer, 1, column)));
    const twoS = v128.add<T>(s, s);
    const short = madd<T>(product, twoS, v128.mul<T>(half<T>(), madd<T>(apart, apart, noise)));
    const root = v128.sqrt<T>(madd<T>(short, v128.sub<T>(one<T>(), short), short));
    const sine = v128.mul<T>(product, v128.sub<T>(one<T>(), twoS));
    const arc = arcsine<T>(sine, root);

    const slopes = v128.mul<T>(slope, v128.load(entry<T>(layer, 2, column)));
    const derivative = v128.div<T>(v128.mul<T>(fourOverPi, slopes), root);
    v128.store(ntk, v128.mul<T>(v128.load(ntk), derivative));

    const inverses = v128.mul<T>(inverse, v128.load(entry<T>(layer, 4, column)));
    const halfArc = v128.mul<T>(half<T>(), arc);
    let next = nmadd<T>(halfArc, inverses, half<T>());
    const isNear = v128.lt<T>(next, near);
    if (v128.any_true(isNear)) {
      const close = closeComplement<T>(layer, i, column, s, sine, root, inverses);
      next = v128.bitselect(close, next, isNear);
    }
    v128.store(w, withSign<T>(next, state));
    w += 16;
    ntk += 16;
    column += lanes;
  }
}

/** asin of a sine in [0, 1], given the cosine: through whichever of the two is smaller. */
// @ts-ignore: decorator
@inline
export function arcsine<T>(sine: v128, cosine: v128): v128 {
  const u = v128.sub<T>(one<T>(), v128.max<T>(sine, cosine));
  const small = v128.min<T>(sine, cosine);
  const arc = v128.mul<T>(v128.mul<T>(small, pi<T>()), arcOverPi<T>(u));
  return v128.bitselect(arc, v128.sub<T>(halfPi<T>(), arc), v128.le<T>(sine, cosine));
}

/** (1 − c')/2 for c' near 1: the absolute error is a rounding of its square root. */
function closeComplement<T>(layer: usize, i: usize, j: usize, s: v128, sine: v128, root: v128, inverses: v128): v128 {
  const p = rowValue<T>(layer, 0, i);
  const p2 = v128.load(entry<T>(layer, 0, j));
  const twoPs = v128.mul<T>(v128.mul<T>(p, p2), v128.add<T>(s, s));
  const apart = difference<T>(layer, i, j, p, p2);
  // p² − C and p'² − C
  const first = madd<T>(p, apart, twoPs);
  const second = nmadd<T>(p2, apart, twoPs);
  const wide = wideComplement<T>(layer, i, j, first, second, root, inverses);
  const small = smallComplement<T>(p, p2, s, sine, first, second);
  const isSmall = v128.lt<T>(v128.max<T>(p, p2), spread<T>(SMALL_P));
  return v128.max<T>(v128.bitselect(small, wide, isSmall), v128.splat<T>(<T>0));
}

/** p − p'; where both are near 1, (o' − o)/(p + p') from the small o. */
// @ts-ignore: decorator
@inline
function difference<T>(layer: usize, i: usize, j: usize, p: v128, p2: v128): v128 {
  const o = rowValue<T>(layer, 1, i);
  const o2 = v128.load(entry<T>(layer, 1, j));
  const sum = v128.add<T>(p, p2);
  const throughO = v128.div<T>(v128.sub<T>(o2, o), sum);
  return v128.bitselect(throughO, v128.sub<T>(p, p2), v128.gt<T>(sum, one<T>()));
}

/**
 * 4 f f' h' = (asin p² − asin C) + (asin p'² − asin C) − (f − f')², each difference of arcsines by
 * tan((x − y)/2) = (sin x − sin y)/(cos x + cos y).
 */
// @ts-ignore: decorator
@inline
function wideComplement<T>(layer: usize, i: usize, j: usize, first: v128, second: v128, root: v128, inverses: v128): v128 {
  const cosine = rowValue<T>(layer, 5, i);
  const cosine2 = v128.load(entry<T>(layer, 5, j));
  const f = v128.sub<T>(rowValue<T>(layer, 3, i), v128.load(entry<T>(layer, 3, j)));
  const arcs = v128.add<T>(
    twiceArctangent<T>(v128.div<T>(first, v128.add<T>(cosine, root))),
    twiceArctangent<T>(v128.div<T>(second, v128.add<T>(cosine2, root))),
  );
  return v128.mul<T>(v128.mul<T>(nmadd<T>(f, f, arcs), quarter<T>()), inverses);
}

/** 2 atan t for |t| ≤ 1. */
// @ts-ignore: decorator
@inline
function twiceArctangent<T>(t: v128): v128 {
  const cosine = v128.div<T>(one<T>(), v128.sqrt<T>(madd<T>(t, t, one<T>())));
  const arc = arcOverPi<T>(v128.sub<T>(one<T>(), cosine));
  return v128.mul<T>(v128.mul<T>(v128.mul<T>(v128.add<T>(t, t), cosine), pi<T>()), arc);
}

/**
 * c' = c·α(C²)/R, R = √(α(p⁴) α(p'⁴)), and D = α(p⁴) − α(C²) as a divided difference:
 *   2h' = [((D + D')α + D D')/(R + α) + 2 s α]/R        with α = α(C²)
 */
// @ts-ignore: decorator
@inline
function smallComplement<T>(p: v128, p2: v128, s: v128, sine: v128, first: v128, second: v128): v128 {
  const z = v128.mul<T>(sine, sine);
  const d = arcRatioDifference<T>(p, sine, z, first);
  const d2 = arcRatioDifference<T>(p2, sine, z, second);
  const a = madd<T>(z, madd<T>(z, madd<T>(z, spread<T>(SERIES + 16), spread<T>(SERIES + 8)), spread<T>(SERIES)), one<T>());
  const r = v128.sqrt<T>(v128.mul<T>(v128.add<T>(a, d), v128.add<T>(a, d2)));
  const curved = v128.div<T>(madd<T>(v128.add<T>(d, d2), a, v128.mul<T>(d, d2)), v128.add<T>(r, a));
  const turned = madd<T>(v128.add<T>(s, s), a, curved);
  return v128.div<T>(v128.mul<T>(half<T>(), turned), r);
}

/** α(p⁴) − α(C²) from p² − C. */
// @ts-ignore: decorator
@inline
function arcRatioDifference<T>(p: v128, sine: v128, z: v128, excess: v128): v128 {
  const square = v128.mul<T>(p, p);
  const x = v128.mul<T>(square, square);
  const sum = v128.add<T>(x, z);
  const squares = madd<T>(x, sum, v128.mul<T>(z, z));
  const secant = madd<T>(squares, spread<T>(SERIES + 16), madd<T>(sum, spread<T>(SERIES + 8), spread<T>(SERIES)));
  return v128.mul<T>(v128.mul<T>(excess, v128.add<T>(square, sine)), secant);
}
