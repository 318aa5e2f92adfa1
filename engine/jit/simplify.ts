// What a traced program does twice, or for nobody.
import type { NDArray } from "../array/ndarray.js";
import { parameterText } from "../core/parameter-text.js";
import { isVariable, type Atom, type Equation, type Program } from "../core/program.js";

/** Constants up to this size are compared by value; others by identity. */
const SMALL = 16;

/** The same program without repeated and unused equations. */
export function simplified(program: Program): Program {
  return withoutUnused(withoutRepetitions(program));
}

/** Common subexpressions: an equation that was there before gives way to the earlier one's outputs. */
function withoutRepetitions(program: Program): Program {
  const replaced = new Map<number, Atom>();
  const current = (atom: Atom): Atom => (isVariable(atom) ? (replaced.get(atom.id) ?? atom) : atom);
  const keys = new Keys();
  const earlier = new Map<string, Equation>();
  const equations: Equation[] = [];
  for (const given of program.equations) {
    const equation = { ...given, inputs: given.inputs.map(current) };
    const key = keys.of(equation);
    const twin = key === null ? undefined : earlier.get(key);
    if (twin === undefined) {
      equations.push(equation);
      if (key !== null) earlier.set(key, equation);
    } else {
      equation.outputs.forEach(({ id }, k) => replaced.set(id, twin.outputs[k] as Atom));
    }
  }
  return { ...program, equations, outputs: program.outputs.map(current) };
}

/** Texts that are equal for equations that compute the same. */
class Keys {
  private readonly large = new Map<NDArray, number>();

  of({ primitive, inputs, params }: Equation): string | null {
    const text = parameterText(params);
    if (text === null) return null;
    return [primitive.name, text, ...inputs.map((atom) => this.atom(atom))].join(" ");
  }

  private atom(atom: Atom): string {
    if (isVariable(atom)) return `%${atom.id}`;
    if (atom.size <= SMALL && atom.trace === undefined) {
      const elements = Array.from(atom.data, (x) => (Object.is(x, -0) ? "-0" : String(x)));
      return `${atom.dtype}[${atom.shape.join()}](${elements.join()})`;
    }
    const number = this.large.get(atom) ?? this.large.size;
    this.large.set(atom, number);
    return `#${number}`;
  }
}

/** Equations that no output depends on are left out. */
function withoutUnused(program: Program): Program {
  const used = new Set<number>();
  const use = (atom: Atom): void => {
    if (isVariable(atom)) used.add(atom.id);
  };
  program.outputs.forEach(use);
  const equations = program.equations.toReversed().filter(({ inputs, outputs }) => {
    if (!outputs.some(({ id }) => used.has(id))) return false;
    inputs.forEach(use);
    return true;
  });
  return { ...program, equations: equations.reverse() };
}
