/**
 * What training does to an eigendirection of the kernel, with eigenvalue λ ≥ 0, in the time τ = ηt/N,
 * N the number of all targets. Exact at λ = 0 and without cancellation near it.
 */

/** e^{−λτ} − 1: how far the outputs have moved, in units of y − f₀, negative. */
export function moved(lambda: number, tau: number): number {
  return lambda === 0 ? 0 : Math.expm1(-lambda * tau);
}

/** (1 − e^{−λτ})/λ, the part of the inverse kernel that has been solved with; τ where λ = 0. */
export function solved(lambda: number, tau: number): number {
  return lambda === 0 ? tau : -Math.expm1(-lambda * tau) / lambda;
}
