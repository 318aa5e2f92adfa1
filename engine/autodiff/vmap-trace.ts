import type { NDArray } from "../array/ndarray.js";
import type { Primitive } from "../core/primitive.js";
import { Trace, TracerError } from "../core/trace.js";
import { Tracer } from "../core/tracer.js";

/** One example's array, which stands for all: `batch` has the examples on axis 0. */
export class Example extends Tracer {
  constructor(
    trace: Trace,
    readonly batch: NDArray,
  ) {
    super(trace, batch.shape.slice(1), batch.dtype);
  }

  override concrete(): never {
    throw new TracerError(
      "vmap: a value is asked for that differs between examples; use where instead of JS conditions on values",
    );
  }
}

/** Every operation is done for all examples at once. */
export class VmapTrace extends Trace {
  constructor(
    owner: string,
    readonly size: number,
  ) {
    super(owner);
  }

  override process(
    primitive: Primitive,
    inputs: readonly NDArray[],
    params: unknown,
  ): readonly NDArray[] {
    const batched = inputs.map((input) => this.owns(input));
    const arrays = inputs.map((input) => (this.owns(input) ? input.batch : input));
    const outputs = primitive.batch(arrays, batched, params);
    this.checkClosure(primitive, outputs);
    return outputs.map((output) => new Example(this, output));
  }

  owns(value: NDArray): value is Example {
    return value instanceof Example && value.trace === this;
  }
}
