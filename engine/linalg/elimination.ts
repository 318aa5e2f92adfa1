// P A = L U as a primitive: what systems are solved with, factored once. Its outputs are not
// differentiated; who uses them knows the derivative of what they are used for.
import { NDArray } from "../array/ndarray.js";
import { bind } from "../core/bind.js";
import { DomainError } from "../errors.js";
import { factorGeneral, type Factors } from "../wasm/general-systems.js";
import { defineMatrixFunction, lengthsOf, like } from "./matrix-primitive.js";
import type { FloatArray } from "./operands.js";
import { matrixOf, stackOf, type Stack } from "./stack.js";

/** The factors of square matrices. */
export interface Elimination {
  /** U on and above the diagonal, L below it: [..., n, n], always float64. */
  readonly packed: NDArray;
  /** Row i of L U is row rows[i] of A: [..., n, 1], int32. */
  readonly rows: NDArray;
}

/**
 * Eliminates on behalf of a function.
 *
 * @throws {@link DomainError} for a singular matrix, naming the column without a pivot.
 */
export function eliminate(caller: string, a: NDArray): Elimination {
  const [packed, rows] = bind(eliminatePrimitive, [a], { caller });
  return { packed: packed as NDArray, rows: rows as NDArray };
}

const eliminatePrimitive = defineMatrixFunction<{ readonly caller: string }>({
  name: "eliminate",
  value: (a, { caller }) => {
    const stack = stackOf(a);
    const factors = factorsOf(stack);
    factors.forEach((factor) => checkPivots(caller, factor, stack.rows));
    const { batch, rows: n } = stack;
    return [
      new NDArray(
        joined(
          factors.map(({ lu }) => lu),
          n * n,
        ),
        [...batch, n, n],
        "float64",
      ),
      new NDArray(
        Int32Array.from(factors.flatMap(({ permutation }) => [...permutation])),
        [...batch, n, 1],
        "int32",
      ),
    ];
  },
  abstract: (a) => {
    const { n } = lengthsOf(a);
    return [
      { ...a, dtype: "float64" },
      { ...like(a, n, 1), dtype: "int32" },
    ];
  },
  jvp: () => [null, null],
});

function joined(parts: readonly Float64Array[], length: number): Float64Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const all = new Float64Array(parts.length * length);
  parts.forEach((part, i) => all.set(part, i * length));
  return all;
}

/** The factors of every matrix. */
export function factorsOf(stack: Stack): Factors[] {
  const { count, rows, columns } = stack;
  return Array.from({ length: count }, (_, i) => factorGeneral(matrixOf(stack, i), rows, columns));
}

function checkPivots(caller: string, { lu }: Factors, n: number): void {
  for (let i = 0; i < n; i++) {
    if (lu[i * (n + 1)] !== 0) continue;
    throw new DomainError(
      `${caller}: a is singular: column ${i} has no pivot, it is a combination of the columns before it. Use pinv or lstsq, or add a multiple of the identity`,
    );
  }
}

/** The factors of the i-th matrix, from plain arrays. */
export function factorsAt({ packed, rows }: Elimination, i: number): Factors {
  const n = packed.shape.at(-1) ?? 0;
  const [lu, permutation] = [(packed as FloatArray).data, (rows as NDArray<"int32">).data];
  return {
    lu: lu.subarray(i * n * n, (i + 1) * n * n) as Float64Array,
    permutation: permutation.subarray(i * n, (i + 1) * n),
  };
}
