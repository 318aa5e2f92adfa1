import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { Example, VmapTrace } from "../autodiff/vmap-trace.js";
import { withTrace } from "../core/trace.js";

/** Work on all examples at once and, inside of it, on all outputs at once. */
export class TwoAxes {
  private constructor(
    private readonly examples: VmapTrace,
    private readonly outputs: VmapTrace,
  ) {}

  /** Runs `use` inside the work on the examples of a trace. */
  static within<R>(examples: VmapTrace, outputs: number, use: (axes: TwoAxes) => R): R {
    return withTrace(
      () => new VmapTrace(examples.owner, outputs),
      (trace) => use(new TwoAxes(examples, trace)),
    );
  }

  /** An array [outputs, …shape] as one output's, which stands for all. */
  ofOutputs(values: NDArray): NDArray {
    return new Example(this.outputs, values);
  }

  /** An array [examples, outputs, …shape] as one example's and output's, which stands for all. */
  ofBoth(values: NDArray): NDArray {
    return new Example(this.outputs, new Example(this.examples, values));
  }

  /** Whether an array differs between examples. */
  differs(x: NDArray): boolean {
    return this.examples.owns(this.outputs.owns(x) ? x.batch : x);
  }

  /** What differs between outputs alone, [outputs, …shape]; null for anything else and inside transforms. */
  sharedValues(x: NDArray): NDArray | null {
    return this.outputs.owns(x) && x.batch.trace === undefined ? x.batch : null;
  }

  /** The arrays behind one that stands for all: [examples | 1, outputs | 1, …shape]. */
  spread(x: NDArray): NDArray {
    const overOutputs = this.outputs.owns(x) ? x.batch : withAxis(x);
    return this.examples.owns(overOutputs) ? overOutputs.batch : withAxis(overOutputs);
  }
}

/** With an axis of length 1 in front. */
function withAxis(x: NDArray): NDArray {
  return reshape(x, [1, ...x.shape]);
}
