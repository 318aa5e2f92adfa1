import type { NDArray } from "../array/ndarray.js";
import { checkNumbers, debugging } from "./debug-nans.js";
import type { Primitive } from "./primitive.js";
import { hasEnded, innermost, TracerError } from "./trace.js";

/** Applies a primitive: its numbers for plain arrays, otherwise what the innermost transform makes of it. */
export function bind<P>(
  primitive: Primitive<P>,
  inputs: readonly NDArray[],
  params: P,
): readonly NDArray[] {
  const trace = innermost(inputs);
  if (trace === undefined) {
    const outputs = primitive.value(inputs, params);
    if (debugging()) checkNumbers(primitive.name, outputs);
    return outputs;
  }
  if (!trace.live) throw escaped(primitive.name, trace.owner);
  return trace.process(primitive, inputs, params);
}

/** The same for a primitive with one output. */
export function bindOne<P>(
  primitive: Primitive<P>,
  inputs: readonly NDArray[],
  params: P,
): NDArray {
  return bind(primitive, inputs, params)[0] as NDArray;
}

function escaped(operation: string, owner: string): TracerError {
  return new TracerError(`${operation}: an input ${hasEnded(owner)}`);
}
