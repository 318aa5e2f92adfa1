/** Jacobians, block by block. */
import type { PAYLOAD_VERSION } from "./contract.js";
import type { MatrixPayload } from "./matrix.js";

/** Derivatives of outputs by parameters: the whole, what is known of its blocks, and its singular values. */
export interface JacobianPayload {
  readonly version: typeof PAYLOAD_VERSION;
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  /** Outputs × parameters. */
  readonly matrix: MatrixPayload;
  /** Frobenius norms: a row for each example, or one for all outputs; a column for each parameter. */
  readonly norms: MatrixPayload;
  /** Rows of the matrix that belong to each row of the norms, all as many. */
  readonly outputs: number;
  /** Their lengths add up to the columns of the matrix. */
  readonly parameters: readonly JacobianParameter[];
  /** Largest first; null where they were not computed. */
  readonly singularValues: readonly number[] | null;
}

export interface JacobianParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly norm: number;
  /** Share of its derivatives that are exactly 0. */
  readonly zeros: number;
  /** Root mean squares over all outputs, in the order of its entries; null where they are too many. */
  readonly rms: { readonly float32: string } | null;
}

/** Entries of all `rms` together: what shows of weights when the session no longer holds the matrix. */
export const MOST_RMS = 65_536;
