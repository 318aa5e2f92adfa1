import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { contract } from "./contract.js";
import { arranged, distinct, lengthsOf, summed, type Labelled } from "./labelled.js";
import { subscriptsOf } from "./labels.js";
import { contractionOrder } from "./order.js";

/**
 * Einstein's summation: products of arrays, summed over every axis that the result does not have.
 * "ij,jk->ik" is a matrix product, "ii->i" a diagonal, "ij->" a sum, "...i,i" a product with the last
 * axis of a batch. Several operands are multiplied two by two in the order with the fewest
 * multiplications. Products are floats, also of integers, where something is summed.
 *
 * @param subscripts - Letters for the axes of each operand, and of the result behind `->`.
 * @throws {@link ShapeError} when an axis has two lengths or an operand other axes;
 *   {@link DomainError} for a text that is none.
 * @example
 * ```ts
 * einsum("ij,j->i", [[1, 2], [3, 4]], [1, 10]); // array([21., 43.])
 * einsum("ii", [[1, 2], [3, 4]]); // array(5.)
 * ```
 */
export function einsum(subscripts: string, ...operands: ArrayInput[]): NDArray {
  const arrays = operands.map(asArray);
  const { inputs, output } = subscriptsOf(subscripts, arrays);
  const given = arrays.map((array, k): Labelled => ({ array, labels: inputs[k] ?? [] }));
  const lengths = lengthsOf(given);
  let list = given.map((operand) => distinct(operand, lengths));
  const order = contractionOrder(
    list.map(({ labels }) => labels),
    output,
    lengths,
  );
  for (const [i, j] of order) {
    const others = list.filter((_, k) => k !== i && k !== j);
    const keep = new Set([...output, ...others.flatMap(({ labels }) => labels)]);
    list = [...others, contract(list[i] as Labelled, list[j] as Labelled, keep, lengths)];
  }
  return arranged(summed(list[0] as Labelled, new Set(output)), output);
}
