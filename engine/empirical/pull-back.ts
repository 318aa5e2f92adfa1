import { isFloat } from "../array/dtype.js";
import { equal } from "../array/comparison.js";
import { sizeOf, type NDArray } from "../array/ndarray.js";
import { mul } from "../array/arithmetic.js";
import { reshape } from "../array/rearrange.js";
import { sameShape } from "../array/shape.js";
import { NtkbookError } from "../errors.js";
import { isVariable, type Atom, type Equation, type Variable } from "../core/program.js";
import { isBounded } from "./bounded.js";
import { cotangentOf, unscaled, whole, type Cotangent } from "./cotangent.js";
import { maskedPulledBack } from "./masked-product.js";
import type { TwoAxes } from "./two-axes.js";

/** Cotangents of an equation's inputs; null where nothing arrives. */
export type Cotangents = readonly (Cotangent | null)[];

/** The cotangents of an equation's inputs. Numbers and masks are put off where that keeps arrays small. */
export function pulledBack(equation: Equation, cotangents: Cotangents, axes: TwoAxes): Cotangents {
  const [only = null] = cotangents;
  if (cotangents.length > 1 || only === null) {
    const values = cotangents.map((cotangent) => cotangent && whole(cotangent));
    return transposed(equation, values, 1);
  }
  const delayed = RULES[equation.primitive.name]?.(equation, only, axes);
  return delayed ?? transposed(equation, [unscaled(only)], only.scale);
}

function transposed(
  { primitive, inputs, params }: Equation,
  values: readonly (NDArray | null)[],
  scale: number,
): Cotangents {
  if (primitive.transpose === undefined) {
    throw new NtkbookError(`${primitive.name}: it has no transpose`);
  }
  const pulled = primitive.transpose(values, inputs, params);
  return pulled.map((value) => (value ? cotangentOf(value, scale) : null));
}

type Rule = (equation: Equation, cotangent: Cotangent, axes: TwoAxes) => Cotangents | null;

/** Linear operations that scale, mask or only pass on; null where they do more than that. */
const RULES: Readonly<Record<string, Rule>> = {
  neg: (_, cotangent) => [{ ...cotangent, scale: -cotangent.scale }],
  add: ({ inputs }, cotangent) =>
    inputs.every((atom) => isVariable(atom) && isAlike(atom, cotangent))
      ? [cotangent, cotangent]
      : null,
  mul: ({ inputs }, cotangent, axes) =>
    onlyVariable(inputs, cotangent, (known) => multiplied(cotangent, known as NDArray, axes)),
  div: ({ inputs }, cotangent) =>
    onlyVariable(inputs, cotangent, (known, at) => {
      const factor = at === 0 ? numberOf(known as NDArray) : null;
      return factor === null ? null : { ...cotangent, scale: cotangent.scale / factor };
    }),
  where: ({ inputs: [condition, ...either] }, cotangent, axes) => {
    const pulled = onlyVariable(either, cotangent, (_, at) => {
      const chosen = at === 0 ? (condition as NDArray) : equal(condition as NDArray, 0);
      const mask = chosen.astype(cotangent.value.dtype);
      // What is not chosen counts as 0, also where the cotangent has no bounds.
      return vanishes(cotangent, axes) ? multiplied(cotangent, mask, axes) : null;
    });
    return pulled && [null, ...pulled];
  },
  matmul: maskedPulledBack,
  reshape: ({ inputs: [input] }, cotangent) => [reshaped(cotangent, input as Variable)],
  broadcast: ({ inputs: [input] }, cotangent) => {
    const { shape } = input as Variable;
    return sizeOf(shape) === cotangent.value.size ? [reshaped(cotangent, { shape })] : null;
  },
};

function reshaped({ scale, mask, value }: Cotangent, { shape }: Pick<Atom, "shape">): Cotangent {
  return { scale, mask: mask && reshape(mask, shape), value: reshape(value, shape) };
}

/** Of two operands the one that is no variable is handed to `rule`, with the place of the other. */
function onlyVariable(
  inputs: readonly Atom[],
  cotangent: Cotangent,
  rule: (known: Atom, at: 0 | 1) => Cotangent | null,
): Cotangents | null {
  const [a, b] = inputs as readonly [Atom, Atom];
  if (isVariable(a) === isVariable(b)) return null;
  const [variable, known, at] = isVariable(a) ? ([a, b, 0] as const) : ([b, a, 1] as const);
  if (!isAlike(variable, cotangent)) return null;
  const pulled = rule(known, at);
  return pulled && (at === 0 ? [pulled, null] : [null, pulled]);
}

/** Nothing was broadcast or converted on the way from the variable to the cotangent's value. */
function isAlike({ shape, dtype }: Atom, { value }: Cotangent): boolean {
  return sameShape(shape, value.shape) && dtype === value.dtype;
}

function multiplied(cotangent: Cotangent, known: NDArray, axes: TwoAxes): Cotangent | null {
  const factor = numberOf(known);
  if (factor !== null) return { ...cotangent, scale: cotangent.scale * factor };
  const { mask, value } = cotangent;
  if (axes.differs(value) || !axes.differs(known) || !isAlike(known, cotangent)) return null;
  return { ...cotangent, mask: mask === null ? known : mul(mask, known) };
}

/** The number of an array of one that no transform follows. */
function numberOf(x: NDArray): number | null {
  return x.ndim === 0 && x.trace === undefined ? Number(x.data[0]) : null;
}

/** Whether 0 times the cotangent is 0 everywhere. */
function vanishes({ value }: Cotangent, axes: TwoAxes): boolean {
  if (axes.differs(value) || !isFloat(value.dtype)) return false;
  const numbers = axes.spread(value);
  return numbers.trace === undefined && isBounded(numbers);
}
