import type { ArrayInput } from "./create.js";
import { isFloat, type Dtype, type FloatDtype } from "./dtype.js";
import type { NDArray } from "./ndarray.js";
import { arithmeticDtype, realDtype } from "./promote.js";

/**
 * How an elementwise function treats dtypes: `arithmetic` keeps them (bool counts as int32), `real`
 * leaves the integers for the default float dtype, `comparison` gives bool.
 */
export type DtypeRule = "arithmetic" | "real" | "comparison";

/** The dtype of a result, from the promoted dtype of the operands. */
export function resultDtype(rule: DtypeRule, operand: Dtype): Dtype {
  if (rule === "comparison") return "bool";
  return rule === "real" ? realDtype(operand) : arithmeticDtype(operand);
}

/** The dtype that a JS number takes beside an operand; integers meet it exactly in comparisons. */
export function weakOperandDtype(rule: DtypeRule, other: Dtype): Dtype {
  if (rule === "comparison") return isFloat(other) ? other : "float64";
  return resultDtype(rule, other);
}

/** The same rules for the compiler: the table of `promote`. */
export type Promote<A extends Dtype, B extends Dtype> = A extends "float64"
  ? A
  : B extends "float64"
    ? B
    : A extends "float32"
      ? A
      : B extends "float32"
        ? B
        : "int32";

type Real<D extends Dtype> = D extends FloatDtype ? D : FloatDtype;

export type ResultOf<R extends DtypeRule, D extends Dtype> = {
  arithmetic: Promote<D, "bool">;
  real: Real<D>;
  comparison: "bool";
}[R];

/** What is known of an operand's dtype; a JS number leaves the other one's as it is. */
export type DtypeOf<X extends ArrayInput> = X extends NDArray<infer D> ? D : Dtype;
export type Common<A extends ArrayInput, B extends ArrayInput> = [A] extends [number]
  ? [B] extends [number]
    ? FloatDtype
    : DtypeOf<B>
  : [B] extends [number]
    ? DtypeOf<A>
    : Promote<DtypeOf<A>, DtypeOf<B>>;

export type Unary<R extends DtypeRule> = <X extends ArrayInput>(
  x: X,
) => NDArray<ResultOf<R, DtypeOf<X>>>;

export type Binary<R extends DtypeRule> = <A extends ArrayInput, B extends ArrayInput>(
  x: A,
  y: B,
) => NDArray<ResultOf<R, Common<A, B>>>;
