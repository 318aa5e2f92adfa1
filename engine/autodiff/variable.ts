// PyTorch's style on the same rules: operations on variables are remembered as they run, and
// `backward` follows them in reverse.
import { add } from "../array/arithmetic.js";
import { asArray, onesLike, type ArrayInput } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DtypeError, ShapeError } from "../errors.js";
import { bind } from "../core/bind.js";
import type { Point, Primitive, Tangent } from "../core/primitive.js";
import { Recording } from "../core/recording.js";
import { Trace, withTrace } from "../core/trace.js";
import { Tracer } from "../core/tracer.js";
import { fitting } from "./jvp.js";
import { transposed } from "./transpose.js";

/** An operation that gave some variables: what it was, and where. */
interface Step {
  readonly primitive: Primitive;
  readonly inputs: readonly NDArray[];
  readonly point: Point<unknown>;
  /** Later steps have higher numbers. */
  readonly order: number;
}

/** The outermost trace of all: what transforms do with variables comes first. */
class VariableTrace extends Trace {
  private steps = 0;
  remembering = true;

  override process(
    primitive: Primitive,
    inputs: readonly NDArray[],
    params: unknown,
  ): readonly NDArray[] {
    const primals = inputs.map((input) => (input instanceof Variable ? input.value : input));
    const outputs = bind(primitive, primals, params);
    if (!this.remembering) return outputs;
    const point = { inputs: primals, outputs, params };
    const step = { primitive, inputs, point, order: this.steps++ };
    return outputs.map((output, k) =>
      isFloat(output.dtype) ? new Variable(output, { step, output: k }) : output,
    );
  }
}

const trace = new VariableTrace("variable");

/**
 * An array that remembers what is computed from it. Made by {@link variable}; what is computed from
 * variables is one too.
 */
export class Variable extends Tracer {
  /** What `backward` has added up; null before. Only variables made by `variable` have it. */
  grad: NDArray | null = null;

  constructor(
    /** The plain array. */
    readonly value: NDArray,
    readonly origin: { readonly step: Step; readonly output: number } | null,
  ) {
    super(trace, value.shape, value.dtype);
  }

  override concrete(): NDArray {
    return this.value;
  }

  /** The plain array: a constant to what is computed from it. */
  override detach(): NDArray {
    return this.value;
  }

  /** Forgets the gradient that was added up. */
  zeroGrad(): void {
    this.grad = null;
  }

  override backward(gradient?: ArrayInput): void {
    const { value } = this;
    if (gradient === undefined && value.size !== 1) {
      throw new ShapeError(
        `backward: the variable has the shape ${formatShape(value.shape)}; give the gradient to start from, backward(gradient), or sum it first`,
      );
    }
    const start = gradient === undefined ? onesLike(value) : asArray(gradient);
    propagate(this, fitting("backward", [value], [start])[0] as NDArray);
  }
}

/** Cotangents of the steps' outputs, the latest step first; leaves add theirs to `grad`. */
function propagate(root: Variable, cotangent: NDArray): void {
  const waiting = new Map<Step, Tangent[]>();
  const receive = (to: NDArray | undefined, given: Tangent): void => {
    if (!(to instanceof Variable) || given === null) return;
    const { origin } = to;
    if (origin === null) {
      to.grad = to.grad === null ? given : add(to.grad, given);
      return;
    }
    const { step, output } = origin;
    const sums = waiting.get(step) ?? step.point.outputs.map(() => null);
    const before = sums[output] ?? null;
    sums[output] = before === null ? given : add(before, given);
    waiting.set(step, sums);
  };
  receive(root, cotangent);
  while (waiting.size > 0) {
    const step = [...waiting.keys()].reduce((a, b) => (a.order > b.order ? a : b));
    const given = waiting.get(step) ?? [];
    waiting.delete(step);
    pulledBack(step, given).forEach((pulled, k) => receive(step.inputs[k], pulled));
  }
}

/** The cotangents of a step's inputs: its JVP, transposed. */
function pulledBack({ primitive, inputs, point }: Step, cotangents: readonly Tangent[]): Tangent[] {
  return withTrace(
    () => new Recording("backward"),
    (recording) => {
      const tangents = inputs.map((input) =>
        input instanceof Variable ? recording.input(input) : null,
      );
      const moved = primitive.jvp(point, tangents);
      const moving = moved.flatMap((tangent, k) => (tangent ? [{ tangent, k }] : []));
      const program = {
        inputs: tangents.flatMap((tangent) => (tangent ? [tangent.variable] : [])),
        equations: recording.equations,
        outputs: moving.map(({ tangent }) => recording.atom(tangent)),
        count: recording.count,
      };
      const pulled = transposed(
        program,
        moving.map(({ k }) => cotangents[k] ?? null),
      );
      return tangents.map((tangent) => (tangent ? (pulled.shift() ?? null) : null));
    },
  );
}

/**
 * An array whose gradient is wanted, in PyTorch's style: compute with it, call `backward()` on the
 * result, and read `grad`. Gradients of several calls add up until `zeroGrad()`. Loops and conditions
 * of JS may read values.
 *
 * @throws {@link DtypeError} for integers.
 * @example
 * ```ts
 * const x = variable([0, 1, 2, 3]);
 * x.mul(x).sum().mul(2).backward();
 * x.grad; // array([ 0.,  4.,  8., 12.])
 * ```
 */
export function variable(input: ArrayInput): Variable {
  const value = asArray(input);
  if (isFloat(value.dtype)) return new Variable(value.concrete(), null);
  throw new DtypeError(
    `variable: ${value.dtype} has no derivative; convert it first: x.astype("float64")`,
  );
}

/**
 * Runs f without remembering: what it computes from variables are plain arrays, as for a step of
 * training.
 *
 * @example
 * ```ts
 * const x = variable([1, 2]);
 * noGrad(() => x.mul(2)); // array([2., 4.])
 * ```
 */
export function noGrad<T>(f: () => T): T {
  const before = trace.remembering;
  trace.remembering = false;
  try {
    return f();
  } finally {
    trace.remembering = before;
  }
}
