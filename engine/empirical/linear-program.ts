import type { NDArray } from "../array/ndarray.js";
import { linearizeFlat } from "../autodiff/linearize.js";
import { Example, VmapTrace } from "../autodiff/vmap-trace.js";
import { withTrace } from "../core/trace.js";
import type { Program } from "../core/program.js";
import type { Examples } from "./model.js";
import type { Target } from "./target.js";

/** f at its parameters, for all of some examples at once. */
export interface LinearizedExamples {
  readonly trace: VmapTrace;
  /** One example's output, which stands for all. */
  readonly output: NDArray;
  /** One example's tangents of parameters to the tangent of its output. */
  readonly program: Program;
}

/** Linearises f at some examples; what `use` is given lives until it returns. */
export function linearized<R>(
  { model, leaf }: Pick<Target, "model" | "leaf">,
  { inputs, count }: Examples,
  use: (linearization: LinearizedExamples) => R,
): R {
  return withTrace(
    () => new VmapTrace(model.caller, count),
    (trace) => {
      const examples = inputs.map((input) => new Example(trace, input));
      const { outputs, derivative } = linearizeFlat(
        model.caller,
        (params) => [model.one(params, examples)[leaf] as NDArray],
        model.params,
      );
      return use({ trace, output: outputs[0] as NDArray, program: derivative });
    },
  );
}
