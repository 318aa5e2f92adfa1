import type { NDArray } from "../array/ndarray.js";
import { bind } from "../core/bind.js";
import type { Primitive, Tangent } from "../core/primitive.js";
import { Trace } from "../core/trace.js";
import { Tracer } from "../core/tracer.js";

/** A dual number: a value and the direction in which it moves. */
export class Dual extends Tracer {
  constructor(
    trace: Trace,
    readonly primal: NDArray,
    readonly tangent: NDArray,
  ) {
    super(trace, primal.shape, primal.dtype);
  }

  override concrete(): NDArray {
    return this.primal.concrete();
  }
}

/** Forward mode: every operation also pushes tangents through its derivative. */
export class JvpTrace extends Trace {
  override process(
    primitive: Primitive,
    inputs: readonly NDArray[],
    params: unknown,
  ): readonly NDArray[] {
    const primals = inputs.map((input) => this.primalOf(input));
    const directions = inputs.map((input) => this.tangentOf(input));
    if (primitive.forward) {
      const { outputs, tangents } = primitive.forward(primals, directions, params);
      this.checkClosure(primitive, outputs);
      return outputs.map((output, k) => this.dual(output, tangents[k] ?? null));
    }
    const outputs = bind(primitive, primals, params);
    const tangents = primitive.jvp({ inputs: primals, outputs, params }, directions);
    return outputs.map((output, k) => this.dual(output, tangents[k] ?? null));
  }

  /** A value with a tangent; with a zero one it is a constant, and costs no more than one. */
  dual(primal: NDArray, tangent: Tangent): NDArray {
    return tangent === null ? primal : new Dual(this, primal, tangent);
  }

  primalOf(value: NDArray): NDArray {
    return value instanceof Dual && value.trace === this ? value.primal : value;
  }

  tangentOf(value: NDArray): Tangent {
    return value instanceof Dual && value.trace === this ? value.tangent : null;
  }
}
