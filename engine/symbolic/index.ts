/** Formulas that are differentiated by rules. */
export { expression, type Expression } from "./expression.js";
