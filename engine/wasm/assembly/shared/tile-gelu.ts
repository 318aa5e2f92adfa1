// GELU, x Φ(x). With p² = a/(1 + a), o = 1 − p², C = p p' c, t = √(1 + a) and ρ = √(1 − C²):
//   2π D/(t t') = p² p'² ρ + o o' C²/ρ + C (asin C + π/2)
//   2π Ḋ        = (C/ρ)(o o'/ρ² + o + o') + asin C + π/2
// and 1 − |C| as for erf (tile-erf.ts). Vectors: p, o, t/(f √2π) with f = √E[φ²], and those of tile-gelu-near.ts: a, g, κ.
import { half, halfPi, madd, one, spread, withSign } from "./lanes";
import { arcsine } from "./tile-erf";
import { nearComplement, someClose } from "./tile-gelu-near";
import { entry, rowValue } from "./tile-layer";

const INVERSE_TWO_PI: usize = memory.data<f64>([0.15915494309189535]);

export function geluStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const lanes: usize = 16 / sizeof<T>();
  const p = rowValue<T>(layer, 0, i), o = rowValue<T>(layer, 1, i), scale = rowValue<T>(layer, 2, i);
  const inverseTwoPi = spread<T>(INVERSE_TWO_PI);
  let column = j;
  while (w < end) {
    const state = v128.load(w);
    const s = v128.abs<T>(state);
    const p2 = v128.load(entry<T>(layer, 0, column)), o2 = v128.load(entry<T>(layer, 1, column));
    const product = v128.mul<T>(p, p2), noises = v128.mul<T>(o, o2), noise = v128.add<T>(o, o2);
    const apart = v128.sub<T>(p, p2);
    const twoS = v128.add<T>(s, s);
    const short = madd<T>(product, twoS, v128.mul<T>(half<T>(), madd<T>(apart, apart, noise)));
    const root = v128.sqrt<T>(madd<T>(short, v128.sub<T>(one<T>(), short), short));
    const size = v128.mul<T>(product, v128.sub<T>(one<T>(), twoS));
    const sine = withSign<T>(size, state);
    const arc = v128.add<T>(withSign<T>(arcsine<T>(size, root), state), halfPi<T>());
    const inverse = v128.div<T>(one<T>(), root);
    const tangent = v128.mul<T>(sine, inverse);

    const squares = v128.mul<T>(noises, v128.mul<T>(inverse, inverse));
    const slope = v128.mul<T>(inverseTwoPi, madd<T>(tangent, v128.add<T>(squares, noise), arc));
    v128.store(ntk, v128.mul<T>(v128.load(ntk), slope));

    const straight = madd<T>(v128.mul<T>(product, product), root, v128.mul<T>(v128.mul<T>(noises, sine), tangent));
    const factor = v128.mul<T>(scale, v128.load(entry<T>(layer, 2, column)));
    const c = v128.mul<T>(factor, madd<T>(sine, arc, straight));
    let next = v128.mul<T>(half<T>(), v128.sub<T>(one<T>(), v128.abs<T>(c)));
    if (someClose<T>(state)) next = nearComplement<T>(layer, i, column, state, next, factor);
    v128.store(w, withSign<T>(v128.max<T>(next, v128.splat<T>(<T>0)), c));
    w += 16;
    ntk += 16;
    column += lanes;
  }
}
