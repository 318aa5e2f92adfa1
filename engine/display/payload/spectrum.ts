/** Spectra of kernels. */
import type { PAYLOAD_VERSION } from "./contract.js";
import type { MatrixPayload } from "./matrix.js";

/** Eigenvalues of a kernel, on data or on a domain, with what is known of its eigenfunctions. */
export interface SpectrumPayload {
  readonly version: typeof PAYLOAD_VERSION;
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  /** Where the kernel lives, e.g. `100 data points`. */
  readonly domain: string;
  /** Of a matrix the largest first, of a domain level by level. */
  readonly eigenvalues: readonly number[];
  /** How many eigenfunctions share each. */
  readonly multiplicities: readonly number[];
  /** Magnitudes up to this are zero for all that is known. */
  readonly zero: number;
  /** Σ v² of the targets along each; null without targets. */
  readonly power: readonly number[] | null;
  /** Predictions for growing numbers of samples; empty when there are none. */
  readonly learning: readonly LearningPoint[];
  readonly eigenvectors: EigenvectorPayload | null;
  /** What the display store knows the kernel matrix by; views of it look where this one looks. */
  readonly key: string | null;
}

/** What eigenlearning predicts for `n` samples. */
export interface LearningPoint {
  readonly n: number;
  /** Modes of λ > κ are learnt: L = λ/(λ + κ). */
  readonly kappa: number;
  readonly testMse: number | null;
  readonly trainMse: number | null;
}

/** The first eigenvectors as rows, or each as an image of [rows, columns] in a sheet of images. */
export interface EigenvectorPayload {
  readonly matrix: MatrixPayload;
  readonly image: readonly [number, number] | null;
  readonly count: number;
  /** Images beside each other in the sheet. */
  readonly across: number;
}

/** More eigenvalues than this are no picture. */
export const MOST_EIGENVALUES = 8192;
