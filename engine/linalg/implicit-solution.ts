// The solution of A x = b where A or b are traced: one operation, differentiated by its equation.
import { neg, sub } from "../array/arithmetic.js";
import { batchSize } from "../array/batching.js";
import { array, full, zeros } from "../array/create.js";
import { stack } from "../array/join.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { formatShape, sameShape } from "../array/shape.js";
import { slice } from "../array/slicing.js";
import { jvpFlat } from "../autodiff/jvp.js";
import { bind } from "../core/bind.js";
import { recordClosed } from "../core/live-recording.js";
import { define, type Abstract, type Primitive, type Tangent } from "../core/primitive.js";
import { evaluate, type Program } from "../core/program.js";
import { ShapeError } from "../errors.js";
import type { ConjugateGradientsOptions, ConjugateGradientsResult } from "./conjugate-gradients.js";
import type { MatrixFunction } from "./matrix-function.js";
import type { FloatArray } from "./operands.js";
import { solveBySteps } from "./solve-by-steps.js";

/** Inputs: b, the start, what the matrix closes over, and what the preconditioner does. */
interface System {
  readonly matrix: Program;
  readonly preconditioner: Program | null;
  /** How many arrays the matrix closes over. */
  readonly captured: number;
  readonly limits: Pick<ConjugateGradientsOptions, "tolerance" | "maxIterations">;
}

/** Like `solveBySteps`, where any array may be traced. */
export function implicitSolution<D extends FloatDtype>(
  matrix: MatrixFunction,
  side: NDArray<D>,
  { start, preconditioner, ...limits }: ConjugateGradientsOptions,
): ConjugateGradientsResult<D> {
  const recorded = recordMatrix("matrix", matrix, side);
  const helper = preconditioner && recordMatrix("preconditioner", preconditioner, side);
  const from = start === undefined ? zeros(side.shape) : astype(start, "float64");
  const inputs = [side, from, ...recorded.captured, ...(helper?.captured ?? [])];
  const [x, iterations, residualNorm, converged] = bind(solution, inputs, {
    matrix: recorded.program,
    preconditioner: helper?.program ?? null,
    captured: recorded.captured.length,
    limits,
  }) as [NDArray<D>, NDArray<"int32">, NDArray<"float64">, NDArray<"bool">];
  return {
    x,
    get iterations() {
      return iterations.item();
    },
    get residualNorm() {
      return residualNorm.item();
    },
    get converged() {
      return converged.item();
    },
  };
}

function recordMatrix(name: string, f: MatrixFunction, side: NDArray) {
  const closed = recordClosed("conjugateGradients", [side], ([v]) => [f(v as NDArray)]);
  const { shape } = closed.program.outputs[0] as Abstract;
  if (sameShape(shape, side.shape)) return closed;
  throw new ShapeError(
    `conjugateGradients: ${name} turned a vector of the shape ${formatShape(side.shape)} into one of ${formatShape(shape)}; it must keep the shape`,
  );
}

const solution: Primitive<System> = define<System>({
  name: "conjugateGradients",
  value: ([b, start, ...captured], params) => {
    const acting = (program: Program, given: readonly NDArray[]): MatrixFunction => {
      return (v) => evaluate(program, [v, ...given])[0] as NDArray;
    };
    const { matrix, preconditioner, limits } = params;
    const [own, helpers] = [captured.slice(0, params.captured), captured.slice(params.captured)];
    const helped = preconditioner && { preconditioner: acting(preconditioner, helpers) };
    const { x, iterations, residualNorm, converged } = solveBySteps(
      acting(matrix, own),
      b as FloatArray,
      { ...limits, ...helped, start: start as NDArray },
    );
    const counted = array(Int32Array.of(iterations), { shape: [] });
    return [x, counted, full([], residualNorm, { dtype: "float64" }), full([], converged)];
  },
  abstract: ([b]) => {
    const { shape, dtype } = b as Abstract;
    const numbers = (["int32", "float64", "bool"] as const).map((one) => ({
      shape: [],
      dtype: one,
    }));
    return [{ shape, dtype }, ...numbers];
  },
  // A dx = db − dA·x
  jvp: ({ inputs, outputs, params }, [side, , ...moving]) => {
    const right = difference(side ?? null, imageOfMoved(inputs, outputs, moving, params));
    return [right && solved(right, inputs, params), null, null, null];
  },
  // A is symmetric: b̄ = A⁻¹ x̄
  transpose: ([ct], operands, params) => {
    const known = operands.map((operand) => (operand instanceof NDArray ? operand : null));
    return operands.map((_, k) => (k === 0 && ct ? solved(ct, known, params) : null));
  },
  batch: (inputs, batched, params) => {
    const size = batchSize(inputs, batched);
    const examples = Array.from({ length: size }, (_, i) => {
      const own = inputs.map((input, k) => (batched[k] === true ? slice(input, i) : input));
      return bind(solution, own, params);
    });
    const kinds = solution.abstract([without(inputs[0] as NDArray, batched[0] === true)], params);
    return kinds.map(({ shape, dtype }, k) =>
      size === 0
        ? zeros([0, ...shape], { dtype })
        : stack(examples.map((outputs) => outputs[k] as NDArray)),
    );
  },
});

/** What is known of one example. */
function without({ shape, dtype }: Abstract, batched: boolean): Abstract {
  return { shape: batched ? shape.slice(1) : shape, dtype };
}

/** dA·x, from the tangents of what the matrix closes over. */
function imageOfMoved(
  [, , ...captured]: readonly NDArray[],
  [x]: readonly NDArray[],
  moving: readonly Tangent[],
  params: System,
): Tangent {
  const own = moving.slice(0, params.captured);
  if (own.every((tangent) => tangent === null)) return null;
  const image = (given: readonly NDArray[]) => evaluate(params.matrix, [x as NDArray, ...given]);
  const { tangents } = jvpFlat("jvp", image, captured.slice(0, params.captured), own);
  return tangents[0] ?? null;
}

function difference(a: Tangent, b: Tangent): Tangent {
  if (b === null) return a;
  return a === null ? neg(b) : sub(a, b);
}

/** A⁻¹ r by steps from zero. */
function solved(
  r: NDArray,
  [, , ...captured]: readonly (NDArray | null)[],
  params: System,
): NDArray {
  const given = captured.filter((one) => one !== null);
  const right = params.matrix.inputs[0] as Abstract;
  const inputs = [astype(r, right.dtype), zeros(right.shape), ...given];
  return bind(solution, inputs, params)[0] as NDArray;
}
