import type { Dtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import type { Trace } from "./trace.js";
import { hasEnded, TracerError } from "./trace.js";

/**
 * An array whose operations a transform follows. It is an array to all code that goes through
 * primitives; code that would read its numbers past the transform is refused.
 */
export abstract class Tracer extends NDArray {
  constructor(
    private readonly tracer: Trace,
    shape: Shape,
    dtype: Dtype,
  ) {
    super(null, shape, dtype);
  }

  override get trace(): Trace {
    return this.tracer;
  }

  abstract override concrete(): NDArray;

  protected override hidden(): never {
    if (!this.tracer.live) throw new TracerError(`this array ${hasEnded(this.tracer.owner)}`);
    throw new TracerError(
      `this array is traced by ${this.tracer.owner}, and a function that is not differentiable tries to read its numbers; compute with array functions, or cut the derivative with stopGradient(x)`,
    );
  }
}
