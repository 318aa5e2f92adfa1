// Two slopes: φ(x) = a min(x, 0) + b max(x, 0), of which ReLU is (0, 1). Odd and even part are (a + b)/2·x and
// (b − a)/2·|x|; with their shares η, ε of E[φ²], η + ε = 1, and the complement s of |c| (see tile.ts):
//   c ≥ 0:  h' = η s + e      c < 0:  h' = η(1 − s) + e,  1 − h' = η s + (ε − e)      e = ε s (1 − 2 y B/π), y = √s
// e is half of 1 − κ for |x| (Cho & Saul 2009, degree 1, of the angle and its supplement). The slopes:
//   c ≥ 0:  Ḋ = (a² + b²)/2 − (a − b)² y α/π          c < 0:  Ḋ = a b + (a − b)² y α/π
// α and B: tile-arc.ts. Constants: η, ε, (a − b)², (a² + b²)/2.
import { half, madd, nmadd, one, signMask, spread, withSign } from "./lanes";
import { arcOverPi, segmentOverPi } from "./tile-arc";
import { constant } from "./tile-layer";

export function rectifierStrip<T>(layer: usize, w: usize, ntk: usize, end: usize): void {
  const odd = spread<T>(constant(layer, 0));
  const even = spread<T>(constant(layer, 1));
  const bend = spread<T>(constant(layer, 2));
  const slope = spread<T>(constant(layer, 3));
  const product = nmadd<T>(half<T>(), bend, slope);
  while (w < end) {
    const state = v128.load(w);
    const negative = signMask<T>(state);
    const s = v128.abs<T>(state);
    const u = v128.sub<T>(one<T>(), v128.sqrt<T>(v128.sub<T>(one<T>(), s)));
    const y = v128.sqrt<T>(s);
    const turn = v128.mul<T>(bend, v128.mul<T>(y, arcOverPi<T>(u)));
    const derivative = v128.bitselect(v128.add<T>(product, turn), v128.sub<T>(slope, turn), negative);
    v128.store(ntk, v128.mul<T>(v128.load(ntk), derivative));

    const segment = v128.mul<T>(y, segmentOverPi<T>(u));
    const share = v128.mul<T>(even, s);
    const e = nmadd<T>(v128.add<T>(segment, segment), share, share);
    const near = madd<T>(odd, s, v128.bitselect(v128.sub<T>(even, e), e, negative));
    const far = madd<T>(odd, v128.sub<T>(one<T>(), s), e);
    const turned = v128.lt<T>(far, near);
    v128.store(w, withSign<T>(v128.min<T>(near, far), v128.xor(negative, turned)));
    w += 16;
    ntk += 16;
  }
}
