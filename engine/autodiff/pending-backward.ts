// The tangents of a function of which only the way back is known: a linear operation that waits to be
// transposed, and then calls it.
import { batchSize } from "../array/batching.js";
import { zerosLike } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { sum } from "../array/reductions.js";
import { NtkbookError } from "../errors.js";
import { bind } from "../core/bind.js";
import { define, type Abstract, type Primitive, type Tangent } from "../core/primitive.js";
import { record } from "../core/recording.js";
import { ofFloats, withZeros } from "./custom-call.js";
import { jvpFlat } from "./jvp.js";
import { transposed } from "./transpose.js";
import { vmapFlat } from "./vmap.js";

/** Cotangents of all inputs from what was saved and the cotangents of all outputs. */
export type Backward = (
  residuals: readonly NDArray[],
  cotangents: readonly NDArray[],
) => readonly Tangent[];

interface Pending {
  readonly backward: Backward;
  readonly outputs: readonly Abstract[];
  /** Which inputs of the function have a tangent. */
  readonly moving: readonly boolean[];
}

/** The outputs' tangents, from the residuals and the inputs' tangents. */
export function pendingTangents(
  residuals: readonly NDArray[],
  tangents: readonly Tangent[],
  { outputs, backward }: { readonly outputs: readonly NDArray[]; readonly backward: Backward },
): Tangent[] {
  const given = tangents.filter((tangent) => tangent !== null);
  const moved = bind(pendingBackward, [...residuals, ...given], {
    backward,
    outputs: outputs.map(({ shape, dtype }) => ({ shape, dtype })),
    moving: tangents.map((tangent) => tangent !== null),
  });
  return ofFloats(outputs, moved);
}

const pendingBackward: Primitive<Pending> = define<Pending>({
  name: "pendingBackward",
  value: pushThrough,
  abstract: (_inputs, { outputs }) => outputs,
  jvp: ({ inputs, params }, tangents) =>
    jvpFlat("customVjp", (given) => pushThrough(given, params), inputs, tangents).tangents,
  transpose: (cotangents, operands, { backward, outputs, moving }) => {
    const residuals = operands.filter((operand) => operand instanceof NDArray);
    const pulled = backward(residuals, withZeros(cotangents, outputs));
    return [...residuals.map(() => null), ...pulled.filter((_, k) => moving[k])];
  },
  batch: (inputs, batched, { backward, outputs, moving }) => {
    const size = batchSize(inputs, batched);
    const saved = inputs.length - moving.filter((moves) => moves).length;
    const directions = batched.slice(saved);
    return bind(pendingBackward, inputs, {
      moving,
      outputs: outputs.map(({ shape, dtype }) => ({ shape: [size, ...shape], dtype })),
      backward: batchedBackward(backward, {
        size,
        residuals: batched.slice(0, saved),
        inputs: moving.map((moves) => (moves ? directions.shift() === true : true)),
      }),
    });
  },
});

/** For many examples; what all examples share gets the sum of their cotangents. */
export function batchedBackward(
  backward: Backward,
  batched: {
    readonly size: number;
    readonly residuals: readonly boolean[];
    readonly inputs: readonly boolean[];
  },
): Backward {
  return (residuals, cotangents) => {
    let moves: readonly boolean[] = [];
    const pulled = vmapFlat(
      "vmap",
      (given) => {
        const own = backward(given.slice(0, residuals.length), given.slice(residuals.length));
        moves = own.map((cotangent) => cotangent !== null);
        return own.filter((cotangent) => cotangent !== null);
      },
      [...residuals, ...cotangents],
      [...batched.residuals, ...cotangents.map(() => true)],
      batched.size,
    );
    return moves.map((move, k) => {
      const cotangent = move ? (pulled.shift() ?? null) : null;
      return cotangent && batched.inputs[k] !== true ? sum(cotangent, 0) : cotangent;
    });
  };
}

/** Forward mode: the transpose of the way back, applied to tangents. */
function pushThrough(
  inputs: readonly NDArray[],
  { backward, outputs, moving }: Pending,
): NDArray[] {
  const saved = inputs.length - moving.filter((moves) => moves).length;
  const residuals = inputs.slice(0, saved);
  const floats = outputs.filter(({ dtype }) => isFloat(dtype));
  const tangents = inputs.slice(saved);
  const used: NDArray[] = [];
  const program = record("customVjp", floats, (given) => {
    const rest = [...given];
    const cotangents = outputs.map((output) =>
      isFloat(output.dtype) ? (rest.shift() as NDArray) : zerosLike(output),
    );
    const pulled = backward(residuals, cotangents).filter((_, k) => moving[k]);
    return pulled.flatMap((cotangent, k) => {
      if (cotangent === null) return [];
      used.push(tangents[k] as NDArray);
      return [cotangent];
    });
  });
  try {
    const pushed = transposed(program, used);
    return outputs.map((output) => {
      return (isFloat(output.dtype) ? pushed.shift() : null) ?? zerosLike(output);
    });
  } catch (error) {
    if (!(error instanceof NtkbookError)) throw error;
    throw new NtkbookError(
      `customVjp: forward mode transposes backward, which must be linear in the cotangent: ${error.message}`,
      { cause: error },
    );
  }
}
