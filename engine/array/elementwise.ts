import { asArray, weakScalar, type ArrayInput } from "./create.js";
import {
  resultDtype,
  weakOperandDtype,
  type Binary,
  type Common,
  type DtypeOf,
  type DtypeRule,
  type ResultOf,
  type Unary,
} from "./dtype-rule.js";
import { NDArray, sizeOf } from "./ndarray.js";
import { promote } from "./promote.js";
import { broadcastShapes, broadcastStrides, sameShape } from "./shape.js";
import { allocate } from "./storage.js";
import { forEachRow } from "./strided.js";

/** An elementwise function of one argument: its name, its value on one number. */
export interface UnaryDefinition<R extends DtypeRule = DtypeRule> {
  readonly name: string;
  readonly dtypes: R;
  readonly value: (x: number) => number;
}

/** An elementwise function of two arguments; `int32` is its value where doubles would round. */
export interface BinaryDefinition<R extends DtypeRule = DtypeRule> {
  readonly name: string;
  readonly dtypes: R;
  readonly value: (x: number, y: number) => number;
  readonly int32?: (x: number, y: number) => number;
}

/** The function that a definition defines. */
export function unary<R extends DtypeRule>({ value, dtypes }: UnaryDefinition<R>): Unary<R> {
  return <X extends ArrayInput>(input: X) => {
    const x = asArray(input);
    const dtype = resultDtype(dtypes, x.dtype) as ResultOf<R, DtypeOf<X>>;
    const out = allocate(dtype, x.size, "anything");
    const { data } = x;
    for (let i = 0; i < out.length; i++) out[i] = value(data[i] as number);
    return new NDArray(out, x.shape, dtype);
  };
}

/** The function that a definition defines, broadcasting its operands. */
export function binary<R extends DtypeRule>(definition: BinaryDefinition<R>): Binary<R> {
  return <A extends ArrayInput, B extends ArrayInput>(left: A, right: B) => {
    const [x, y] = operands(definition, left, right);
    const shape = broadcastShapes(definition.name, x.shape, y.shape);
    const common = promote(x.dtype, y.dtype);
    const dtype = resultDtype(definition.dtypes, common) as ResultOf<R, Common<A, B>>;
    const value = (dtype === "int32" ? definition.int32 : undefined) ?? definition.value;
    const out = allocate(dtype, sizeOf(shape), "anything");
    if (sameShape(x.shape, y.shape)) combine(value, x, y, out);
    else combineBroadcast(value, x, y, shape, out);
    return new NDArray(out, shape, dtype);
  };
}

/** Both operands as arrays; a JS number takes the dtype that the other one brings. */
function operands(
  { name, dtypes }: BinaryDefinition,
  left: ArrayInput,
  right: ArrayInput,
): readonly [NDArray, NDArray] {
  const beside = (value: number, other: NDArray): NDArray =>
    weakScalar(name, value, weakOperandDtype(dtypes, other.dtype));
  if (typeof left === "number" && typeof right !== "number") {
    const y = asArray(right);
    return [beside(left, y), y];
  }
  const x = asArray(left);
  return [x, typeof right === "number" ? beside(right, x) : asArray(right)];
}

type Data = NDArray["data"];

function combine(value: BinaryDefinition["value"], x: NDArray, y: NDArray, out: Data): void {
  const a = x.data;
  const b = y.data;
  for (let i = 0; i < out.length; i++) out[i] = value(a[i] as number, b[i] as number);
}

function combineBroadcast(
  value: BinaryDefinition["value"],
  x: NDArray,
  y: NDArray,
  shape: readonly number[],
  out: Data,
): void {
  const stridesX = broadcastStrides(x.shape, shape);
  const stridesY = broadcastStrides(y.shape, shape);
  const layouts = [stridesX, stridesY].map((strides) => ({ shape, strides, offset: 0 }));
  const stepX = stridesX.at(-1) ?? 0;
  const stepY = stridesY.at(-1) ?? 0;
  const length = shape.at(-1) ?? 1;
  const a = x.data;
  const b = y.data;
  forEachRow(shape, layouts, (to, [fromX = 0, fromY = 0]) => {
    for (let i = 0; i < length; i++) {
      out[to + i] = value(a[fromX + i * stepX] as number, b[fromY + i * stepY] as number);
    }
  });
}
