import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  array,
  DomainError,
  einsum,
  ShapeError,
  tensordot,
  type NDArray,
} from "../../../engine/index.js";
import { contractionOrder } from "../../../engine/contraction/order.js";

/** The definition: a loop over all labels. */
function model(inputs: readonly string[], output: string, operands: readonly NDArray[]): number[] {
  const letters = [...new Set(inputs.join(""))];
  const lengths = letters.map((letter) => {
    const k = inputs.findIndex((labels) => labels.includes(letter));
    return (operands[k] as NDArray).shape[(inputs[k] as string).indexOf(letter)] as number;
  });
  const at = (labels: string, shape: readonly number[], index: readonly number[]) =>
    Array.from(labels).reduce((flat, letter, axis) => {
      return flat * (shape[axis] as number) + (index[letters.indexOf(letter)] as number);
    }, 0);
  const outShape = Array.from(output).map((letter) => lengths[letters.indexOf(letter)] as number);
  const out = new Array<number>(outShape.reduce((a, b) => a * b, 1)).fill(0);
  const total = lengths.reduce((a, b) => a * b, 1);
  for (let flat = 0; flat < total; flat++) {
    let rest = flat;
    const index = lengths.toReversed().map((length) => {
      const i = rest % length;
      rest = Math.floor(rest / length);
      return i;
    });
    index.reverse();
    const product = operands.reduce((p, operand, k) => {
      return p * (operand.data[at(inputs[k] as string, operand.shape, index)] as number);
    }, 1);
    const place = at(output, outShape, index);
    out[place] = (out[place] as number) + product;
  }
  return out;
}

const LENGTHS: Readonly<Record<string, number>> = { a: 2, b: 3, c: 1, d: 4, e: 2 };

/** Any einsum over the labels a … e with up to four operands. */
const anyEinsum = fc
  .array(fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 0, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((inputs) =>
    fc.record({
      inputs: fc.constant(inputs.map((labels) => labels.join(""))),
      output: fc.shuffledSubarray([...new Set(inputs.flat())]).map((labels) => labels.join("")),
    }),
  );

function operandsFor(inputs: readonly string[]): NDArray[] {
  return inputs.map((labels, k) => {
    const shape = Array.from(labels).map((label) => LENGTHS[label] as number);
    const size = shape.reduce((a, b) => a * b, 1);
    const values = Float64Array.from({ length: size }, (_, i) => ((i * 7 + k * 3) % 11) - 5);
    return array(values, { shape, dtype: "float64" });
  });
}

describe("einsum", () => {
  it("is the sum over all labels that the result does not have: whole numbers come out exactly", () => {
    fc.assert(
      fc.property(anyEinsum, ({ inputs, output }) => {
        const operands = operandsFor(inputs);
        const got = einsum(`${inputs.join(",")}->${output}`, ...operands);
        expect(got.shape).toEqual(Array.from(output).map((label) => LENGTHS[label]));
        expect([...got.data].map((v) => v + 0)).toEqual(
          model(inputs, output, operands).map((v) => v + 0),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("names the result itself when there is no arrow, in alphabetical order", () => {
    const x = array([
      [1, 2],
      [3, 4],
    ]);
    expect(einsum("ji", x).toArray()).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(einsum("ij,jk", x, x).toArray()).toEqual([
      [7, 10],
      [15, 22],
    ]);
    expect(einsum("ii", x).item()).toBe(5);
  });

  it("broadcasts what an ellipsis stands for", () => {
    const batch = array(
      Float64Array.from({ length: 12 }, (_, i) => i),
      { shape: [3, 2, 2] },
    );
    const v = array([1, 10]);
    expect(einsum("...ij,j->...i", batch, v).toArray()).toEqual([
      [10, 32],
      [54, 76],
      [98, 120],
    ]);
    expect(einsum("...i,...i", batch, [[[1, 1]]]).shape).toEqual([3, 2]);
    expect(einsum("...,...", 2, batch).shape).toEqual([3, 2, 2]);
  });

  it("multiplies in the order with the fewest multiplications", () => {
    const lengths = new Map([
      ["i", 1000],
      ["j", 2],
      ["k", 1000],
      ["l", 2],
    ]);
    // (A (B C)): 2·1000·2 + 1000·2·2 against 1000·2·1000 + ….
    expect(
      contractionOrder(
        [
          ["i", "j"],
          ["j", "k"],
          ["k", "l"],
        ],
        ["i", "l"],
        lengths,
      ),
    ).toEqual([
      [1, 2],
      [0, 1],
    ]);
  });

  it("multiplies more operands than it can try all orders of", () => {
    const matrices = Array.from({ length: 11 }, () => [
      [1, 1],
      [0, 1],
    ]);
    const letters = "abcdefghijkl";
    const inputs = matrices.map((_, k) => `${letters[k] ?? ""}${letters[k + 1] ?? ""}`);
    expect(einsum(`${inputs.join(",")}->al`, ...matrices).toArray()).toEqual([
      [1, 11],
      [0, 1],
    ]);
  });

  it("says what is wrong with a text or a shape", () => {
    expect(() => einsum("ij,jk->ik", [[1]], [1])).toThrow(/operand 1 the axes "jk".*shape \[1\]/);
    expect(() => einsum("i,i", [1, 2], [1, 2, 3])).toThrow(/axis "i" has the lengths 2 and 3/);
    expect(() => einsum("i->j", [1])).toThrow(/axis "j" in no operand/);
    expect(() => einsum("i->ii", [1])).toThrow(DomainError);
    expect(() => einsum("i,j", [1])).toThrow(ShapeError);
    expect(() => einsum("i->j->k", [1])).toThrow(/no such text/);
  });
});

describe("tensordot", () => {
  it("pairs the last axes with the first, or those that are named", () => {
    const x = array(
      Float64Array.from({ length: 6 }, (_, i) => i),
      { shape: [2, 3] },
    );
    const y = array(
      Float64Array.from({ length: 12 }, (_, i) => i),
      { shape: [3, 4] },
    );
    expect(tensordot(x, y, 1).toArray()).toEqual(einsum("ij,jk->ik", x, y).toArray());
    expect(tensordot(x, x, 2).item()).toBe(55);
    expect(tensordot(x, [1, 2], 0).shape).toEqual([2, 3, 2]);
    expect(tensordot(x, x, [[0], [0]]).toArray()).toEqual(einsum("ij,ik->jk", x, x).toArray());
    expect(() => tensordot(x, y, 2)).toThrow(/x \[2, 3\] and y \[3, 4\] do not fit/);
  });
});
