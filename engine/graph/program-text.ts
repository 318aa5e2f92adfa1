import { formatShape } from "../array/shape.js";
import { parameterText } from "../core/parameter-text.js";
import type { Abstract } from "../core/primitive.js";
import { isVariable, type Atom, type Program, type Variable } from "../core/program.js";

/** A program as text, one equation a line: `c:float64[3] = mul a b`. */
export function programText(program: Program): string {
  const names = new Map<number, string>();
  const name = ({ id }: Variable): string => {
    const known = names.get(id) ?? letters(names.size);
    names.set(id, known);
    return known;
  };
  const typed = (variable: Variable): string => `${name(variable)}:${typeText(variable)}`;
  const read = (atom: Atom): string => (isVariable(atom) ? name(atom) : constantText(atom));
  const inputs = program.inputs.map(typed).join(" ");
  const lines = program.equations.map(({ primitive, inputs: atoms, params, outputs }) => {
    const options = params === undefined ? "" : `[${parameterText(params) ?? "…"}]`;
    return `    ${outputs.map(typed).join(" ")} = ${primitive.name}${options} ${atoms.map(read).join(" ")}`;
  });
  const results = program.outputs.map(read).join(", ");
  return [`{ lambda ${inputs}. let`, ...lines, `  in (${results}) }`].join("\n");
}

/** `float64[2, 3]` */
export function typeText({ dtype, shape }: Abstract): string {
  return `${dtype}${formatShape(shape)}`;
}

/** One number as it is, more as their type. */
export function constantText(array: Exclude<Atom, Variable>): string {
  const single = array.size === 1 && array.trace === undefined;
  return single ? String(array.data[0]) : `const:${typeText(array)}`;
}

/** a … z, aa, ab, … */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
