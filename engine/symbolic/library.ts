/**
 * mathjs on plain numbers, with the functions whose derivatives it knows. Loaded when an expression is first asked for: it
 * is a fifth of the engine's size.
 */
import {
  absDependencies,
  acosDependencies,
  addDependencies,
  asinDependencies,
  atanDependencies,
  cbrtDependencies,
  cosDependencies,
  coshDependencies,
  cotDependencies,
  create,
  cscDependencies,
  derivativeDependencies,
  divideDependencies,
  expDependencies,
  logDependencies,
  multiplyDependencies,
  powDependencies,
  secDependencies,
  sechDependencies,
  signDependencies,
  sinDependencies,
  sinhDependencies,
  sqrtDependencies,
  subtractDependencies,
  tanDependencies,
  tanhDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
  type FactoryFunctionMap,
  type MathNode,
} from "mathjs/number";

const used = [
  absDependencies,
  acosDependencies,
  addDependencies,
  asinDependencies,
  atanDependencies,
  cbrtDependencies,
  cosDependencies,
  coshDependencies,
  cotDependencies,
  cscDependencies,
  derivativeDependencies,
  divideDependencies,
  expDependencies,
  logDependencies,
  multiplyDependencies,
  powDependencies,
  secDependencies,
  sechDependencies,
  signDependencies,
  sinDependencies,
  sinhDependencies,
  sqrtDependencies,
  subtractDependencies,
  tanDependencies,
  tanhDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
];

/** The library's types say that any might be missing. */
const factories: FactoryFunctionMap = Object.fromEntries(
  used.flatMap((one) => (one === undefined ? [] : Object.entries(one))),
);

const math = create(factories);

export const parse = (text: string): MathNode => math.parse(text);

export const derivative = (node: MathNode, variable: string): MathNode =>
  math.derivative(node, variable);
