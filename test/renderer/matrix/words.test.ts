import { describe, expect, it } from "vitest";
import { NDArray } from "../../../engine/array/ndarray.js";
import { matrixPayload, type MatrixOptions } from "../../../engine/display/matrix/bundle.js";
import { stackOf } from "../../../engine/display/matrix/stack.js";
import { MIME } from "../../../engine/display/payload.js";
import { GIVEN } from "../../../renderer/matrix/arrangement.js";
import { levelGrid, previewGrid } from "../../../renderer/matrix/grid.js";
import { readout } from "../../../renderer/matrix/readout.js";
import { spectrumWords } from "../../../renderer/matrix/spectrum.js";
import { caption, spokenSummary } from "../../../renderer/matrix/summary.js";
import { parseMatrix, type ReadMatrix } from "../../../renderer/payload/matrix.js";

const identity = (n: number) => {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return new NDArray(data, [n, n], "float64");
};

function read(matrix: NDArray, options: MatrixOptions = {}): ReadMatrix {
  const request = { caller: "test", mime: MIME.matrix, title: "Matrix" } as const;
  return parseMatrix(matrixPayload(request, stackOf("test", matrix, options), options));
}

const asGiven = { order: GIVEN, summary: "mean" } as const;

it("a cell reads as its place and its labels", () => {
  const { payload } = read(identity(3), { labels: ["cat", "dog", "eel"] });
  const axis = previewGrid(3, 3);
  expect(readout(payload, { row: 1, col: 2 }, { rows: axis, cols: axis, ...asGiven })).toEqual({
    where: "row 1, column 2",
    labels: "labels dog and eel",
  });
});

it("a cell reads as the blocks that it lies in, too", () => {
  const axis = previewGrid(3, 3);
  const at = { rows: axis, cols: axis, ...asGiven };
  const blocks = { blocks: { train: 2, test: 1 } };
  const { payload } = read(identity(3), blocks);
  expect(readout(payload, { row: 1, col: 2 }, at).labels).toBe("in train and test");
  expect(readout(payload, { row: 2, col: 2 }, at).labels).toBe("in test");
  const both = read(identity(3), { ...blocks, labels: ["a", "b", "c"] }).payload;
  expect(readout(both, { row: 0, col: 1 }, at).labels).toBe("labels a and b, in train");
});

it("a cell of another order reads as the row and column that it is of", () => {
  const { payload } = read(identity(3), { labels: ["cat", "dog", "eel"] });
  const axis = levelGrid(3, 0);
  const order = { ...GIVEN, rows: Int32Array.of(2, 0, 1), cols: Int32Array.of(2, 0, 1) };
  const at = { rows: axis, cols: axis, order, summary: "mean" } as const;
  expect(readout(payload, { row: 0, col: 2 }, at)).toEqual({
    where: "row 2, column 1",
    labels: "labels eel and dog",
  });
});

it("a block reads as the mean, or the largest, of the rows and columns that it covers", () => {
  const { payload, layers } = read(identity(2000));
  const axis = previewGrid(2000, 500);
  const cell = { row: 48, col: 48 };
  expect(readout(payload, cell, { rows: axis, cols: axis, ...asGiven })).toEqual({
    where: "mean of rows 48–51 × columns 48–51",
    labels: "",
  });
  const level = levelGrid(2000, 3);
  const peaks = { rows: level, cols: level, order: GIVEN, summary: "peak" } as const;
  expect(readout(payload, cell, peaks).where).toBe(
    "largest magnitude of rows 48–55 × columns 48–55",
  );
  const [layer] = layers;
  expect(layer && caption(payload, layer)).toBe(
    "from 0 to 1, mean 0.0005 · each cell is the mean of 4 × 4 entries",
  );
});

it("the summary speaks of the diagonal only where it knows its entries", () => {
  expect(spokenSummary(read(identity(1000)))).not.toContain("diagonal");
  const holed = identity(3);
  holed.data[0] = NaN;
  expect(spokenSummary(read(holed))).toContain("1 NaN or infinite; largest near row 1, column 1");
});

it("the summary says what a glance shows", () => {
  expect(spokenSummary(read(identity(3), { title: "NTK" }))).toBe(
    "NTK: heat map of 3 by 3 values; symmetric; from 0 to 1, mean 0.3333; largest near row 0, column 0; mean 1 on the diagonal and 0 off it",
  );
});

describe("the spectrum of a matrix", () => {
  const words = (values: number[], dtype = "float64") => {
    const shape = [values.length, values.length] as const;
    return spectrumWords({ of: "eigenvalues", values, shape, dtype });
  };

  it("says whether it is definite, its rank and its condition number", () => {
    expect(words([4, 2, 1])).toEqual(["positive definite", "rank 3", "condition 4"]);
    expect(words([4, 2, 1e-17])).toEqual(["positive semidefinite", "rank 2 of 3"]);
    expect(words([4, 2, -0.5])).toEqual([
      "indefinite, least eigenvalue −0.5",
      "rank 3",
      "condition 8",
    ]);
    expect(words([-1, -2])).toEqual(["negative definite", "rank 2", "condition 2"]);
    expect(words([0, -2])).toEqual(["negative semidefinite", "rank 1 of 2"]);
    expect(words([0, 0])).toEqual(["positive semidefinite", "rank 0 of 2"]);
  });

  it("counts as zero what the rounding of the entries leaves undecided", () => {
    expect(words([1, 1e-8])).toEqual(["positive definite", "rank 2", "condition 1e8"]);
    expect(words([1, 1e-8], "float32")).toEqual(["positive semidefinite", "rank 1 of 2"]);
    expect(words([1, -1e-8], "float32")[0]).toBe("positive semidefinite");
  });

  it("of singular values says rank and condition", () => {
    const about = { of: "singular values", shape: [5, 2], dtype: "float64" } as const;
    expect(spectrumWords({ ...about, values: [4, 2] })).toEqual(["rank 2", "condition 2"]);
    expect(spectrumWords({ ...about, values: [4, 1e-16] })).toEqual(["rank 1 of 2"]);
  });

  it("says nothing where there is none", () => {
    expect(words([])).toEqual([]);
  });
});
