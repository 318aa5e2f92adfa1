import { bind, bindOne } from "../core/bind.js";
import {
  define,
  type Abstract,
  type Operand,
  type Point,
  type Primitive,
  type Tangent,
} from "../core/primitive.js";
import { NtkbookError } from "../errors.js";
import { alignBatch } from "./batching.js";
import { fitTo, matchTo } from "./broadcast.js";
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
import { add } from "./arithmetic.js";
import type { RowOperation } from "../wasm/broadcast.js";
import type { ElementFunction } from "../wasm/exports.js";
import { combineElements, mapCompiled, mapElements } from "./loops.js";
import { NDArray, type Shape } from "./ndarray.js";
import { promote } from "./promote.js";
import { broadcastShapes } from "./shape.js";
import { isFloat, type Dtype } from "./dtype.js";

/** The output's tangent for a tangent of one operand; linear in it. */
export type TangentRule = (
  tangent: NDArray,
  operands: readonly NDArray[],
  output: NDArray,
) => NDArray;

/** The cotangent of an operand that the function is linear in; only the other operands are known. */
export type CotangentRule = (cotangent: NDArray, operands: readonly NDArray[]) => NDArray;

/**
 * How an elementwise function is differentiated: one rule an operand, null where it is constant.
 * Functions that give floats and have no rules at all are refused by transforms.
 */
export interface Derivatives {
  readonly jvp?: readonly (TangentRule | null)[];
  /** Where the function is linear in an operand, what its transpose does. */
  readonly transpose?: readonly (CotangentRule | null)[];
}

/** An elementwise function of one argument; `int32` is its value where the compiled code knows floats only. */
export interface UnaryDefinition<R extends DtypeRule = DtypeRule> extends Derivatives {
  readonly name: string;
  readonly dtypes: R;
  /** Its value on one number, or its name among the functions of the compiled code. */
  readonly value: ((x: number) => number) | ElementFunction;
  readonly int32?: (x: number) => number;
}

/** An elementwise function of two arguments; `int32` is its value where doubles would round. */
export interface BinaryDefinition<R extends DtypeRule = DtypeRule> extends Derivatives {
  readonly name: string;
  readonly dtypes: R;
  readonly value: (x: number, y: number) => number;
  /** Its name where compiled code does the same with floats. */
  readonly compiled?: RowOperation;
  readonly int32?: (x: number, y: number) => number;
}

/** The function that a definition defines. */
export function unary<R extends DtypeRule>(definition: UnaryDefinition<R>): Unary<R> {
  const { value, int32 } = definition;
  const primitive = elementwise(definition, ([x], dtype) => {
    const own = dtype === "int32" ? (int32 ?? value) : value;
    return typeof own === "string"
      ? mapCompiled(own, x as NDArray, dtype)
      : mapElements(own, x as NDArray, dtype);
  });
  return <X extends ArrayInput>(input: X) =>
    bindOne(primitive, [asArray(input)], undefined) as NDArray<ResultOf<R, DtypeOf<X>>>;
}

/** The function that a definition defines, broadcasting its operands. */
export function binary<R extends DtypeRule>(definition: BinaryDefinition<R>): Binary<R> {
  const { value, compiled, int32 = value } = definition;
  const primitive = elementwise(definition, ([x, y], dtype, shape) =>
    combineElements(
      { value: dtype === "int32" ? int32 : value, compiled },
      ...([x, y] as [NDArray, NDArray]),
      { shape, dtype },
    ),
  );
  return <A extends ArrayInput, B extends ArrayInput>(left: A, right: B) =>
    bindOne(primitive, operandsOf(definition, left, right), undefined) as NDArray<
      ResultOf<R, Common<A, B>>
    >;
}

/** Both operands as arrays; a JS number takes the dtype that the other one brings. */
function operandsOf(
  { name, dtypes }: BinaryDefinition,
  left: ArrayInput,
  right: ArrayInput,
): readonly NDArray[] {
  const beside = (value: number, other: NDArray): NDArray =>
    weakScalar(name, value, weakOperandDtype(dtypes, other.dtype));
  if (typeof left === "number" && typeof right !== "number") {
    const y = asArray(right);
    return [beside(left, y), y];
  }
  const x = asArray(left);
  return [x, typeof right === "number" ? beside(right, x) : asArray(right)];
}

type Value = (inputs: readonly NDArray[], dtype: Dtype, shape: Shape) => NDArray;

/** The primitive of an elementwise function of broadcasting operands. */
function elementwise(
  { name, dtypes, jvp, transpose = [], value: elements }: UnaryDefinition | BinaryDefinition,
  value: Value,
): Primitive<undefined> {
  const outputOf = (inputs: readonly Abstract[]): Abstract => ({
    shape: inputs.map(({ shape }) => shape).reduce((a, b) => broadcastShapes(name, a, b)),
    dtype: resultDtype(dtypes, inputs.map(({ dtype }) => dtype).reduce(promote)),
  });
  const primitive: Primitive<undefined> = {
    name,
    value: (inputs) => {
      const { dtype, shape } = outputOf(inputs);
      return [value(inputs, dtype, shape)];
    },
    abstract: (inputs) => [outputOf(inputs)],
    jvp: (point, tangents) => [sumOfTangents(jvp ?? withoutRules(name, point), point, tangents)],
    transpose: ([cotangent = null], operands) =>
      operands.map((operand, k) => cotangentOf(transpose[k], cotangent, operands, operand)),
    batch: (inputs, batched) => bind(primitive, alignBatch(inputs, batched), undefined),
    elements,
  };
  return define(primitive);
}

/** Truth values and integers are constant; a float must say how it moves. */
function withoutRules(name: string, { outputs }: Point<unknown>): readonly null[] {
  if (!isFloat((outputs[0] as NDArray).dtype)) return [];
  throw new NtkbookError(`${name}: it has no derivative rule; use functions that have one`);
}

/** Σ over the operands: df = ∂₁f dx + ∂₂f dy, as large as the output. */
export function sumOfTangents(
  rules: readonly (TangentRule | null)[],
  { inputs, outputs }: Point<unknown>,
  tangents: readonly Tangent[],
): Tangent {
  const output = outputs[0] as NDArray;
  let total: Tangent = null;
  tangents.forEach((tangent, k) => {
    const rule = rules[k];
    if (tangent === null || !rule) return;
    const part = matchTo(rule(tangent, inputs, output), output);
    total = total === null ? part : add(total, part);
  });
  return total;
}

export function cotangentOf(
  rule: CotangentRule | null | undefined,
  cotangent: Tangent,
  operands: readonly Operand[],
  operand: Operand,
): Tangent {
  if (!rule || cotangent === null || operand instanceof NDArray) return null;
  // A rule reads the other operands alone, and these are known.
  return fitTo(rule(cotangent, operands as readonly NDArray[]), operand);
}
