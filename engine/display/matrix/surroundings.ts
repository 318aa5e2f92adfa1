/** Labels and blocks along the axes of a matrix. */
import { NDArray } from "../../array/ndarray.js";
import { ShapeError } from "../../errors.js";
import type { MatrixBlock, MatrixPayload } from "../payload.js";
import type { Words } from "../values.js";

/** One a row or column, e.g. its class. */
export type Labels = NDArray | ArrayLike<Words>;

/** Lengths of parts by name, in order: `{ train: 100, test: 20 }`. */
export type Blocks = Readonly<Record<string, number>>;

export interface Surroundings {
  /** One a row, e.g. its class; of the columns too when the matrix is symmetric. */
  readonly labels?: Labels;
  readonly columnLabels?: Labels;
  /** Parts of the rows, e.g. `{ train: 100, test: 20 }`; of the columns too when there are as many. */
  readonly blocks?: Blocks;
  readonly columnBlocks?: Blocks;
}

type Sides = Pick<MatrixPayload, "rowLabels" | "colLabels" | "rowBlocks" | "colBlocks">;

/** @param caller - the public function to name in errors */
export function sidesOf(
  caller: string,
  { labels, columnLabels, blocks, columnBlocks }: Surroundings,
  {
    shape: [rows, cols],
    symmetric,
  }: { readonly shape: readonly [number, number]; readonly symmetric: boolean },
): Sides {
  const ofRows = labels === undefined ? null : axisLabels(caller, labels, [rows, "row"]);
  const ofCols =
    columnLabels === undefined ? null : axisLabels(caller, columnLabels, [cols, "column"]);
  const rowParts = blocks === undefined ? null : axisBlocks(caller, blocks, [rows, "row"]);
  const colParts =
    columnBlocks === undefined ? null : axisBlocks(caller, columnBlocks, [cols, "column"]);
  return {
    rowLabels: ofRows,
    colLabels: ofCols ?? (symmetric ? ofRows : null),
    rowBlocks: rowParts,
    colBlocks: colParts ?? (rows === cols ? rowParts : null),
  };
}

type Side = readonly [length: number, name: "row" | "column"];

function axisLabels(caller: string, labels: Labels, [length, side]: Side): (string | number)[] {
  if (labels instanceof NDArray && labels.size !== labels.shape[0]) {
    throw new ShapeError(
      `${caller}: labels have the shape [${labels.shape.join(", ")}]; give one label a ${side}: [${length}]`,
    );
  }
  const list = Array.from<unknown, string | number>(
    labels instanceof NDArray ? labels.data : labels,
    (label) => (typeof label === "number" && Number.isFinite(label) ? label : String(label)),
  );
  if (list.length !== length) {
    throw new ShapeError(
      `${caller}: ${list.length} labels for a matrix of ${length} ${side}s; give one label a ${side}`,
    );
  }
  return list;
}

function axisBlocks(caller: string, blocks: Blocks, [length, side]: Side): MatrixBlock[] {
  const parts = Object.entries(blocks).map(([name, part]) => ({ name, length: part }));
  const sum = parts.reduce((total, part) => total + part.length, 0);
  if (sum !== length || parts.some((part) => !Number.isInteger(part.length) || part.length < 0)) {
    throw new ShapeError(
      `${caller}: blocks of ${parts.map((part) => part.length).join(" + ")} = ${sum} ${side}s for a matrix of ${length}; their lengths must add up`,
    );
  }
  return parts;
}
