/**
 * Fourier densities of smooth activations that have no closed dual. All start from
 * tanh x = ∫₀^∞ sin ωx/sinh(πω/2) dω; x sin ωx = −d(cos ωx)/dω and partial integration give those with a factor x.
 */
import { fourierTerms } from "./fourier.js";
import { hermiteSeries } from "./hermite.js";

const HALF_LOG_2 = Math.LN2 / 2;

/** tanh x */
export const tanhSeries = hermiteSeries(
  fourierTerms({ atZero: 0, linear: 0, odd: (w) => 1 / Math.sinh((Math.PI * w) / 2) }),
);

/** 1/(1 + e⁻ˣ) = ½ + ½ tanh x/2 */
export const sigmoidSeries = hermiteSeries(
  fourierTerms({ atZero: 0.5, linear: 0, odd: (w) => 1 / Math.sinh(Math.PI * w) }),
);

/** log(1 + eˣ), whose slope is the logistic function. */
export const softplusSeries = hermiteSeries(
  fourierTerms({ atZero: Math.LN2, linear: 0.5, even: (w) => 1 / (w * Math.sinh(Math.PI * w)) }),
);

/** x/(1 + e⁻ˣ) = x/2 + ½x tanh x/2 */
export const siluSeries = hermiteSeries(
  fourierTerms({
    atZero: 0,
    linear: 0.5,
    even: (w) => Math.PI / (Math.sinh(Math.PI * w) * Math.tanh(Math.PI * w)),
  }),
);

/**
 * x tanh log(1 + eˣ): with s = ½ log 2 and the logistic function σ, tanh log(1 + eˣ) = Im[(1 + i) σ(x − s + iπ/4)] =
 * ½ + ∫₀^∞ [P sin ωx + Q cos ωx] dω, P, Q = (cosh(πω/4)·(cos, −sin)(ωs) + sinh(πω/4)·(sin, cos)(ωs))/sinh πω, and a factor x
 * makes the densities −P′ and −Q′.
 */
export const mishSeries = hermiteSeries(
  fourierTerms({
    atZero: 0,
    linear: 0.5,
    even: (w) => -mishSlope(w, Math.cos(w * HALF_LOG_2), Math.sin(w * HALF_LOG_2)),
    odd: (w) => -mishSlope(w, -Math.sin(w * HALF_LOG_2), Math.cos(w * HALF_LOG_2)),
  }),
);

/** d/dω (a cosh(πω/4) + b sinh(πω/4))/sinh πω with (a, b)′ = s·(−b, a). */
function mishSlope(w: number, a: number, b: number): number {
  // cosh(x/4)/sinh x and sinh(x/4)/sinh x without overflow.
  const x = Math.PI * w;
  const below = -Math.expm1(-2 * x);
  const [up, down] = [Math.exp(-0.75 * x), Math.exp(-1.25 * x)];
  const [cosine, sine] = [(up + down) / below, (up - down) / below];
  const quarter = Math.PI / 4;
  const turned = HALF_LOG_2 * (a * sine - b * cosine) + quarter * (a * sine + b * cosine);
  return turned - (Math.PI / Math.tanh(x)) * (a * cosine + b * sine);
}

/**
 * λx above 0 and λα(eˣ − 1) below: of e^x below 0 the densities are those of (1 + iω)⁻¹.
 */
export function eluSeries(scale: number, alpha: number) {
  return hermiteSeries(
    fourierTerms({
      atZero: 0,
      linear: scale / 2,
      even: (w) => (scale * (1 / w / w + 1 - alpha)) / (Math.PI * (1 + w * w)),
      odd: (w) => (scale * alpha) / (Math.PI * w * (1 + w * w)),
    }),
  );
}
