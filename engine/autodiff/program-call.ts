// Programs as operations: one of several, chosen by a number, is run. Nothing of a run is kept for the
// way back, which runs the program once more.
import { batchSize } from "../array/batching.js";
import { broadcastTo } from "../array/broadcast.js";
import { array } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import { equal } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { where } from "../array/where.js";
import { bind } from "../core/bind.js";
import { define, type Abstract, type Primitive, type Tangent } from "../core/primitive.js";
import { evaluate, type Program } from "../core/program.js";
import { record } from "../core/recording.js";
import { ofFloats, withZeros } from "./custom-call.js";
import { jvpFlat } from "./jvp.js";
import { linearizeFlat } from "./linearize.js";
import { pullBack } from "./vjp.js";
import { vmapFlat } from "./vmap.js";

/** Inputs: the number of the branch (int32), then what all branches take. */
export interface Choice {
  /** With outputs of the same shapes and dtypes. */
  readonly branches: readonly Program[];
}

/** Inputs: the number, the operands, and the tangents of those that move. */
interface ChoiceDerivative extends Choice {
  readonly moving: readonly boolean[];
}

/** Two primitives: the call, and its derivative. */
export function defineProgramCall(name: string): Primitive<Choice> {
  const call: Primitive<Choice> = define<Choice>({
    name,
    value: ([index, ...operands], { branches }) => evaluate(chosen(branches, index), operands),
    abstract: (_inputs, { branches }) => outputsOf(branches),
    jvp: ({ inputs, params }, [, ...tangents]) => moved(inputs, params.branches, tangents),
    batch: (inputs, batched, { branches }) =>
      overIndex(inputs, batched, (index, operands, flags, size) =>
        bind(call, [index, ...operands], {
          branches: branches.map((branch) => batchedProgram(branch, flags, size)),
        }),
      ),
  });

  const derivative: Primitive<ChoiceDerivative> = define<ChoiceDerivative>({
    name: `${name}Derivative`,
    value: ([index, ...given], { branches, moving }) =>
      pushed(chosen(branches, index), given, moving),
    abstract: (_inputs, { branches }) => outputsOf(branches).filter(({ dtype }) => isFloat(dtype)),
    jvp: ({ inputs, params: { branches, moving } }, [, ...tangents]) =>
      moved(inputs, derivativePrograms(branches, inputs.slice(1), moving), tangents),
    transpose: (cotangents, operands, { branches, moving }) => {
      const index = operands[0] as NDArray;
      const known = operands.slice(1, moving.length + 1) as NDArray[];
      const floats = outputsOf(branches).filter(({ dtype }) => isFloat(dtype));
      const given = [...known, ...withZeros(cotangents, floats)];
      const pullbacks = branches.map((branch) =>
        record(name, given, (all) => pulled(name, branch, all, moving)),
      );
      const none = known.map(() => null);
      return [null, ...none, ...bind(call, [index, ...given], { branches: pullbacks })];
    },
    batch: (inputs, batched, { branches, moving }) =>
      overIndex(inputs, batched, (index, given, flags, size) => {
        const together = matched(given, flags, moving, size);
        return bind(derivative, [index, ...together.given], {
          moving,
          branches: branches.map((branch) => batchedProgram(branch, together.operands, size)),
        });
      }),
  });

  /** The tangents of a call's outputs. */
  const moved = (
    inputs: readonly NDArray[],
    branches: readonly Program[],
    tangents: readonly Tangent[],
  ): Tangent[] => {
    const given = tangents.filter((tangent) => tangent !== null);
    const moving = tangents.map((tangent) => tangent !== null);
    const floats = [...bind(derivative, [...inputs, ...given], { branches, moving })];
    return outputsOf(branches).map(({ dtype }) =>
      isFloat(dtype) ? (floats.shift() ?? null) : null,
    );
  };

  return call;
}

function chosen(branches: readonly Program[], index: NDArray | undefined): Program {
  return branches[Number((index as NDArray).item())] as Program;
}

