import type { MathNode } from "mathjs";
import { asWritten } from "../array/shape.js";
import { DomainError } from "../errors.js";

/** A formula. */
export interface Expression {
  /** As one types it: `2 * x * cos(x)`. */
  readonly text: string;
  /** For a Markdown cell, between dollar signs. */
  readonly tex: string;
  /** The derivative by a variable, simplified; all others are constants. */
  derivative(variable: string): Expression;
  /** The value where its variables have these values. */
  value(variables: Readonly<Record<string, number>>): number;
}

const CALLER = "symbolic.expression";

/** What is asked of the library. */
interface Library {
  readonly parse: (text: string) => MathNode;
  readonly derivative: (node: MathNode, variable: string) => MathNode;
}

/**
 * A formula from its text, to be differentiated by rules (by mathjs, which is loaded at the first call): + − * / ^, exp,
 * log, sqrt, cbrt, abs, sign, trigonometric and hyperbolic functions.
 *
 * @throws {@link DomainError} for what is no formula; by `derivative`, for functions whose derivatives are not known and a
 *   `variable` that is no name; by `value`, for variables that have none.
 * @example
 * ```ts
 * const f = await symbolic.expression("x^2 * sin(x)");
 * f.derivative("x").value({ x: 2 }); // 1.97
 * ```
 */
export async function expression(text: string): Promise<Expression> {
  if (typeof text !== "string" || text.trim() === "") {
    throw new DomainError(
      `${CALLER}: the formula is ${asWritten(text)}; give its text, such as "x^2 * sin(x)"`,
    );
  }
  const library = await import("./library.js");
  const node = orSay(`${text} is no formula`, () => library.parse(text));
  return expressionOf(library, node);
}

function expressionOf(library: Library, node: MathNode): Expression {
  const text = node.toString();
  return {
    text,
    tex: node.toTex(),
    derivative(variable) {
      const found = orSay(`${text} by ${variable}`, () => library.derivative(node, variable));
      return expressionOf(library, found);
    },
    value(variables) {
      const evaluate = (): unknown => node.compile().evaluate({ ...variables });
      const value = orSay(`the value of ${text}`, evaluate);
      if (typeof value === "number") return value;
      throw new DomainError(`${CALLER}: the value of ${text} is no number; give an expression`);
    },
  };
}

/** The library's errors in ours. */
function orSay<T>(what: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError(
      `${CALLER}: ${what}: ${reason}; use numbers, names, + - * / ^ and functions such as exp, log, sqrt, sin, tanh`,
    );
  }
}
