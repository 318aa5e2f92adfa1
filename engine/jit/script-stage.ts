// A function of JS on a block: through the loops that single equations use.
import {
  equalLoops,
  leftScalarLoops,
  rightScalarLoops,
  unaryLoops,
  type BinaryFunction,
  type UnaryFunction,
} from "../array/compiled-loops.js";
import type { FloatDtype } from "../array/dtype.js";
import type { Place, Stage } from "../wasm/chain-tasks.js";

/** Where the operands and the result lie in the frame, and which operands are single numbers. */
export interface ScriptPlaces {
  readonly operands: readonly Place[];
  readonly areNumbers: readonly boolean[];
  readonly result: Place;
}

export function scriptStage(
  f: UnaryFunction | BinaryFunction,
  { operands, areNumbers, result }: ScriptPlaces,
  dtype: FloatDtype,
): Stage {
  const [a, b] = operands as [Place, Place?];
  if (b === undefined) {
    const unary = f as UnaryFunction;
    const loop = unaryLoops.of(unary, dtype + dtype);
    return { kind: "script", run: (at) => loop(unary, at(a), at(result)) };
  }
  const dtypes = dtype + dtype + dtype;
  if (areNumbers[1]) {
    const loop = rightScalarLoops.of(f, dtypes);
    return { kind: "script", run: (at) => loop(f, at(a), at(b)[0] as number, at(result)) };
  }
  if (areNumbers[0]) {
    const loop = leftScalarLoops.of(f, dtypes);
    return { kind: "script", run: (at) => loop(f, at(a)[0] as number, at(b), at(result)) };
  }
  const loop = equalLoops.of(f, dtypes);
  return { kind: "script", run: (at) => loop(f, at(a), at(b), at(result)) };
}
