// Steps that scale rows and columns.
import { half, madd, one, spread, withSign } from "./lanes";
import { constant, entry, rowValue } from "./tile-layer";

/** `at` times factors of the row and of the columns. Vector: the factors. */
export function scaleStrip<T>(layer: usize, i: usize, j: usize, at: usize, end: usize): void {
  const rowFactor = rowValue<T>(layer, 0, i);
  let factor = entry<T>(layer, 0, j);
  while (at < end) {
    v128.store(at, v128.mul<T>(v128.load(at), v128.mul<T>(rowFactor, v128.load(factor))));
    at += 16;
    factor += 16;
  }
}

/**
 * Dropout: with keep rate ρ correlations become ρc, thus complements ρs + (1 − ρ)/2. An example's pair
 * with itself keeps c = 1, its tangent kernel is divided by ρ. Constants: ρ; 1 where x1 = x2.
 */
export function dropout<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  const rate = spread<T>(constant(layer, 0));
  const offset = v128.mul<T>(half<T>(), v128.sub<T>(one<T>(), rate));
  const own = w + (i - j) * sizeof<T>();
  const isOwn = load<f64>(constant(layer, 1)) != 0 && i >= j && own < end;
  const tangent = ntk + (own - w);
  while (w < end) {
    const state = v128.load(w);
    v128.store(w, withSign<T>(madd<T>(rate, v128.abs<T>(state), offset), state));
    w += 16;
  }
  if (!isOwn) return;
  store<T>(own, <T>0);
  store<T>(tangent, <T>(<f64>load<T>(tangent) / load<f64>(constant(layer, 0))));
}
