import { bindOne } from "../core/bind.js";
import {
  define,
  type Abstract,
  type FoldRule,
  type Operand,
  type Primitive,
} from "../core/primitive.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { broadcastTo, fitTo } from "./broadcast.js";
import { foldRows } from "../wasm/compiled-folds.js";
import { sizeOfFloat } from "../wasm/floats.js";
import { addressOf } from "../wasm/recycling.js";
import { columnSums } from "./column-sums.js";
import { asArray, type ArrayInput } from "./create.js";
import type { Dtype, DtypeData } from "./dtype.js";
import { NDArray, sizeOf, type Shape } from "./ndarray.js";
import { reshape, transpose } from "./rearrange.js";
import { asWritten, formatShape, normaliseAxis } from "./shape.js";
import { allocate } from "./storage.js";

/** Axes to reduce: one, several, or `null` for all. */
export type Axes = number | readonly number[] | null;

export interface ReduceOptions {
  /** Keep the reduced axes with length 1, so that the result broadcasts against the input. */
  readonly keepdims?: boolean;
}

/** Which axes a reduction folds: ascending, each once. */
export interface Reduced {
  readonly axes: readonly number[];
}

/** A reduction: its value on the elements `from` … `to − 1`, and the dtype it gives. */
export interface ReductionDefinition<D extends Dtype> {
  readonly name: string;
  readonly dtype: (operand: Dtype) => D;
  readonly value: (data: DtypeData[Dtype], from: number, to: number) => number;
  /** Where blocks may be folded one by one: how, and what makes the value of it. */
  readonly fold?: FoldRule;
  /** Whether no elements at all have a value. */
  readonly empty: "defined" | "refused";
  /** The output's tangent from the input's; without it the derivative is zero. */
  readonly jvp?: (tangent: NDArray, x: NDArray, output: NDArray, reduced: Reduced) => NDArray;
  /** Of a linear reduction over `count` elements: the cotangent of each of them. */
  readonly transpose?: (cotangent: NDArray, count: number) => NDArray;
}

export type Reduction<D extends Dtype> = (
  x: ArrayInput,
  axis?: Axes,
  options?: ReduceOptions,
) => NDArray<D>;

/** The function that a definition defines. */
export function reduction<D extends Dtype>(definition: ReductionDefinition<D>): Reduction<D> {
  const primitive = define(reductionPrimitive(definition));
  return (input, axis = null, options = {}) => {
    checkOptions(definition.name, options, ["keepdims"]);
    const { keepdims = false } = options;
    const x = asArray(input);
    const axes = reducedAxes(definition.name, axis, x.ndim);
    const output = bindOne(primitive, [x], { axes });
    return (keepdims ? keepAxes(output, x.shape, { axes }) : output) as NDArray<D>;
  };
}

function reductionPrimitive<D extends Dtype>(
  definition: ReductionDefinition<D>,
): Primitive<Reduced> {
  const { name, dtype, jvp, transpose: linear } = definition;
  const primitive: Primitive<Reduced> = {
    name,
    value: ([x], reduced) => [fold(definition, x as NDArray, reduced)],
    abstract: ([x], { axes }) => {
      const { shape, dtype: from } = x as Abstract;
      return [{ shape: shape.filter((_, k) => !axes.includes(k)), dtype: dtype(from) }];
    },
    jvp: ({ inputs: [x], outputs: [y], params }, [t]) => [
      jvp && t ? jvp(t, x as NDArray, y as NDArray, params) : null,
    ],
    transpose: ([ct], [x], reduced) => {
      const { shape } = x as Operand;
      return [
        linear && ct ? spread(linear(ct, countOf(shape, reduced)), x as Operand, reduced) : null,
      ];
    },
    batch: ([x], _batched, { axes }) => [
      bindOne(primitive, [x as NDArray], { axes: axes.map((axis) => axis + 1) }),
    ],
    flops: ([x]) => sizeOf((x as Abstract).shape),
    ...(definition.fold ? { fold: definition.fold } : {}),
  };
  return primitive;
}

