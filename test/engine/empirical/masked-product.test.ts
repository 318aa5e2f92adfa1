import { afterEach, describe, expect, test } from "vitest";
import {
  arange,
  empirical,
  matmul,
  maximum,
  random,
  stax,
  where,
  type NDArray,
} from "../../../engine/index.js";
import type { Floats } from "../../../engine/wasm/floats.js";
import { maskedProductsInto, maskedShare } from "../../../engine/wasm/masked.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";
import { distance, inputs } from "./networks.js";

const initialThreads = threads();
afterEach(() => setThreads(initialThreads));

const unit = { float64: 2 ** -53, float32: 2 ** -24 } as const;
type Precision = keyof typeof unit;

function floats(dtype: Precision, values: readonly number[]): Floats {
  return dtype === "float64" ? Float64Array.from(values) : Float32Array.from(values);
}

function noise(dtype: Precision, length: number, seed: number): Floats {
  return floats(dtype, [...random.normal(random.key(seed), [length]).data]);
}

interface Lengths {
  readonly count: number;
  readonly rows: number;
  readonly terms: number;
  readonly columns: number;
}

/** Less, just and more than a panel of 5 or 6 rows and of 4 or 8 columns. */
const cases: readonly Lengths[] = [
  { count: 3, rows: 1, terms: 1, columns: 1 },
  { count: 2, rows: 5, terms: 7, columns: 4 },
  { count: 4, rows: 6, terms: 40, columns: 8 },
  { count: 5, rows: 10, terms: 33, columns: 19 },
  { count: 3, rows: 13, terms: 300, columns: 70 },
];

/** Masks with about half of the entries 0, the first with all. */
function operands(dtype: Precision, { count, rows, terms, columns }: Lengths) {
  const masks = noise(dtype, count * terms, 1).map((entry) => Math.max(entry, 0));
  masks.fill(0, 0, terms);
  const [values, matrix] = [noise(dtype, rows * terms, 2), noise(dtype, columns * terms, 3)];
  return { masks, values, matrix };
}

describe.each(["float64", "float32"] as const)("rows behind masks, %s", (dtype) => {
  test.each(cases)(
    "meet a matrix as if all were multiplied, $rows × $terms × $columns",
    (lengths) => {
      const { count, rows, terms, columns } = lengths;
      const { masks, values, matrix } = operands(dtype, lengths);
      const out = noise(dtype, count * rows * columns, 4);
      maskedProductsInto({ ...lengths, out, masks, values, matrix });
      let place = 0;
      for (let k = 0; k < count; k++) {
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const products = Array.from(
              { length: terms },
              (_, t) =>
                (masks[k * terms + t] as number) *
                (values[row * terms + t] as number) *
                (matrix[column * terms + t] as number),
            );
            const sum = products.reduce((a, b) => a + b, 0);
            const size = products.reduce((a, b) => a + Math.abs(b), 0);
            // A sum of products is off by at most (terms + 1) u Σ|·|, in both computations.
            const off = Math.abs((out[place++] as number) - sum);
            expect(off).toBeLessThanOrEqual(2 * (terms + 1) * unit[dtype] * size);
          }
        }
      }
    },
  );

  test("threads change no bit", () => {
    const lengths = { count: 40, rows: 11, terms: 200, columns: 50 };
    const { masks, values, matrix } = operands(dtype, lengths);
    const run = (count: number): number[] => {
      setThreads(count);
      const shared = (data: Floats): Floats => {
        const copy = new SharedArrayBuffer(data.byteLength);
        const view = dtype === "float64" ? new Float64Array(copy) : new Float32Array(copy);
        view.set(data);
        return view;
      };
      const out = shared(noise(dtype, 40 * 11 * 50, 5));
      maskedProductsInto({
        ...lengths,
        ...{ out, masks: shared(masks), values: shared(values), matrix: shared(matrix) },
      });
      return [...out];
    };
    expect(run(3)).toEqual(run(1));
  });

  test("are worth it by how many terms there are and by how full the panels", () => {
    const half = floats(dtype, [0, 1, 0, 2]);
    expect(maskedShare(half, 60)).toBe(0.5);
    expect(maskedShare(half, 1)).toBeGreaterThanOrEqual(2.5);
    expect(maskedShare(floats(dtype, [1, 1]), 60)).toBe(1);
  });
});

describe("behind ReLUs of half of the units", () => {
  const network = stax.serial(
    ...[23, 17].flatMap((width) => [stax.dense(width, { bStd: 0.3 }), stax.relu()]),
    stax.dense(12),
  );
  const { params } = network.init(random.key(1), [1, 5]);
  const x = inputs(2, [9, 5]);
  const apply = (p: typeof params, at: NDArray) => network.apply(p, at);

  test.each([{ traceAxes: [-1] }, { traceAxes: [] }])(
    "the structured NTK is that of the Jacobians, $traceAxes",
    (axes) => {
      const of = (implementation: "structuredDerivatives" | "jacobianContraction") =>
        empirical.ntk(apply, { ...axes, implementation })(x, null, params);
      // Sums of some hundred products, in two orders.
      expect(distance(of("structuredDerivatives"), of("jacobianContraction"))).toBeLessThan(1e-13);
    },
  );

  test("weights without bounds into closed units are not left out: 0·∞ is NaN", () => {
    type Weights = readonly [NDArray, NDArray, NDArray];
    const relu = (h: NDArray) => maximum(h, 0);
    const deep = (p: Weights, given: NDArray) =>
      matmul(relu(matmul(relu(matmul(given, p[0])), p[1])), p[2]);
    const second = inputs(4, [23, 17]);
    // The unit's sum is −∞ at all examples, so that every mask closes it.
    const broken = where(arange(17).equal(3), -Infinity, second);
    const weights: Weights = [inputs(3, [5, 23]).abs(), broken, inputs(5, [17, 12])];
    for (const implementation of ["jacobianContraction", "structuredDerivatives"] as const) {
      const kernel = empirical.ntk(deep, { implementation })(x.abs(), null, weights);
      expect(kernel.data.every(Number.isNaN), implementation).toBe(true);
    }
  });
});
