import { expect, it } from "vitest";
import { NDArray } from "../../../engine/array/ndarray.js";
import { kernelPayload } from "../../../engine/display/kernel.js";
import { readout } from "../../../renderer/matrix/readout.js";
import { caption, spokenSummary } from "../../../renderer/matrix/summary.js";
import { parseKernel } from "../../../renderer/payload/kernel.js";

const identity = (n: number) => {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return new NDArray(data, [n, n], "float64");
};

it("a cell reads as its value, its place and its labels", () => {
  const kernel = parseKernel(kernelPayload(identity(3), { labels: ["cat", "dog", "eel"] }));
  expect(readout(kernel, { row: 1, col: 2 })).toEqual({
    value: "0",
    where: "row 1, column 2",
    labels: "labels dog and eel",
  });
});

it("a block reads as the mean of the rows and columns that it covers", () => {
  const kernel = parseKernel(kernelPayload(identity(1000), {}));
  expect(readout(kernel, { row: 12, col: 12 })).toEqual({
    value: "0.25",
    where: "mean of rows 48–51 × columns 48–51",
    labels: "",
  });
  expect(caption(kernel.payload)).toBe(
    "from 0 to 1, mean 0.001 · each cell is the mean of 4 × 4 entries",
  );
});

it("the summary speaks of the diagonal only where it knows its entries", () => {
  expect(spokenSummary(parseKernel(kernelPayload(identity(1000), {})))).not.toContain("diagonal");
  const holed = identity(3);
  holed.data[0] = NaN;
  expect(spokenSummary(parseKernel(kernelPayload(holed, {})))).toContain(
    "1 NaN or infinite; largest near row 1, column 1",
  );
});

it("the summary says what a glance shows", () => {
  const kernel = parseKernel(kernelPayload(identity(3), { title: "NTK" }));
  expect(spokenSummary(kernel)).toBe(
    "NTK: heat map of 3 by 3 values; symmetric; from 0 to 1, mean 0.3333; largest near row 0, column 0; mean 1 on the diagonal and 0 off it",
  );
});
