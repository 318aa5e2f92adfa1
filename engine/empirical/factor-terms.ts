import { mul } from "../array/arithmetic.js";
import { broadcastTo } from "../array/broadcast.js";
import { equal } from "../array/comparison.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { arange } from "../array/sequences.js";
import { reshape } from "../array/rearrange.js";
import type { AnyFunction } from "../autodiff/flat-function.js";
import { ShapeError } from "../errors.js";
import { oneOf } from "./blockwise.js";
import { checkIndependent } from "./independence.js";
import { linearized } from "./linear-program.js";
import { callOf, type Examples } from "./model.js";
import { nngpSettings, type InputOf, type ParamsOf } from "./options.js";
import { waysOf } from "./plan.js";
import { termsAt } from "./structured-terms.js";
import { targetsOf } from "./target.js";
import { groupsOf, type Term } from "./terms.js";

/** Per-example Jacobians by one array of parameters as Σ_t known_t ⊗ moving_t. */
export interface FactorTerms {
  readonly path: string;
  readonly shape: Shape;
  /** [n, t, known]; null: t = 1 and `moving` is the Jacobian. */
  readonly known: NDArray | null;
  /** [n, outputs, t, moving] */
  readonly moving: NDArray;
}

/** What f depends on, taken apart, at all examples of x. */
export interface FactoredJacobians {
  /** [n, …outputs] */
  readonly outputs: NDArray;
  readonly parameters: readonly FactorTerms[];
}

/**
 * The Jacobians of all examples by each array of parameters that the outputs depend on, as outer products where
 * its uses have that form.
 */
export function factoredJacobians<F extends AnyFunction>(
  caller: string,
  f: F,
  params: ParamsOf<F>,
  x: InputOf<F>,
): FactoredJacobians {
  const settings = nngpSettings(caller, { traceAxes: [] });
  const call = callOf(caller, settings, { f, x1: x, x2: null, params, rest: [] });
  const { model, x1 } = call;
  const one = model.one(model.params, oneOf(x1));
  checkIndependent(call, one);
  const [target, ...others] = targetsOf(call, [one, one]);
  if (target === undefined || others.length > 0) {
    throw new ShapeError(
      `${caller}: f gives a tree of ${one.length} arrays; let it give one array`,
    );
  }
  // No pairs are formed, so that factors cost nothing more than Jacobians.
  const counts = { sides: 0, pairs: 0, entries: 0 };
  const first: Examples = { inputs: x1.inputs.map((input) => input.slice([0, 1])), count: 1 };
  const ways = linearized(target, first, ({ program, output }) =>
    waysOf([program], groupsOf(target.axes, output), counts).map((way) =>
      // Of slices that have nothing in common the whole has no one pair of factors.
      (way.groups?.length ?? 1) > 1 ? { ...way, groups: null } : way,
    ),
  );
  const terms = termsAt(target, x1, ways);
  return {
    outputs: model.all(model.params, x1.inputs)[0] as NDArray,
    parameters: terms.flatMap((term, k) => {
      const [path, shape] = [model.paths[k] ?? "", model.params[k]?.shape ?? []];
      return term === null ? [] : [{ path, shape, ...factorsOf(term, shape, x1.count) }];
    }),
  };
}

function factorsOf(term: Term, shape: Shape, n: number): Pick<FactorTerms, "known" | "moving"> {
  const { known, mask, moving, scale } = term;
  const values = mul(mask === null ? moving : mul(moving, mask), scale);
  const whole = broadcastTo(values, [n, ...values.shape.slice(1)]);
  if (known?.ndim !== 2) return { known, moving: whole };
  // Rows of the identity by their numbers.
  const length = shape[0] as number;
  const rows = equal(
    reshape(known, [...known.shape, 1]),
    arange(length, undefined, 1, { dtype: "int32" }),
  );
  return { known: rows.astype(moving.dtype), moving: whole };
}
