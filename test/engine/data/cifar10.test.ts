import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { data, DomainError } from "../../../engine/index.js";

/** As the format's page says: `<1 x label><3072 x pixel>`, 1024 red, 1024 green, 1024 blue, row by row. */
function record(label: number, at: (row: number, column: number, channel: number) => number) {
  const planes = [0, 1, 2].flatMap((channel) =>
    Array.from({ length: 1024 }, (_, p) => at(Math.floor(p / 32), p % 32, channel)),
  );
  return [label, ...planes];
}

const first = record(3, (row, column, channel) => (7 * row + 3 * column + 50 * channel) % 256);
const second = record(8, () => 255);
const third = record(0, (row) => row);
const file = Uint8Array.from([...first, ...second, ...third]);

it("reads labels and pixels, channels last", () => {
  const { x, y } = data.cifar10([file]);
  expect(x.shape).toEqual([3, 32, 32, 3]);
  expect([...y.data]).toEqual([3, 8, 0]);
  expect(x.get(0, 5, 11, 2)).toBe(((7 * 5 + 3 * 11 + 50 * 2) % 256) / 255);
  expect(x.get(0, 30, 2, 0)).toBe(((7 * 30 + 3 * 2) % 256) / 255);
  expect(x.slice(1).min().item()).toBe(1);
  expect(data.cifar10Classes[y.get(1)]).toBe("ship");
});

it("reads files one after the other, also by their paths", () => {
  const folder = mkdtempSync(join(tmpdir(), "ntkbook-cifar-"));
  const path = join(folder, "data_batch_1.bin");
  writeFileSync(path, file);
  const { x, y } = data.cifar10([path, file], { limit: 5, dtype: "float32" });
  rmSync(folder, { recursive: true });
  expect([...y.data]).toEqual([3, 8, 0, 3, 8]);
  expect(x.dtype).toBe("float32");
  expect(x.slice(0).sub(x.slice(3)).abs().max().item()).toBe(0);
});

it("keeps some classes, in the order asked for", () => {
  const { x, y } = data.cifar10([file], { classes: [8, 3] });
  expect([...y.data]).toEqual([1, 0]);
  expect(x.get(1, 31, 31, 1)).toBe(1);
});

it.each([
  ["half a record", [file.subarray(0, 4000)], {}, /4000 bytes/],
  ["nothing", [new Uint8Array()], {}, /0 bytes/],
  ["a label that is none", [Uint8Array.from(record(10, () => 0))], {}, /label 10/],
  ["a class that is none", [file], { classes: [1, 12] }, /classes/],
  ["a class twice", [file], { classes: [1, 1] }, /classes/],
  ["half an image", [file], { limit: 0.5 }, /limit/],
])("refuses %s", (_, files, options, message) => {
  expect(() => data.cifar10(files, options)).toThrow(DomainError);
  expect(() => data.cifar10(files, options)).toThrow(message);
});