function outputsOf(branches: readonly Program[]): readonly Abstract[] {
  return (branches[0] as Program).outputs.map(({ shape, dtype }) => ({ shape, dtype }));
}

/** Tangents of a program's float outputs, from operands and the tangents of those that move. */
function pushed(
  program: Program,
  given: readonly NDArray[],
  moving: readonly boolean[],
): NDArray[] {
  const tangents = given.slice(moving.length);
  const { outputs, tangents: out } = jvpFlat(
    "jvp",
    (operands) => evaluate(program, operands),
    given.slice(0, moving.length),
    moving.map((moves) => (moves ? (tangents.shift() ?? null) : null)),
  );
  return ofFloats(outputs, out).filter((tangent) => tangent !== null);
}

function derivativePrograms(
  branches: readonly Program[],
  given: readonly NDArray[],
  moving: readonly boolean[],
): Program[] {
  return branches.map((branch) => record("jvp", given, (all) => pushed(branch, all, moving)));
}

/** Cotangents of the operands that move, from operands and the cotangents of float outputs. */
function pulled(
  owner: string,
  program: Program,
  given: readonly NDArray[],
  moving: readonly boolean[],
): NDArray[] {
  const operands = given.slice(0, moving.length);
  const cotangents = given.slice(moving.length);
  const inputs = operands.filter((_, k) => moving[k]);
  const run = (moved: readonly NDArray[]): NDArray[] => {
    const rest = [...moved];
    const all = operands.map((operand, k) => (moving[k] ? (rest.shift() ?? operand) : operand));
    return evaluate(program, all).filter(({ dtype }) => isFloat(dtype));
  };
  return pullBack(linearizeFlat(owner, run, inputs), inputs, cotangents);
}

/** A program for many examples. */
function batchedProgram(program: Program, batched: readonly boolean[], size: number): Program {
  const inputs = program.inputs.map(({ shape, dtype }, k) => ({
    shape: batched[k] === true ? [size, ...shape] : shape,
    dtype,
  }));
  return record("vmap", inputs, (given) =>
    vmapFlat("vmap", (operands) => evaluate(program, operands), given, batched, size),
  );
}

type Rest = (
  index: NDArray,
  operands: readonly NDArray[],
  batched: readonly boolean[],
  size: number,
) => readonly NDArray[];

/** Where examples choose differently, all branches are run, and each example takes its own. */
function overIndex(
  [index, ...operands]: readonly NDArray[],
  [differs, ...batched]: readonly boolean[],
  run: Rest,
): readonly NDArray[] {
  const at = index as NDArray;
  if (differs !== true) return run(at, operands, batched, batchSize(operands, batched));
  const size = at.shape[0] as number;
  const [no, yes] = [0, 1].map((k) => run(branchNumber(k), operands, batched, size));
  return (yes ?? []).map((result, k) => {
    const mine = reshape(equal(at, 1), [size, ...result.shape.slice(1).map(() => 1)]);
    return where(mine, result, (no ?? [])[k] as NDArray);
  });
}

/** The number of a branch as an array. */
export function branchNumber(k: number): NDArray {
  return array(Int32Array.of(k), { shape: [] });
}

/** An operand and its tangent both have examples, or neither. */
function matched(
  given: readonly NDArray[],
  flags: readonly boolean[],
  moving: readonly boolean[],
  size: number,
): { readonly given: NDArray[]; readonly operands: readonly boolean[] } {
  let next = moving.length;
  const places = moving.map((moves, k) => (moves ? [k, next++] : [k]));
  const operands = places.map((own) => own.some((k) => flags[k]));
  const wanted = given.map((_, k) => operands[places.findIndex((own) => own.includes(k))] === true);
  const all = given.map((one, k) => {
    const missing = wanted[k] === true && flags[k] !== true;
    return missing ? broadcastTo(one, [size, ...one.shape]) : one;
  });
  return { given: all, operands };
}
