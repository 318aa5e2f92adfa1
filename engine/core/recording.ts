import type { NDArray } from "../array/ndarray.js";
import type { Abstract, Primitive } from "./primitive.js";
import type { Atom, Equation, Program, Variable } from "./program.js";
import { currentScope } from "./scope.js";
import { Trace, TracerError, withTrace } from "./trace.js";
import { Tracer } from "./tracer.js";

/** A value that stands for a variable of the program that is being recorded. */
export class Recorded extends Tracer {
  constructor(
    readonly recording: Recording,
    readonly variable: Variable,
  ) {
    super(recording, variable.shape, variable.dtype);
  }

  override concrete(): NDArray {
    throw new TracerError(
      `${this.recording.owner}: a value is asked for while the function is recorded, when only shapes are known; use where, cond or whileLoop instead of JS conditions on values`,
    );
  }
}

/** Writes down what is done to its values instead of doing it. */
export class Recording extends Trace {
  readonly equations: Equation[] = [];
  count = 0;

  input({ shape, dtype }: Abstract): Recorded {
    return this.value(this.variable({ shape, dtype }));
  }

  /** What stands for a variable while the function runs. */
  protected value(variable: Variable): Recorded {
    return new Recorded(this, variable);
  }

  override process(
    primitive: Primitive,
    inputs: readonly NDArray[],
    params: unknown,
  ): readonly NDArray[] {
    const outputs = primitive.abstract(inputs, params).map((output) => this.variable(output));
    const scope = currentScope();
    this.equations.push({
      primitive,
      params,
      inputs: inputs.map((input) => this.atom(input)),
      outputs,
      ...(scope === null ? {} : { scope }),
    });
    return outputs.map((output) => this.value(output));
  }

  /** The variable behind a value of this recording; any other array is a constant to it. */
  atom(value: NDArray): Atom {
    return value instanceof Recorded && value.recording === this ? value.variable : value;
  }

  private variable({ shape, dtype }: Abstract): Variable {
    return { id: this.count++, shape, dtype };
  }
}

/** The program of a function, from what is known of its inputs. */
export function record(
  owner: string,
  inputs: readonly Abstract[],
  f: (inputs: readonly NDArray[]) => readonly NDArray[],
): Program {
  return withTrace(
    () => new Recording(owner),
    (recording) => {
      const traced = inputs.map((input) => recording.input(input));
      const outputs = f(traced).map((output) => recording.atom(output));
      const { equations, count } = recording;
      return { inputs: traced.map(({ variable }) => variable), equations, outputs, count };
    },
  );
}
