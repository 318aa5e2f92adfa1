/** The plots of a spectrum: eigenvalues, what they add up to, and what is predicted to be learnt. */
import { linearAxis, logAxis, type PlotAxis } from "../plot/axis.js";
import {
  dotsOf,
  frameOf,
  legendOf,
  levelOf,
  lineOf,
  uprightOf,
  type Box,
  type PlotPlace,
  type PlotPoint,
} from "../plot/plot.js";
import type { ReadSpectrum } from "../payload/spectrum.js";
import { cumulativeShares, learnability, runningShares } from "./measures.js";

/** What a person has chosen. */
export interface Standing {
  readonly numbers: "linear" | "log";
  readonly kappa: number | null;
  /** Of samples; null where nothing is predicted. */
  readonly samples: number | null;
  readonly chosen: number | null;
}

export interface Plots {
  readonly width: number;
  readonly height: number;
  /** Those along whose horizontal axis eigenvalues are counted. */
  readonly counted: readonly PlotPlace[];
  readonly marks: () => SVGElement[];
  /** What follows the pointer, drawn above. */
  readonly above: (standing: Standing) => SVGElement[];
}

const PLOT = { width: 340, height: 264 };
const MARGIN = { left: 52, top: 40, right: 14, bottom: 44 };
const DOT = 2;

/** @param available - width of the output, CSS pixels */
export function spectrumPlots(
  spectrum: ReadSpectrum,
  standing: Standing,
  available: number,
): Plots {
  const errors = spectrum.learning.some(({ testMse }) => testMse !== null);
  const count = errors ? 3 : 2;
  const across = Math.max(1, Math.min(count, Math.floor(available / PLOT.width)));
  const box = (k: number): Box => ({
    left: (k % across) * PLOT.width + MARGIN.left,
    top: Math.floor(k / across) * PLOT.height + MARGIN.top,
    width: PLOT.width - MARGIN.left - MARGIN.right,
    height: PLOT.height - MARGIN.top - MARGIN.bottom,
  });
  const x = countAxis(spectrum.eigenvalues.length, standing.numbers);
  const values = { box: box(0), x, y: valueAxis(spectrum) };
  const shares = { box: box(1), x, y: linearAxis("", 0, 1) };
  const curve = errors ? curvePlace(spectrum, box(2)) : null;
  return {
    width: across * PLOT.width,
    height: Math.ceil(count / across) * PLOT.height,
    counted: [values, shares],
    marks: () => [
      ...eigenvalueMarks(spectrum, values),
      ...shareMarks(spectrum, shares, standing),
      ...(curve === null ? [] : curveMarks(spectrum, curve)),
    ],
    above: ({ chosen, kappa, samples }) => [
      ...[values, shares].flatMap((place) =>
        chosen === null ? [] : uprightOf(place, "upright", chosen),
      ),
      ...(kappa === null ? [] : levelOf(values, "level", kappa)),
      ...(curve === null || samples === null ? [] : uprightOf(curve, "upright", samples)),
    ],
  };
}

/** The k-th is at k; on a logarithmic axis, which has no 0, at k + 1. */
function countAxis(count: number, kind: Standing["numbers"]): PlotAxis {
  if (kind === "linear") return linearAxis("number k", 0, Math.max(1, count - 1));
  const axis = logAxis("k + 1", 1, Math.max(2, count));
  return { ...axis, position: (k) => axis.position(k + 1) };
}

/** Decades above rounding beyond which rounding is not worth their room. */
const ROOM = 1e4;

function valueAxis({ eigenvalues, zero }: ReadSpectrum): PlotAxis {
  const known = eigenvalues.map(Math.abs).filter((value) => value > zero);
  const largest = known.reduce((most, value) => Math.max(most, value), 0);
  const least = known.reduce((smallest, value) => Math.min(smallest, value), Infinity);
  if (largest === 0) return linearAxis("", 0, 1);
  const floor = zero > 0 && least < ROOM * zero ? zero / 10 : least / 3;
  return logAxis("", floor, largest * 1.5);
}

function eigenvalueMarks({ eigenvalues, zero }: ReadSpectrum, place: PlotPlace): SVGElement[] {
  const points = (kept: (value: number) => boolean) =>
    eigenvalues.flatMap((value, k): PlotPoint[] => (kept(value) ? [[k, Math.abs(value)]] : []));
  const negative = points((value) => value < 0 && place.y.position(-value) >= 0);
  const legend = legendOf(place, [
    ...(negative.length > 0 ? ([["−λ where negative", "second"]] as const) : []),
    ...(place.y.position(zero) >= 0 ? ([["rounding", "zero"]] as const) : []),
  ]);
  return [
    ...frameOf(place, "Eigenvalues λ"),
    ...legend,
    ...levelOf(place, "curve zero", zero),
    dotsOf(
      place,
      "first",
      points((value) => value > 0),
      DOT,
    ),
    dotsOf(place, "second", negative, DOT),
  ];
}

function shareMarks(spectrum: ReadSpectrum, place: PlotPlace, { kappa }: Standing): SVGElement[] {
  const { eigenvalues, power } = spectrum;
  const along = (shares: readonly number[]) => shares.map((share, k): PlotPoint => [k, share]);
  const learnt =
    kappa === null ? [] : along(eigenvalues.map((value) => learnability(value, kappa)));
  const lines: (readonly [string, string])[] = [
    ["trace", "first"],
    ...(power === null ? [] : ([["targets", "third"]] as const)),
    ...(kappa === null ? [] : ([["learnability", "second"]] as const)),
  ];
  return [
    ...frameOf(place, "Share up to k, learnability of k"),
    ...legendOf(place, lines),
    lineOf(place, "first", along(cumulativeShares(spectrum))),
    ...(power === null ? [] : [lineOf(place, "third", along(runningShares(power)))]),
    lineOf(place, "second", learnt),
  ];
}

function curvePlace({ learning }: ReadSpectrum, box: Box): PlotPlace {
  const samples = learning.map(({ n }) => n).filter((n) => n > 0);
  const errors = learning
    .flatMap(({ testMse, trainMse }) => [testMse, trainMse])
    .filter((error) => error !== null)
    .filter((error) => error > 0);
  const extent = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [low, high] = errors.length === 0 ? [0.1, 1] : extent(errors);
  const y = logAxis("", Math.max(low, high * LOWEST_ERROR), high * 1.2);
  return { box, x: logAxis("samples n", ...extent(samples)), y };
}

/** Training errors at rounding would leave no room for the rest. */
const LOWEST_ERROR = 1e-12;

function curveMarks({ learning }: ReadSpectrum, place: PlotPlace): SVGElement[] {
  const points = (error: "testMse" | "trainMse") =>
    learning.map((point): PlotPoint => [point.n, point[error] ?? NaN]);
  return [
    ...frameOf(place, "Predicted mean squared error"),
    ...legendOf(place, [
      ["test", "first"],
      ["training", "second"],
    ]),
    lineOf(place, "first", points("testMse")),
    lineOf(place, "second", points("trainMse")),
  ];
}
