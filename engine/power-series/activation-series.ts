/** E[φφ′] and E[φ̇φ̇′] as power series in z, where pre-activations of one variance correlate by u(z). */
export interface ActivationSeries {
  readonly covariance: Float64Array;
  readonly slope: Float64Array;
}

/**
 * The series of an activation; no coefficient is negative, and none is made by cancellation.
 *
 * @param q - the pre-activations' variance
 * @param u - their correlation, u(1) = 1 but for what the series leaves out
 * @param gap - 1 − u(0) to all its digits, however small
 */
export type SeriesOf = (q: number, u: Float64Array, gap: number) => ActivationSeries;
