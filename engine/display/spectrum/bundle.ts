/** All representations of a spectrum. */
import type { NDArray } from "../../array/ndarray.js";
import { chartBundle, chartPayload } from "../chart.js";
import type { Display } from "../display.js";
import { formatNumber } from "../drawing/number-format.js";
import type { Labels } from "../matrix/surroundings.js";
import {
  MIME,
  MOST_EIGENVALUES,
  PAYLOAD_VERSION,
  type LearningPoint,
  type SpectrumPayload,
} from "../payload.js";
import { shownEigenvectors } from "./eigenvectors.js";

/** A spectrum as plain numbers, and what belongs to it. */
export interface ShownSpectrum {
  readonly domain: string;
  readonly eigenvalues: ArrayLike<number>;
  readonly multiplicities: ArrayLike<number>;
  /** Magnitudes up to this are zero for all that is known. */
  readonly zero?: number;
  /** At the points of the domain, in columns. */
  readonly eigenfunctions?: NDArray;
  readonly power?: ArrayLike<number>;
  readonly learning?: readonly LearningPoint[];
  readonly key?: string;
  readonly title?: string;
  readonly vectors?: number;
  readonly image?: readonly [number, number];
  readonly labels?: Labels;
}

const VECTORS = 16;
const LISTED = 6;

/** @param caller - the public function to name in errors */
export function spectrumDisplay(caller: string, shown: ShownSpectrum): Omit<Display, "id"> {
  const { eigenfunctions, vectors = VECTORS, image = null, labels = null } = shown;
  const eigenvectors =
    eigenfunctions === undefined || vectors === 0
      ? null
      : shownEigenvectors(caller, eigenfunctions, { vectors, image, labels });
  const title = shown.title ?? `Spectrum: ${shown.domain}`;
  const payload: SpectrumPayload = {
    ...{ version: PAYLOAD_VERSION, title, text: spectrumText(title, shown) },
    ...numbersOf(shown),
    domain: shown.domain,
    zero: shown.zero ?? 0,
    learning: shown.learning ?? [],
    eigenvectors: eigenvectors?.payload ?? null,
    key: shown.key ?? null,
  };
  // What viewers draw that know nothing of spectra.
  const chart = chartBundle(chartPayload(caller, logarithms(title, payload)));
  const pictures = Object.entries(chart).filter(([mime]) => mime.startsWith("image/"));
  const bundle = {
    [MIME.spectrum]: payload,
    ...Object.fromEntries(pictures),
    "text/plain": payload.text,
  };
  return { bundle, values: eigenvectors?.values ?? [] };
}

function numbersOf({ eigenvalues, multiplicities, power }: ShownSpectrum) {
  const first = (values: ArrayLike<number>) => Array.from(values).slice(0, MOST_EIGENVALUES);
  return {
    eigenvalues: first(eigenvalues),
    multiplicities: first(multiplicities),
    power: power === undefined ? null : first(power),
  };
}

function spectrumText(title: string, { eigenvalues, zero = 0 }: ShownSpectrum): string {
  const values = Array.from(eigenvalues);
  const known = values.filter((value) => Math.abs(value) > zero).length;
  const plain = (value: number) => formatNumber(value).replaceAll("−", "-");
  const more = values.length > LISTED ? ", …" : "";
  return [
    title,
    `${values.length} eigenvalues, ${known} of them not zero`,
    values.slice(0, LISTED).map(plain).join(", ") + more,
  ].join("\n");
}

function logarithms(title: string, { eigenvalues }: SpectrumPayload) {
  const x = eigenvalues.map((_, k) => k).filter((k) => (eigenvalues[k] ?? 0) > 0);
  const y = x.map((k) => Math.log10(eigenvalues[k] ?? NaN));
  const series = [{ kind: "scatter", name: "λ", x, y }] as const;
  return { title, xLabel: "number", yLabel: "log₁₀ λ", series };
}
