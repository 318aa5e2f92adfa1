// The product of two independent branches: K = K₁K₂, Θ = Θ₁K₂ + Θ₂K₁, and in complements of |c|
//   s' = s₁(1 − s₂) + s₂(1 − s₁).
import { one, withSign } from "./lanes";
import { correlation } from "./tile-input";
import { entry, rowValue } from "./tile-layer";

/** Vectors: the deviations of the strip's own branch and of the other. */
export function product<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize, other: usize, otherNtk: usize): void {
  const rowScale = rowValue<T>(layer, 0, i), otherRowScale = rowValue<T>(layer, 1, i);
  let scale = entry<T>(layer, 0, j), otherScale = entry<T>(layer, 1, j);
  while (w < end) {
    const a = v128.load(w), b = v128.load(other);
    const k1 = v128.mul<T>(v128.mul<T>(rowScale, v128.load(scale)), correlation<T>(a));
    const k2 = v128.mul<T>(v128.mul<T>(otherRowScale, v128.load(otherScale)), correlation<T>(b));
    const tangent = v128.add<T>(v128.mul<T>(v128.load(ntk), k2), v128.mul<T>(v128.load(otherNtk), k1));
    v128.store(ntk, tangent);
    const s1 = v128.abs<T>(a), s2 = v128.abs<T>(b);
    const apart = v128.add<T>(
      v128.mul<T>(s1, v128.sub<T>(one<T>(), s2)),
      v128.mul<T>(s2, v128.sub<T>(one<T>(), s1)),
    );
    v128.store(w, withSign<T>(apart, v128.xor(a, b)));
    w += 16;
    ntk += 16;
    other += 16;
    otherNtk += 16;
    scale += 16;
    otherScale += 16;
  }
}
