import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { learningCurve } from "../spectrum/learning-curve.js";
import { isSpectrum, levelsOf, type SpectrumInput } from "../spectrum/levels.js";
import { ofMatrix, type MatrixSpectrum } from "../spectrum/of-matrix.js";
import { contentKey } from "./content-key.js";
import { emitDisplay } from "./display.js";
import type { Labels } from "./matrix/surroundings.js";
import type { LearningPoint } from "./payload.js";
import { spectrumDisplay } from "./spectrum/bundle.js";
import { finiteOrNull, type Words } from "./values.js";

/** What is shown beside eigenvalues. */
export interface SpectrumDisplayOptions {
  /** Defaults to where the kernel lives. */
  readonly title?: Words;
  /** Targets at the points of a kernel matrix, n or n×c: how much of them lies along each eigenvector. */
  readonly targets?: ArrayInput;
  /** Of a spectrum that is given as such: Σ v² of the target at each level. */
  readonly targetPower?: ArrayInput;
  /** Numbers of samples at which learning is predicted; with targets 24 of them up to n, otherwise none. */
  readonly samples?: readonly number[];
  /** Ridge δ of the predictions, as in `spectrum.eigenlearning`. */
  readonly ridge?: number;
  /** Variance of the noise on the targets, for the predictions. */
  readonly noiseVariance?: number;
  /** How many eigenvectors are shown; defaults to 16. */
  readonly vectors?: number;
  /** Rows and columns of the image that the points make, where they lie on a grid: eigenvectors as images. */
  readonly image?: readonly [number, number];
  /** One a point, e.g. its class: eigenvectors can be put in their order. */
  readonly labels?: Labels;
}

const OPTIONS = [
  ...["title", "targets", "targetPower", "samples", "ridge", "noiseVariance"],
  ...["vectors", "image", "labels"],
];
const POINTS = 24;

/**
 * Shows the spectrum of a kernel matrix (of K/n, as `spectrum.ofMatrix` has it) or of a kernel on a domain:
 * eigenvalues on a logarithmic axis, what the first of them add up to, the effective dimension, the
 * learnability of each mode at any number of samples, eigenvectors as strips or images, and with targets
 * the predicted errors in training and test. Where the pointer looks at a point of an eigenvector,
 * `show.kernel` of the same matrix looks there too.
 *
 * @param of - symmetric n×n, what `spectrum.sphere` and its kin give, or `{ eigenvalues, multiplicities }`
 * @throws {@link ShapeError} for a matrix that is not square, for targets that are not one a row, for an
 *   `image` of other than n pixels; {@link DomainError} for options that do not exist or do not go with
 *   what is shown.
 * @example
 * ```ts
 * const x = random.normal(random.key(0), [40, 3]);
 * show.spectrum(gram(x), { targets: x.slice([], 0), title: "Linear kernel" });
 * ```
 */
export function spectrum(of: SpectrumInput, options: SpectrumDisplayOptions = {}): void {
  const caller = "show.spectrum";
  checkOptions(caller, options, OPTIONS);
  const { title, vectors, image, labels } = options;
  const common = {
    ...(title === undefined ? {} : { title: String(title) }),
    ...{ ...(vectors === undefined ? {} : { vectors }), ...(image === undefined ? {} : { image }) },
    ...(labels === undefined ? {} : { labels }),
  };
  const shown = isSpectrum(of) ? given(caller, of, options) : ofKernel(of, options);
  emitDisplay({ id: null, ...spectrumDisplay(caller, { ...shown, ...common }) });
}

/** Eigenvalues with something said of them. */
type Given = Exclude<SpectrumInput, ArrayInput> | MatrixSpectrum;

function given(caller: string, of: Given, options: SpectrumDisplayOptions) {
  if (options.targets !== undefined) {
    throw new DomainError(
      `${caller}: targets need a kernel matrix; give spectra that are known as such a targetPower, one a level`,
    );
  }
  const { targetPower, samples = [] } = options;
  const power = targetPower === undefined ? powerOf(of) : asArray(targetPower);
  const about = {
    ...levelsOf(caller, of),
    learning: predictions(of, samples, power, options),
  };
  return {
    ...about,
    ...(power === null ? {} : { power: Array.from(power.data, Number) }),
    ...("eigenfunctions" in of ? { eigenfunctions: of.eigenfunctions } : {}),
  };
}

const powerOf = (of: Given) =>
  "targetPower" in of && of.targetPower.data.some((power) => power > 0) ? of.targetPower : null;

function ofKernel(of: ArrayInput, options: SpectrumDisplayOptions) {
  const matrix = asArray(of);
  const found = ofMatrix(matrix, options.targets);
  const n = found.eigenvalues.size;
  const power = powerOf(found);
  const samples = options.samples ?? (power === null ? [] : spaced(n));
  return {
    domain: `${n} data points, K/n`,
    eigenvalues: found.eigenvalues.data,
    multiplicities: found.multiplicities.data,
    // Eigenvalues are known to about n·ε of the largest.
    zero: n * Number.EPSILON * Math.abs(found.eigenvalues.data[0] ?? 0),
    eigenfunctions: found.eigenfunctions,
    learning: predictions(found, samples, power, options),
    ...(power === null ? {} : { power: power.data }),
    key: contentKey(matrix.data, n, n),
  };
}

/** Whole numbers up to n, evenly spaced by their logarithms. */
function spaced(n: number): number[] {
  const steps = Array.from({ length: POINTS }, (_, k) => Math.round(n ** (k / (POINTS - 1))));
  return [...new Set(steps)];
}

function predictions(
  of: SpectrumInput,
  samples: readonly number[],
  power: NDArray | null,
  { ridge = 0, noiseVariance = 0 }: SpectrumDisplayOptions,
): LearningPoint[] {
  if (samples.length === 0) return [];
  const target = power === null ? {} : { targetPower: power };
  const curve = learningCurve(of, samples, { ridge, noiseVariance, ...target });
  const error = (values: ArrayLike<number>, k: number) =>
    power === null ? null : finiteOrNull(values[k] ?? NaN);
  return samples.map((n, k) => ({
    n,
    kappa: curve.kappa.data[k] ?? 0,
    testMse: error(curve.testMse.data, k),
    trainMse: error(curve.trainMse.data, k),
  }));
}
