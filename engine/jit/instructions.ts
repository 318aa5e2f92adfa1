// How elementwise primitives are written in vector instructions. The bits are those of the functions
// of numbers that define them: addition, multiplication, division and square roots are rounded alike,
// and minima and maxima of numbers that are none are none.
import type { FloatSize } from "../wasm/floats.js";
import type { Code } from "../wasm/module-bytes.js";
import {
  BITSELECT,
  floatInstruction,
  splat,
  type FloatInstruction,
} from "../wasm/vector-instructions.js";

/** Code that leaves the result on the stack; operands are code that does so. */
type Instructions = (size: FloatSize, ...operands: readonly Code[]) => Code;

const plain =
  (name: FloatInstruction): Instructions =>
  (size, ...operands) => [...operands.flat(), ...floatInstruction(name, size)];

/** Primitives that give truth values: vectors of ones where they hold. */
const CONDITIONS: ReadonlyMap<string, Instructions> = new Map([
  ["less", plain("lt")],
  ["lessEqual", plain("le")],
  ["greater", plain("gt")],
  ["greaterEqual", plain("ge")],
  ["equal", plain("eq")],
  ["notEqual", plain("ne")],
]);

const NUMBERS: ReadonlyMap<string, Instructions> = new Map([
  ["add", plain("add")],
  ["sub", plain("sub")],
  ["mul", plain("mul")],
  ["div", plain("div")],
  ["neg", plain("neg")],
  ["abs", plain("abs")],
  ["sqrt", plain("sqrt")],
  ["maximum", plain("max")],
  ["minimum", plain("min")],
  ["floor", plain("floor")],
  ["ceil", plain("ceil")],
  ["trunc", plain("trunc")],
  ["reciprocal", (size, x) => plain("div")(size, splat(1, size), x)],
  ["relu", (size, x) => plain("max")(size, splat(0, size), x)],
  ["where", (_, condition, x, y) => [x, y, condition, BITSELECT].flat()],
]);

export function isCondition(primitive: string): boolean {
  return CONDITIONS.has(primitive);
}

/** Of a primitive by its name; null when it has none. */
export function instructionsOf(primitive: string): Instructions | null {
  return NUMBERS.get(primitive) ?? CONDITIONS.get(primitive) ?? null;
}
