import {
  isVariable,
  type Atom,
  type Equation,
  type Program,
  type Variable,
} from "../core/program.js";

/**
 * Where a parameter, scaled or with its entries in other places, meets what differs between examples. All
 * that came before is linear and keeps inner products up to a number.
 */
export interface Use {
  readonly equation: Equation;
  /** Which of the equation's inputs is the parameter. */
  readonly at: number;
  /** What was done to it before, first to last. */
  readonly steps: readonly Equation[];
}

/** A parameter on its way to its uses. */
interface Source {
  readonly parameter: number;
  readonly steps: readonly Equation[];
}

/** All that happens to a parameter. */
export interface Uses {
  readonly uses: readonly Use[];
  /** It is the output, too, perhaps scaled or moved. */
  readonly isOutput: boolean;
}

/** Of a linear program in the parameters' tangents, the uses of each of them. */
export function usesOf(program: Program): Uses[] {
  const uses: Use[][] = program.inputs.map(() => []);
  const sources = new Map<number, Source>();
  program.inputs.forEach(({ id }, parameter) => sources.set(id, { parameter, steps: [] }));
  for (const equation of program.equations) {
    const moved = sourceOf(equation, sources);
    const [output] = equation.outputs;
    if (moved !== null && output !== undefined) {
      sources.set(output.id, moved);
      continue;
    }
    equation.inputs.forEach((atom, at) => {
      const source = isVariable(atom) ? sources.get(atom.id) : undefined;
      if (source !== undefined) uses[source.parameter]?.push({ equation, at, steps: source.steps });
    });
  }
  const ends = program.outputs.map((atom) => isVariable(atom) && sources.get(atom.id));
  return uses.map((own, parameter) => ({
    uses: own,
    isOutput: ends.some((end) => end !== false && end?.parameter === parameter),
  }));
}

/** The parameter that an equation's output still is, scaled or moved. */
function sourceOf(equation: Equation, sources: ReadonlyMap<number, Source>): Source | null {
  const variables = equation.inputs.filter(isVariable);
  const [variable] = variables;
  const source = variables.length === 1 && variable && sources.get(variable.id);
  if (!source || !moves(equation, variable)) return null;
  return { ...source, steps: [...source.steps, equation] };
}

/** Whether an equation scales its only variable by one number, or puts entries elsewhere, each once. */
function moves({ primitive: { name }, inputs, outputs }: Equation, variable: Variable): boolean {
  if (outputs[0]?.dtype !== variable.dtype) return false;
  if (["neg", "reshape", "transpose", "slice"].includes(name)) return true;
  if (name === "mul") return inputs.some((atom) => atom !== variable && isNumber(atom));
  return name === "div" && inputs[0] === variable && isNumber(inputs[1] as Atom);
}

function isNumber(atom: Atom): boolean {
  return !isVariable(atom) && atom.ndim === 0 && atom.trace === undefined;
}

/** The number that steps multiply by. */
export function scaleOf(steps: readonly Equation[]): number {
  return steps.reduce((scale, { primitive: { name }, inputs }) => {
    if (name === "neg") return -scale;
    const known = inputs.find((atom) => !isVariable(atom));
    if (known === undefined || isVariable(known)) return scale;
    const number = Number(known.data[0]);
    if (name === "mul") return scale * number;
    return name === "div" ? scale / number : scale;
  }, 1);
}
