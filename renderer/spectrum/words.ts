/** A spectrum in words. */
import type { SpectrumPayload } from "../../engine/display/payload.js";
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import {
  cumulativeShares,
  effectiveDimension,
  learnability,
  participationRatio,
} from "./measures.js";

type Numbers = Omit<SpectrumPayload, "eigenvectors">;

/** `100 eigenvalues · rank 98 · condition 3.2e5 · participation ratio 4.1` */
export function spectrumFacts(spectrum: Numbers): string[] {
  const { eigenvalues, multiplicities, zero } = spectrum;
  const magnitudes = eigenvalues.map(Math.abs);
  const modes = multiplicities.reduce((sum, m) => sum + m, 0);
  const rank = multiplicities.reduce((sum, m, k) => sum + ((magnitudes[k] ?? 0) > zero ? m : 0), 0);
  const [largest, least] = [Math.max(0, ...magnitudes), Math.min(Infinity, ...magnitudes)];
  const negative = eigenvalues.filter((value) => value < -zero).length;
  return [
    modes === eigenvalues.length
      ? `${modes} eigenvalues`
      : `${eigenvalues.length} levels, ${formatNumber(modes)} eigenvalues`,
    ...(negative > 0 ? [`${negative} negative`] : []),
    `rank ${formatNumber(rank)}`,
    ...(rank === modes && least > 0 ? [`condition ${formatNumber(largest / least)}`] : []),
    ...(largest > 0 ? [`participation ratio ${formatNumber(participationRatio(spectrum))}`] : []),
  ];
}

/** `λ₃ = 0.12 · the first 4 hold 93 % · learnability 0.8 · 12 % of the targets` */
export function modeWords(spectrum: Numbers, k: number, kappa: number | null): string[] {
  const { eigenvalues, multiplicities, power, zero } = spectrum;
  const value = eigenvalues[k] ?? NaN;
  const m = multiplicities[k] ?? 1;
  const share = cumulativeShares(spectrum)[k] ?? 0;
  const total = power?.reduce((sum, part) => sum + part, 0) ?? 0;
  const along = power === null || total === 0 ? null : (power[k] ?? 0) / total;
  return [
    `number ${k}: λ = ${formatNumber(value)}${m === 1 ? "" : `, ${formatNumber(m)} times`}`,
    ...(Math.abs(value) <= zero ? ["zero for all that is known"] : []),
    `up to it ${percent(share)} of the trace`,
    ...(kappa === null ? [] : [`learnability ${formatNumber(learnability(value, kappa))}`]),
    ...(along === null ? [] : [`${percent(along)} of the targets`]),
  ];
}

/** `κ = 0.01 leaves 12.3 effective dimensions` */
export function kappaWords(spectrum: Numbers, kappa: number): string {
  const dimension = formatNumber(effectiveDimension(spectrum, kappa));
  return `κ = ${formatNumber(kappa)} leaves ${dimension} effective dimensions`;
}

export function spokenSpectrum(spectrum: Numbers): string {
  const { title, eigenvalues, power } = spectrum;
  const [first] = eigenvalues;
  const shares = cumulativeShares(spectrum);
  const most = shares.findIndex((share) => share >= 0.9);
  const fast = most < 0 ? [] : [`the first ${most + 1} hold 90 % of the trace`];
  const largest = first === undefined ? [] : [`first ${formatNumber(first)}`];
  const targets = power === null ? [] : ["with the targets' share of each"];
  return [`${title}: spectrum`, ...spectrumFacts(spectrum), ...largest, ...fast, ...targets].join(
    "; ",
  );
}

const percent = (share: number) => `${formatNumber(100 * share)} %`;
