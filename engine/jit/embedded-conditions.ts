// Truth values that are only chosen by: comparing again where the choice is made costs less than to
// write them down and read them.
import { isFloat } from "../array/dtype.js";
import { sameShape } from "../array/shape.js";
import { isVariable, type Equation, type Program, type Variable } from "../core/program.js";
import { isCondition } from "./instructions.js";
import { isLink, kindOf, type Conditions } from "./link.js";

/** Comparisons that chains hold in themselves, by the variable that they give. */
export function embeddedConditions(program: Program): Conditions {
  const comparisons = new Map(
    program.equations
      .filter(({ primitive }) => isCondition(primitive.name))
      .map((equation) => [(equation.outputs[0] as Variable).id, equation]),
  );
  const drop = ({ id }: Variable): unknown => comparisons.delete(id);
  program.outputs.filter(isVariable).forEach(drop);
  for (const equation of program.equations) {
    const chosen = chosenBy(equation, comparisons);
    equation.inputs
      .filter(isVariable)
      .filter((input, k) => k > 0 || input.id !== chosen)
      .forEach(drop);
  }
  return comparisons;
}

/** The comparison that an equation of a chain chooses by. */
function chosenBy(equation: Equation, comparisons: Conditions): number | undefined {
  const [condition] = equation.inputs;
  if (equation.primitive.name !== "where" || !condition || !isVariable(condition)) return undefined;
  const comparison = comparisons.get(condition.id);
  if (comparison === undefined || !isLink(equation, comparisons)) return undefined;
  const like = equation.outputs[0] as Variable;
  const fits = comparison.inputs.every(
    (input) => isFloat(input.dtype) && input.dtype === like.dtype && kindOf(input, like) !== null,
  );
  return fits && sameShape(condition.shape, like.shape) ? condition.id : undefined;
}
