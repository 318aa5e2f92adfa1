import { readFileSync } from "node:fs";
import { array, type NDArray } from "../../../engine/array/index.js";
import * as stax from "../../../engine/stax/index.js";
import { dense, serial, type DenseOptions, type Layer } from "../../../engine/stax/index.js";

/** `["dense", 512, { "wStd": 1.5 }]`, as the reference files write networks. */
export type Nested = readonly [name: string, ...args: unknown[]];

/** A call inside a call; a list of numbers is an argument. */
function isCall(argument: unknown): argument is Nested {
  return Array.isArray(argument) && typeof argument[0] === "string";
}

/** Whether all layers of a nested call exist. */
export function isSupported([name, ...args]: Nested): boolean {
  return Object.hasOwn(stax, name) && args.filter(isCall).every(isSupported);
}

export function networkOf([name, ...args]: Nested): Layer {
  const make = (stax as unknown as Record<string, ((...args: unknown[]) => Layer) | undefined>)[
    name
  ];
  if (make === undefined) throw new Error(`no layer ${name}`);
  return make(...args.map((argument) => (isCall(argument) ? networkOf(argument) : argument)));
}

interface StoredArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export interface KernelCase {
  readonly name: string;
  readonly net: Nested;
  readonly x1: StoredArray;
  readonly x2: StoredArray;
  readonly nngp11: StoredArray;
  readonly ntk11: StoredArray;
  readonly nngp12: StoredArray;
  readonly ntk12: StoredArray;
  readonly rtol: number;
}

/** The fully connected cases of the reference values that the layers so far can express. */
export function kernelCases(): KernelCase[] {
  const file = new URL("../../reference/fc_kernels.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: KernelCase[] };
  return cases.filter(({ net }) => isSupported(net));
}

export function stored({ shape, data }: StoredArray): NDArray<"float64"> {
  return array(Float64Array.from(data), { shape, dtype: "float64" });
}

/** max |got − want| / max |want|; infinite when anything is NaN. */
export function relativeError(got: NDArray, want: ArrayLike<number>): number {
  let [error, scale] = [0, 0];
  for (let i = 0; i < got.size; i++) {
    const difference = Math.abs((got.data[i] as number) - (want[i] as number));
    error = Math.max(error, Number.isNaN(difference) ? Infinity : difference);
    scale = Math.max(scale, Math.abs(want[i] as number));
  }
  return scale === 0 ? error : error / scale;
}

/** k hidden layers of an activation between dense layers, and a readout. */
export function hidden(
  depth: number,
  activation: () => Layer,
  options: DenseOptions = { wStd: Math.SQRT2 },
): Layer {
  const blocks = Array.from({ length: depth }, () => [dense(64, options), activation()]);
  return serial(...blocks.flat(), dense(1, options));
}

/** Rows with many digits, without a random number generator. */
export function rows(
  n: number,
  features: number,
  dtype: "float64" | "float32" = "float64",
): NDArray {
  const values = Float64Array.from({ length: n * features }, (_, i) => Math.sin(1 + i * i) + 0.2);
  return array(values, { shape: [n, features], dtype });
}
