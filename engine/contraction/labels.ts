import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";

/** The name of an axis: a letter, or its place in an ellipsis counted from the right. */
export type Label = string;

/** What an einsum's text says: the labels of each operand and of the result. */
export interface Subscripts {
  readonly inputs: readonly (readonly Label[])[];
  readonly output: readonly Label[];
}

/**
 * Reads "ij,jk->ik" for the given operands; without an arrow the result has the labels that occur once,
 * in alphabetical order, behind the ellipsis.
 *
 * @throws {@link DomainError} for a text that is none; {@link ShapeError} when an operand has other axes.
 */
export function subscriptsOf(text: string, operands: readonly NDArray[]): Subscripts {
  const [left = "", right, ...more] = text.replaceAll(/\s/g, "").split("->");
  const terms = left.split(",");
  if (more.length > 0 || ![...terms, right ?? ""].every(isTerm)) {
    throw new DomainError(
      `einsum: "${text}" is no such text; write letters for axes, as in "ij,jk->ik" or "...i,i"`,
    );
  }
  if (terms.length !== operands.length) {
    throw new ShapeError(
      `einsum: "${text}" names ${terms.length} operands and ${operands.length} were given`,
    );
  }
  const inputs = terms.map((term, k) => labelsOf(term, operands[k] as NDArray, k, text));
  const widest = inputs.map(dotsOf).reduce((a, b) => (b.length > a.length ? b : a), []);
  const output = right === undefined ? implied(inputs, widest) : outputLabels(right, widest);
  checkOutput(text, inputs, output);
  return { inputs, output };
}

/** Letters with at most one ellipsis. */
const isTerm = (term: string): boolean => /^[A-Za-z]*(\.\.\.)?[A-Za-z]*$/.test(term);

const isDot = (label: Label): boolean => label.startsWith(".");
const dotsOf = (labels: readonly Label[]): Label[] => labels.filter(isDot);

/** `count` labels of an ellipsis, which align at the right. */
function dots(count: number): Label[] {
  return Array.from({ length: count }, (_, k) => `.${count - 1 - k}`);
}

function labelsOf(term: string, operand: NDArray, k: number, text: string): Label[] {
  const [before = "", after] = term.split("...");
  const free = operand.ndim - before.length - (after?.length ?? 0);
  if (free < 0 || (after === undefined && free !== 0)) {
    throw new ShapeError(
      `einsum: "${text}" gives operand ${k} the axes "${term}", but it has the shape ${formatShape(operand.shape)}`,
    );
  }
  return [...Array.from(before), ...dots(free), ...Array.from(after ?? "")];
}

function outputLabels(term: string, widest: readonly Label[]): Label[] {
  const [before = "", after] = term.split("...");
  const first = Array.from(before);
  return after === undefined ? first : [...first, ...widest, ...Array.from(after)];
}

function implied(inputs: readonly (readonly Label[])[], widest: readonly Label[]): Label[] {
  const letters = inputs.flat().filter((label) => !isDot(label));
  const once = letters.filter((label) => letters.indexOf(label) === letters.lastIndexOf(label));
  return [...widest, ...once.toSorted()];
}

function checkOutput(
  text: string,
  inputs: readonly (readonly Label[])[],
  output: readonly Label[],
): void {
  const twice = output.find((label, k) => output.indexOf(label) !== k);
  if (twice !== undefined) {
    throw new DomainError(`einsum: "${text}" has the axis "${twice}" twice in its result`);
  }
  const known = new Set(inputs.flat());
  const unknown = output.find((label) => !known.has(label));
  if (unknown !== undefined) {
    throw new DomainError(`einsum: "${text}" has the axis "${unknown}" in no operand`);
  }
}
