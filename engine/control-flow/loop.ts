// A loop as a JS loop where its condition is known, and as one operation of a program where it is not.
import { any } from "../array/reductions.js";
import { batchSize } from "../array/batching.js";
import { broadcastTo } from "../array/broadcast.js";
import type { NDArray } from "../array/ndarray.js";
import { astype, reshape } from "../array/rearrange.js";
import { where } from "../array/where.js";
import { NtkbookError } from "../errors.js";
import { ofFloats, withZeros } from "../autodiff/custom-call.js";
import { jvpFlat } from "../autodiff/jvp.js";
import { vmapFlat } from "../autodiff/vmap.js";
import { bind } from "../core/bind.js";
import { recordClosed } from "../core/live-recording.js";
import { define, type Forward, type Primitive, type Tangent } from "../core/primitive.js";
import { evaluate, type Program } from "../core/program.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { knownTruth } from "./truth.js";

/** A loop on the leaves of its carry. */
export interface Loop {
  /** One truth value. */
  readonly condition: (carry: readonly NDArray[]) => NDArray;
  readonly body: (carry: readonly NDArray[]) => NDArray[];
}

/** Runs a loop as far as its condition is known, and records the rest. */
export function runLoop(loop: Loop, init: readonly NDArray[]): readonly NDArray[] {
  let carry = init;
  for (;;) {
    checkInterrupt();
    const predicate = loop.condition(carry);
    const truth = knownTruth(predicate);
    if (truth === undefined) return recordedLoop(loop, carry);
    if (!truth.any) return carry;
    const next = loop.body(carry);
    const last = carry;
    carry = truth.all ? next : next.map((value, k) => where(predicate, value, last[k] as NDArray));
  }
}

/** Inputs: the carry, then what the condition closes over, then what the body does. */
interface Recorded {
  readonly condition: Program;
  readonly body: Program;
  /** How many inputs the first two have. */
  readonly carry: number;
  readonly captured: number;
}

/** Inputs as the programs take them. */
interface Parts {
  readonly carry: readonly NDArray[];
  readonly ofCondition: readonly NDArray[];
  readonly ofBody: readonly NDArray[];
}

function partsOf<T>(inputs: readonly T[], { carry, captured }: Recorded) {
  return {
    carry: inputs.slice(0, carry),
    ofCondition: inputs.slice(carry, carry + captured),
    ofBody: inputs.slice(carry + captured),
  };
}

function recordedLoop({ condition, body }: Loop, carry: readonly NDArray[]) {
  const test = recordClosed("whileLoop", carry, (given) => [condition(given)]);
  const step = recordClosed("whileLoop", carry, body);
  return bind(whilePrimitive, [...carry, ...test.captured, ...step.captured], {
    condition: test.program,
    body: step.program,
    carry: carry.length,
    captured: test.captured.length,
  });
}

function loopOf({ condition, body }: Recorded, { ofCondition, ofBody }: Parts): Loop {
  return {
    condition: (carry) => evaluate(condition, [...carry, ...ofCondition])[0] as NDArray,
    body: (carry) => evaluate(body, [...carry, ...ofBody]),
  };
}

const run = (inputs: readonly NDArray[], params: Recorded): readonly NDArray[] => {
  const parts = partsOf(inputs, params);
  return runLoop(loopOf(params, parts), parts.carry);
};

const whilePrimitive: Primitive<Recorded> = define<Recorded>({
  name: "whileLoop",
  value: run,
  abstract: (inputs, { carry }) =>
    inputs.slice(0, carry).map(({ shape, dtype }) => ({ shape, dtype })),
  forward,
  jvp: ({ inputs, params }, tangents) => forward(inputs, tangents, params).tangents,
  transpose: () => {
    throw new NtkbookError(
      "whileLoop: reverse mode keeps every step, and within a recorded program their number is not known; take the gradient outside of jit, use scan with a length, or forward mode",
    );
  },
  batch: (inputs, batched, params) => runForAll(inputs, batched, params),
});

/** Through the steps that are taken where the condition is known, otherwise a loop on dual numbers. */
function forward(
  inputs: readonly NDArray[],
  tangents: readonly Tangent[],
  params: Recorded,
): Forward {
  const parts = partsOf(inputs, params);
  if (knownTruth(loopOf(params, parts).condition(parts.carry)) !== undefined) {
    const moved = jvpFlat("whileLoop", (given) => [...run(given, params)], inputs, tangents);
    return { outputs: moved.outputs, tangents: ofFloats(moved.outputs, moved.tangents) };
  }
  return {
    outputs: bind(whilePrimitive, inputs, params),
    tangents: dualLoop(parts, tangents, params),
  };
}

/** The tangents of the carry, from a loop that carries both. */
function dualLoop(parts: Parts, tangents: readonly Tangent[], params: Recorded): Tangent[] {
  const { carry, ofBody } = parts;
  const own = partsOf(tangents, params);
  const loop = loopOf(params, parts);
  const count = carry.length;
  const body = (both: readonly NDArray[]): NDArray[] => {
    const moved = jvpFlat(
      "whileLoop",
      (given) => evaluate(params.body, given),
      [...both.slice(0, count), ...ofBody],
      [...ofFloats(carry, both.slice(count)), ...own.ofBody],
    );
    return [...moved.outputs, ...moved.tangents];
  };
  const condition = (both: readonly NDArray[]): NDArray => loop.condition(both.slice(0, count));
  const start = [...carry, ...withZeros(own.carry, carry)];
  return ofFloats(carry, recordedLoop({ condition, body }, start).slice(count));
}

/** For many examples, until none goes on; whether each does is carried along. */
function runForAll(
  inputs: readonly NDArray[],
  batched: readonly boolean[],
  params: Recorded,
): readonly NDArray[] {
  const size = batchSize(inputs, batched);
  const { carry, ofCondition, ofBody } = partsOf(inputs, params);
  const flags = partsOf(batched, params);
  const yes = carry.map(() => true);
  const test = (state: readonly NDArray[]): NDArray => {
    const given = [...state, ...ofCondition];
    const marks = [...yes, ...flags.ofCondition];
    const holds = vmapFlat("vmap", (one) => evaluate(params.condition, one), given, marks, size);
    return astype(holds[0] as NDArray, "bool");
  };
  const step = (state: readonly NDArray[]): NDArray[] => {
    const marks = [...yes, ...flags.ofBody];
    return vmapFlat(
      "vmap",
      (one) => evaluate(params.body, one),
      [...state, ...ofBody],
      marks,
      size,
    );
  };
  const body = ([going, ...state]: readonly NDArray[]): NDArray[] => {
    const next = step(state).map((value, k) => {
      const mask = reshape(going as NDArray, [size, ...value.shape.slice(1).map(() => 1)]);
      return where(mask, value, state[k] as NDArray);
    });
    return [test(next), ...next];
  };
  const start = carry.map((value, k) =>
    flags.carry[k] === true ? value : broadcastTo(value, [size, ...value.shape]),
  );
  const loop = { condition: ([going]: readonly NDArray[]) => any(going as NDArray), body };
  return runLoop(loop, [test(start), ...start]).slice(1);
}
