import { DomainError } from "../../errors.js";
import { MOST_CELLS, type DensitySeries } from "../payload.js";
import { sameLength, toNumbers } from "../values.js";
import { equalEdges, extentOf, intervalOf, isShown, type Frame } from "./frame.js";
import type { DensityInput } from "./input.js";

/** Cells that are about square in the picture. */
const CELLS = [64, 40] as const;

export function densitySeries(input: DensityInput, name: string, frame: Frame): DensitySeries {
  const where = (list: string) => `${frame.caller}: ${list} of "${name}"`;
  const [cols, rows] = cellsOf(input.bins ?? CELLS, where("bins"));
  const [x, y] = [toNumbers(input.x, where("x")), toNumbers(input.y, where("y"))];
  sameLength(where("x"), x, "y", y);
  const seen = x.flatMap((at, i) => {
    const above = y[i] ?? NaN;
    return isShown(at, frame.xScale) && isShown(above, frame.yScale) ? [i] : [];
  });
  const of = (column: readonly number[]) => seen.map((i) => column[i] ?? NaN);
  const xEdges = equalEdges(extentOf(of(x), frame.xScale), cols, frame.xScale);
  const yEdges = equalEdges(extentOf(of(y), frame.yScale), rows, frame.yScale);
  const counts = new Array<number>(cols * rows).fill(0);
  for (const i of seen) {
    const cell = intervalOf(yEdges, y[i] ?? NaN) * cols + intervalOf(xEdges, x[i] ?? NaN);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return { kind: "density", name, xEdges, yEdges, counts };
}

function cellsOf(given: unknown, where: string): readonly [number, number] {
  const [cols, rows] = Array.isArray(given) ? (given as unknown[]) : [];
  if (isCount(cols) && isCount(rows)) return [cols, rows];
  throw new DomainError(
    `${where} is ${JSON.stringify(given)}; give cells along x and y, e.g. [64, 40], at most ${MOST_CELLS} each`,
  );
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MOST_CELLS;