/** Fewer are as well added up one by one. */
const FEW_COLUMNS = 4;

/** Of fewer, what is computed in place would need as much memory again. */
const FEW_TERMS = 8;

/** Reduced axes are moved last, then each row folds; sums over the first axes add up row by row instead. */
function fold<D extends Dtype>(
  { name, dtype, value, fold, empty }: ReductionDefinition<D>,
  x: NDArray,
  { axes }: Reduced,
): NDArray<D> {
  const kept = x.shape.flatMap((_, k) => (axes.includes(k) ? [] : [k]));
  const count = countOf(x.shape, { axes });
  if (count === 0 && empty === "refused") throw emptyError(name, x);
  const shape = kept.map((k) => x.shape[k] as number);
  const result = dtype(x.dtype);
  const out = allocate(result, sizeOf(shape), "anything");
  if (fold?.kind === "sum" && axes.every((axis, k) => axis === k) && out.length >= FEW_COLUMNS) {
    const matrix = { data: x.data, dtype: x.dtype, columns: out.length };
    const totals = columnSums(matrix, 0, count);
    for (let i = 0; i < out.length; i++) out[i] = fold.finish(totals[i] as number, count);
    return new NDArray(out, shape, result);
  }
  const { data } = transpose(x, [...kept, ...axes]);
  const folded =
    fold && count >= FEW_TERMS ? foldsInPlace(fold.kind, data, out.length, count) : null;
  if (fold && folded) {
    for (let i = 0; i < out.length; i++) out[i] = fold.finish(folded[i] as number, count);
    return new NDArray(out, shape, result);
  }
  for (let i = 0; i < out.length; i++) out[i] = value(data, i * count, (i + 1) * count);
  return new NDArray(out, shape, result);
}

/** Folds of rows of large floats, by the compiled code, where they lie; null for others. */
function foldsInPlace(
  kind: FoldRule["kind"],
  data: DtypeData[Dtype],
  rows: number,
  count: number,
): Float64Array | null {
  if (!(data instanceof Float64Array || data instanceof Float32Array)) return null;
  const at = addressOf(data);
  return at === null ? null : foldRows(kind, { at, size: sizeOfFloat(data), rows, count });
}

/** How many elements fold into one. */
function countOf(shape: Shape, { axes }: Reduced): number {
  return sizeOf(axes.map((k) => shape[k] as number));
}

/** A reduced array with its reduced axes back, of length 1. */
export function keepAxes(y: NDArray, shape: Shape, { axes }: Reduced): NDArray {
  return reshape(
    y,
    shape.map((n, k) => (axes.includes(k) ? 1 : n)),
  );
}

/** A reduced array, repeated over what was reduced. */
function spread(y: NDArray, x: Abstract, reduced: Reduced): NDArray {
  return fitTo(broadcastTo(keepAxes(y, x.shape, reduced), x.shape), x);
}

/** The reduced axes, ascending, each once. */
function reducedAxes(caller: string, axis: Axes, ndim: number): readonly number[] {
  if (axis === null) return Array.from({ length: ndim }, (_, k) => k);
  const given: unknown = typeof axis === "number" ? [axis] : axis;
  if (!Array.isArray(given)) {
    throw new ShapeError(
      `${caller}: the axis is ${asWritten(given)}; give a number, a list of numbers or null, and options after it: ${caller}(x, 0, { keepdims: true })`,
    );
  }
  const axes = given.map((k: number) => normaliseAxis(caller, k, ndim));
  if (new Set(axes).size < axes.length) {
    throw new ShapeError(`${caller}: axes [${axes.join(", ")}] name one axis twice`);
  }
  return axes.toSorted((a, b) => a - b);
}

function emptyError(caller: string, x: NDArray): ShapeError {
  return new ShapeError(
    `${caller}: an array of shape ${formatShape(x.shape)} has no elements to choose from along the reduced axes`,
  );
}
