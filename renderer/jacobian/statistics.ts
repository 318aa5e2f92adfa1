import type { MatrixStatistics } from "../../engine/display/payload.js";

const TAIL = 0.01;

/** Of values that are here. */
export function statisticsOf(values: Float64Array): MatrixStatistics {
  const sorted = values.filter(Number.isFinite).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? null;
  const magnitudes = sorted.map(Math.abs).filter((value) => value > 0);
  const smallest = magnitudes.reduce((least, value) => Math.min(least, value), Infinity);
  const sum = sorted.reduce((total, value) => total + value, 0);
  return {
    ...{ min: at(0), max: at(1), low: at(TAIL), high: at(1 - TAIL) },
    mean: sorted.length === 0 ? null : sum / sorted.length,
    smallest: smallest < Infinity ? smallest : null,
    nonFinite: values.length - sorted.length,
    symmetric: false,
  };
}
