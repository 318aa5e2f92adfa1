import type { NDArray } from "../array/ndarray.js";
import { displayedAs } from "../display/displayed.js";
import { spectrumDisplay } from "../display/spectrum/bundle.js";
import { DomainError } from "../errors.js";
import { vector } from "./vector.js";

/** Eigenvalues of a kernel with respect to a probability measure, level by level. */
export interface Spectrum {
  /** Where the kernel lives, e.g. `sphere in 10 dimensions`. */
  readonly domain: string;
  /** λ of each level. */
  readonly eigenvalues: NDArray<"float64">;
  /** How many eigenfunctions share it. */
  readonly multiplicities: NDArray<"float64">;
}

/**
 * A spectrum of a domain whose levels are known.
 *
 * @throws {@link DomainError} for more eigenfunctions of a level than a number counts.
 */
export function dotProductSpectrum(
  caller: string,
  content: {
    readonly domain: string;
    readonly eigenvalues: NDArray<"float64">;
    readonly multiplicities: readonly number[];
  },
): Spectrum {
  const { domain, multiplicities } = content;
  const endless = multiplicities.findIndex((many) => !(many < Infinity));
  if (endless >= 0) {
    throw new DomainError(
      `${caller}: level ${endless} of the ${domain} has more eigenfunctions than the largest number, 1.8e308; use fewer dimensions or levels`,
    );
  }
  return drawn({ ...content, multiplicities: vector(multiplicities) });
}

/** A spectrum that shows itself. */
export function drawn<S extends Spectrum>(spectrum: S): S {
  return displayedAs(spectrum, () => {
    const { domain, eigenvalues, multiplicities } = spectrum;
    const numbers = { eigenvalues: eigenvalues.data, multiplicities: multiplicities.data };
    return spectrumDisplay("spectrum", { domain, ...numbers, ...ofPoints(spectrum) });
  });
}

/** What a kernel matrix's spectrum has besides. */
function ofPoints(spectrum: Spectrum & { eigenfunctions?: NDArray; targetPower?: NDArray }) {
  const { eigenfunctions, targetPower } = spectrum;
  const some = targetPower?.data.some((power) => power > 0) ?? false;
  return {
    ...(eigenfunctions === undefined ? {} : { eigenfunctions }),
    ...(some && targetPower !== undefined ? { power: Array.from(targetPower.data, Number) } : {}),
  };
}
