import type { ArrayInput } from "../array/create.js";
import { notEqual } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { where } from "../array/where.js";
import { bind } from "../core/bind.js";
import { recordClosed, type Closed } from "../core/live-recording.js";
import type { Program } from "../core/program.js";
import { flatten, flattenList, unflatten, type Arrays, type Flat } from "../core/pytree.js";
import type { Given } from "../autodiff/custom-call.js";
import type { AnyFunction, FlatFunction } from "../autodiff/flat-function.js";
import { defineProgramCall } from "../autodiff/program-call.js";
import { leavesLike } from "./carry.js";
import { asPredicate, knownTruth } from "./truth.js";

/**
 * `predicate ? ifTrue(...operands) : ifFalse(...operands)`, also where the predicate is not known yet
 * (within `jit`) or differs between the examples of a `vmap`: then both functions are run for all
 * examples, and each takes its own result. Everywhere else only the one that is chosen runs. A JS
 * condition does the same where the value is known.
 *
 * @param predicate - One truth value, or a number that is true when it is not 0.
 * @param ifTrue - Of the operands, like `ifFalse`; may close over traced arrays.
 * @throws {@link ShapeError} for a predicate that is not one number, or when both functions are run
 *   and their results differ in structure, shape or dtype.
 * @example
 * ```ts
 * const half = (x: NDArray) => cond(x.greater(1), (y) => y.div(2), (y) => y.mul(10), x);
 * vmap(half)([4, 0.5]); // array([2., 5.])
 * ```
 */
export function cond<Args extends readonly unknown[], Y>(
  predicate: ArrayInput,
  ifTrue: (...operands: Given<Args>) => Y,
  ifFalse: (...operands: Given<Args>) => Y,
  ...operands: Args
): Arrays<Y> {
  const holds = asPredicate("cond", predicate);
  const given = flattenList(operands);
  const yes = branch(ifTrue, given);
  const no = branch(ifFalse, given);
  const truth = knownTruth(holds);
  const chosen = truth?.any === false ? no : yes;
  const leaves = truth
    ? truth.any === truth.all
      ? chosen.run(given.leaves)
      : chooseEach(holds, yes, no, given.leaves)
    : recorded(holds, yes, no, given.leaves);
  return unflatten(chosen.result().structure, leaves) as Arrays<Y>;
}

interface Branch {
  readonly run: FlatFunction;
  /** What it gave when it ran last. */
  readonly result: () => Flat;
}

function branch(f: AnyFunction, { structure }: Flat): Branch {
  let result = flatten(null);
  return {
    run: (leaves) => {
      result = flatten(f(...(unflatten(structure, leaves) as never[])));
      return result.leaves;
    },
    result: () => result,
  };
}

function chooseEach(
  holds: NDArray,
  yes: Branch,
  no: Branch,
  operands: readonly NDArray[],
): NDArray[] {
  const [whenTrue] = [yes.run(operands), no.run(operands)];
  const whenFalse = alike(yes, no);
  return whenTrue.map((value, k) => where(holds, value, whenFalse[k] as NDArray));
}

/** What the second function gave, checked against the first. */
function alike(yes: Branch, no: Branch): NDArray[] {
  const [wanted, found] = [yes.result(), no.result()];
  const other = unflatten(found.structure, found.leaves);
  return leavesLike("cond: the result of ifFalse", other, wanted.structure, wanted.leaves);
}

const condPrimitive = defineProgramCall("cond");

/** As an operation of the program that is recorded, with the functions as programs. */
function recorded(
  holds: NDArray,
  yes: Branch,
  no: Branch,
  operands: readonly NDArray[],
): readonly NDArray[] {
  const whenTrue = recordClosed("cond", operands, yes.run);
  const whenFalse = recordClosed("cond", operands, no.run);
  alike(yes, no);
  const index = astype(notEqual(holds, 0), "int32");
  const inputs = [...operands, ...whenFalse.captured, ...whenTrue.captured];
  const middle = operands.length + whenFalse.captured.length;
  return bind(condPrimitive, [index, ...inputs], {
    branches: [
      withUnused(whenFalse, middle, whenTrue),
      withUnused(whenTrue, operands.length, whenFalse),
    ],
  });
}

/** The program with inputs inserted that it does not use: what the other branch closes over. */
function withUnused({ program }: Closed, at: number, { captured }: Closed): Program {
  const unused = captured.map(({ shape, dtype }, k) => ({ id: program.count + k, shape, dtype }));
  return {
    ...program,
    inputs: program.inputs.toSpliced(at, 0, ...unused),
    count: program.count + unused.length,
  };
}
