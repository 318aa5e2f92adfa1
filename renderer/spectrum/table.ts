import type { Table } from "../export/table.js";
import type { ReadSpectrum } from "../payload/spectrum.js";
import { learnability } from "./measures.js";

type Column = readonly [name: string, values: readonly number[]];

/** One row an eigenvalue. */
export function spectrumTable(spectrum: ReadSpectrum, kappa: number | null): Table {
  const { eigenvalues, multiplicities, power } = spectrum;
  const columns: Column[] = [
    ["eigenvalue", eigenvalues],
    ["multiplicity", multiplicities],
  ];
  if (power !== null) columns.push(["target power", power]);
  if (kappa !== null) {
    const learnt = eigenvalues.map((value) => learnability(value, kappa));
    columns.push([`learnability at kappa ${kappa}`, learnt]);
  }
  return {
    header: columns.map(([name]) => name),
    ...{ rows: eigenvalues.length, cols: columns.length, dtype: "float64" },
    at: (row, col) => columns[col]?.[1][row] ?? null,
  };
}
