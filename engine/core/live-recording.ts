import type { NDArray } from "../array/ndarray.js";
import { bind } from "./bind.js";
import type { Abstract } from "./primitive.js";
import { isVariable, type Atom, type Equation, type Program, type Variable } from "./program.js";
import { Recorded, Recording } from "./recording.js";
import { withTrace } from "./trace.js";

/** A recorded value whose number can be had: it is computed when somebody asks. */
class LiveRecorded extends Recorded {
  constructor(
    private readonly live: LiveRecording,
    variable: Variable,
  ) {
    super(live, variable);
  }

  override concrete(): NDArray {
    return this.live.concreteOf(this.variable);
  }
}

/** Writes down what is done to arrays that are at hand, so that JS conditions on values work. */
class LiveRecording extends Recording {
  private readonly values: NDArray[] = [];
  private done = 0;

  constructor(
    owner: string,
    private readonly given: readonly NDArray[],
  ) {
    super(owner);
  }

  concreteOf({ id }: Variable): NDArray {
    const given = this.given[id];
    if (given !== undefined) return given.concrete();
    while (this.values[id] === undefined) this.step();
    return this.values[id];
  }

  /** Inputs are the first variables; the others follow in the order of the equations. */
  private step(): void {
    const equation = this.equations[this.done++] as Equation;
    const inputs = equation.inputs.map((atom) =>
      isVariable(atom) ? this.concreteOf(atom) : atom.concrete(),
    );
    const outputs = bind(equation.primitive, inputs, equation.params);
    equation.outputs.forEach(({ id }, k) => (this.values[id] = outputs[k] as NDArray));
  }

  protected override value(variable: Variable): LiveRecorded {
    return new LiveRecorded(this, variable);
  }
}

/** A program, and the traced arrays that its function closes over: its last inputs. */
export interface Closed {
  readonly program: Program;
  readonly captured: readonly NDArray[];
}

/** The program of a function at some arrays. It may close over what outer transforms trace. */
export function recordClosed(
  owner: string,
  inputs: readonly NDArray[],
  f: (inputs: readonly NDArray[]) => readonly NDArray[],
): Closed {
  return withTrace(
    () => new LiveRecording(owner, inputs),
    (recording) => {
      const traced = inputs.map((input) => recording.input(input));
      const outputs = f(traced).map((output) => recording.atom(output));
      const { equations, count } = recording;
      const variables = traced.map(({ variable }) => variable);
      return closed({ inputs: variables, equations, outputs, count });
    },
  );
}

/** Traced constants become inputs. */
function closed({ inputs, equations, outputs, count }: Program): Closed {
  const captured = new Map<NDArray, Variable>();
  const variableOf = (array: NDArray): Variable => {
    const { shape, dtype }: Abstract = array;
    const variable = captured.get(array) ?? { id: count + captured.size, shape, dtype };
    captured.set(array, variable);
    return variable;
  };
  const open = (atom: Atom): Atom =>
    isVariable(atom) || atom.trace === undefined ? atom : variableOf(atom);
  const program = {
    equations: equations.map((equation) => ({ ...equation, inputs: equation.inputs.map(open) })),
    outputs: outputs.map(open),
  };
  return {
    captured: [...captured.keys()],
    program: {
      ...program,
      inputs: [...inputs, ...captured.values()],
      count: count + captured.size,
    },
  };
}
