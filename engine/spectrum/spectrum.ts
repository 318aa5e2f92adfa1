import type { NDArray } from "../array/ndarray.js";
import { displayedAsChart } from "../display/displayed.js";
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

/** A spectrum of a domain whose levels are known. */
export function dotProductSpectrum(content: {
  readonly domain: string;
  readonly eigenvalues: NDArray<"float64">;
  readonly multiplicities: readonly number[];
}): Spectrum {
  return drawn({ ...content, multiplicities: vector(content.multiplicities) });
}

/** A spectrum that shows itself: log₁₀ λ by level, without levels that are 0. */
export function drawn<S extends Spectrum>(spectrum: S): S {
  return displayedAsChart("spectrum", spectrum, () => {
    const values = Array.from(spectrum.eigenvalues.data);
    const levels = values.map((_, k) => k).filter((k) => (values[k] ?? 0) > 0);
    const y = levels.map((k) => Math.log10(values[k] ?? NaN));
    return {
      title: `Eigenvalues: ${spectrum.domain}`,
      xLabel: "level k",
      yLabel: "log₁₀ λ",
      series: [{ kind: "scatter", name: "λ", x: levels, y }],
    };
  });
}
