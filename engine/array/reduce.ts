import { asArray, type ArrayInput } from "./create.js";
import { ShapeError } from "../errors.js";
import type { Dtype, DtypeData } from "./dtype.js";
import { transpose } from "./rearrange.js";
import { NDArray, sizeOf } from "./ndarray.js";
import { formatShape, normaliseAxis } from "./shape.js";
import { allocate } from "./storage.js";

/** Axes to reduce: one, several, or `null` for all. */
export type Axes = number | readonly number[] | null;

export interface ReduceOptions {
  /** Keep the reduced axes with length 1, so that the result broadcasts against the input. */
  readonly keepdims?: boolean;
}

/** A reduction: its value on the elements `from` … `to − 1`, and the dtype it gives. */
export interface ReductionDefinition<D extends Dtype> {
  readonly name: string;
  readonly dtype: (operand: Dtype) => D;
  readonly value: (data: DtypeData[Dtype], from: number, to: number) => number;
  /** Whether no elements at all have a value. */
  readonly empty: "defined" | "refused";
}

export type Reduction<D extends Dtype> = (
  x: ArrayInput,
  axis?: Axes,
  options?: ReduceOptions,
) => NDArray<D>;

/** The function that a definition defines: reduced axes are moved last, then each row folds. */
export function reduction<D extends Dtype>(definition: ReductionDefinition<D>): Reduction<D> {
  return (input, axis = null, { keepdims = false } = {}) => {
    const x = asArray(input);
    const reduced = reducedAxes(definition.name, axis, x.ndim);
    const kept = x.shape.flatMap((_, k) => (reduced.has(k) ? [] : [k]));
    const rows = transpose(x, [...kept, ...reduced]);
    const count = sizeOf([...reduced].map((k) => x.shape[k] as number));
    if (count === 0 && definition.empty === "refused") throw emptyError(definition.name, x);
    const dtype = definition.dtype(x.dtype);
    const out = allocate(dtype, sizeOf(kept.map((k) => x.shape[k] as number)));
    for (let i = 0; i < out.length; i++) {
      out[i] = definition.value(rows.data, i * count, (i + 1) * count);
    }
    const shape = x.shape.flatMap((n, k) => (reduced.has(k) ? (keepdims ? [1] : []) : [n]));
    return new NDArray(out, shape, dtype);
  };
}

/** The reduced axes, ascending, each once. */
function reducedAxes(caller: string, axis: Axes, ndim: number): ReadonlySet<number> {
  if (axis === null) return new Set(Array.from({ length: ndim }, (_, k) => k));
  const axes = (typeof axis === "number" ? [axis] : axis).map((k) =>
    normaliseAxis(caller, k, ndim),
  );
  if (new Set(axes).size < axes.length) {
    throw new ShapeError(`${caller}: axes [${axes.join(", ")}] name one axis twice`);
  }
  return new Set(axes.toSorted((a, b) => a - b));
}

function emptyError(caller: string, x: NDArray): ShapeError {
  return new ShapeError(
    `${caller}: an array of shape ${formatShape(x.shape)} has no elements to choose from along the reduced axes`,
  );
}
