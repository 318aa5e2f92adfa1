import { add } from "../array/arithmetic.js";
import { NtkbookError } from "../errors.js";
import type { Tangent } from "../core/primitive.js";
import { currentScope, inScope } from "../core/scope.js";
import { isVariable, type Equation, type Program } from "../core/program.js";

/**
 * Runs a linear program backwards: for outputs A·x and their cotangents ȳ, the inputs' cotangents Aᵀȳ.
 * Every equation is transposed once, in reverse order; what several equations use adds up.
 */
export function transposed(program: Program, cotangents: readonly Tangent[]): Tangent[] {
  const sums = new Array<Tangent>(program.count).fill(null);
  const contribute = (id: number, cotangent: Tangent): void => {
    if (cotangent === null) return;
    const sum = sums[id];
    sums[id] = sum ? add(sum, cotangent) : cotangent;
  };
  program.outputs.forEach((atom, k) => {
    if (isVariable(atom)) contribute(atom.id, cotangents[k] ?? null);
  });
  for (const equation of program.equations.toReversed()) {
    const given = equation.outputs.map(({ id }) => sums[id] ?? null);
    if (given.every((cotangent) => cotangent === null)) continue;
    transposedEquation(equation, given).forEach((cotangent, k) => {
      const atom = equation.inputs[k];
      if (atom !== undefined && isVariable(atom)) contribute(atom.id, cotangent);
    });
    for (const { id } of equation.outputs) sums[id] = null;
  }
  return program.inputs.map(({ id }) => sums[id] ?? null);
}

function transposedEquation(
  { primitive, inputs, params, scope }: Equation,
  cotangents: readonly Tangent[],
): readonly Tangent[] {
  if (primitive.transpose === undefined) {
    throw new NtkbookError(
      `${primitive.name}: not linear, so it has no transpose; linearTranspose takes linear functions only`,
    );
  }
  const transpose = primitive.transpose.bind(primitive);
  return inScope(scope ?? currentScope(), () => transpose(cotangents, inputs, params));
}
