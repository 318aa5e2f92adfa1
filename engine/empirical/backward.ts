import { isVariable, type Equation, type Program } from "../core/program.js";
import { total, type Cotangent } from "./cotangent.js";
import { pulledBack } from "./pull-back.js";
import type { SharedWay } from "./shared-way.js";
import type { TwoAxes } from "./two-axes.js";

/** What a walk back through a linear program comes to. */
export interface Pulled {
  /** Cotangents of the program's inputs; null where nothing arrives. */
  readonly inputs: readonly (Cotangent | null)[];
  /** Cotangents of the outputs of the equations at which the walk stopped. */
  readonly stops: ReadonlyMap<Equation, Cotangent>;
}

/**
 * Pulls a cotangent of the only output back through a linear program. At some equations, which have one
 * output, the walk stops: what arrives there is handed over instead.
 */
export function backward(
  program: Program,
  cotangent: Cotangent,
  stopAt: ReadonlySet<Equation>,
  { axes, shared }: { readonly axes: TwoAxes; readonly shared: SharedWay },
): Pulled {
  const sums = new Array<Cotangent | null>(program.count).fill(null);
  const stops = new Map<Equation, Cotangent>();
  const [output] = program.outputs;
  if (output !== undefined && isVariable(output)) sums[output.id] = cotangent;
  for (const [place, equation] of [...program.equations.entries()].toReversed()) {
    const arrived = equation.outputs.map(({ id }) => sums[id] ?? null);
    const [first = null] = arrived;
    if (arrived.every((one) => one === null)) continue;
    for (const { id } of equation.outputs) sums[id] = null;
    if (stopAt.has(equation) && first !== null) {
      stops.set(equation, first);
      continue;
    }
    const all = shared.pulled(place, axes, () => pulledBack(equation, arrived, axes));
    all.forEach((pulled, k) => {
      const atom = equation.inputs[k];
      if (atom === undefined || !isVariable(atom)) return;
      sums[atom.id] = total(sums[atom.id] ?? null, pulled);
    });
  }
  return { inputs: program.inputs.map(({ id }) => sums[id] ?? null), stops };
}
