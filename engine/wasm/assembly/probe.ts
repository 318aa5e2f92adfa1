import { madd64 } from "./shared/variant";

/** Is multiply-add really fused? (1 + ε)(1 − ε) − 1 = −ε² exactly, 0 when rounded in between. */
export function fusedResidue(epsilon: f64): f64 {
  const product = madd64(f64x2.splat(1 + epsilon), f64x2.splat(1 - epsilon), f64x2.splat(-1));
  return f64x2.extract_lane(product, 0);
}

/** First address that is free of static data. */
export function heapBase(): usize {
  return __heap_base;
}
