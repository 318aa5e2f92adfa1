import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  array,
  at,
  DtypeError,
  grad,
  ShapeError,
  vmap,
  zeros,
  type NDArray,
  type Pick,
} from "../../../engine/index.js";

const LENGTHS = [3, 4, 2] as const;
const x = array(
  Float64Array.from({ length: 24 }, (_, i) => i + 1),
  { shape: LENGTHS },
);

/** A pick with what it means: the positions that it takes of its axis, and the shape they have. */
interface Meaning {
  readonly pick: Pick;
  readonly kind: "number" | "slice" | "array";
  readonly shape: readonly number[];
  readonly positions: readonly number[];
}

const onAxis = (length: number): fc.Arbitrary<Meaning> => {
  const position = fc.integer({ min: 0, max: length - 1 });
  return fc.oneof(
    position.map((p): Meaning => ({ pick: p, kind: "number", shape: [], positions: [p] })),
    fc.tuple(position, fc.integer({ min: 1, max: 2 })).map(([start, step]): Meaning => {
      const positions: number[] = [];
      for (let p = start; p < length; p += step) positions.push(p);
      return { pick: [start, null, step], kind: "slice", shape: [positions.length], positions };
    }),
    fc.array(position, { minLength: 2, maxLength: 2 }).map((positions): Meaning => {
      const pick = array(positions, { dtype: "int32" });
      return { pick, kind: "array", shape: [2], positions };
    }),
    fc.array(position, { minLength: 2, maxLength: 2 }).map((positions): Meaning => {
      // A column of positions, counted from the end.
      const pick = array(
        positions.map((p) => [p - length]),
        { dtype: "int32" },
      );
      return { pick, kind: "array", shape: [2, 1], positions };
    }),
  );
};

const anyPicks = fc.tuple(...LENGTHS.map(onAxis), fc.integer({ min: 1, max: 3 })).map((all) => {
  const [a, b, c, count] = all as [Meaning, Meaning, Meaning, number];
  return [a, b, c].slice(0, count);
});

/** NumPy's rules, element by element: shape and flat positions of what is chosen. */
function model(picks: readonly Meaning[]): { shape: number[]; flat: number[] } {
  const whole = LENGTHS.slice(picks.length).map((n): Meaning => {
    return {
      pick: [],
      kind: "slice",
      shape: [n],
      positions: Array.from({ length: n }, (_, i) => i),
    };
  });
  const all = [...picks, ...whole];
  // Beside arrays, a number is an array without axes.
  const kinds = all.some(({ kind }) => kind === "array") ? ["array", "number"] : ["array"];
  const axes = all.flatMap(({ kind }, k) => (kinds.includes(kind) ? [k] : []));
  const columns = all.some(({ kind, shape }) => kind === "array" && shape.length === 2);
  const rows = all.some(({ kind, shape }) => kind === "array" && shape.length === 1);
  const group = columns ? [2, rows ? 2 : 1] : rows ? [2] : [];
  const isAdjacent = axes.every((axis, k) => k === 0 || axis === (axes[k - 1] as number) + 1);
  const order: (number | "group")[] = [];
  if (axes.length > 0 && !isAdjacent) order.push("group");
  all.forEach(({ kind }, k) => {
    if (kind === "slice") order.push(k);
    if (isAdjacent && k === axes[0]) order.push("group");
  });
  const shape = order.flatMap((one) => (one === "group" ? group : (all[one] as Meaning).shape));
  const flat: number[] = [];
  const visit = (index: readonly number[]): void => {
    if (index.length < shape.length) {
      for (let i = 0; i < (shape[index.length] as number); i++) visit([...index, i]);
      return;
    }
    let at = 0;
    const parts = new Map<number | "group", readonly number[]>();
    for (const one of order) {
      const width = one === "group" ? group.length : 1;
      parts.set(one, index.slice(at, at + width));
      at += width;
    }
    flat.push(
      all.reduce((place, { kind, shape: own, positions }, k) => {
        const here = kind === "array" ? (parts.get("group") ?? []) : (parts.get(k) ?? [0]);
        const i = own.length === 2 ? here[0] : kind === "number" ? 0 : here.at(-1);
        return place * (LENGTHS[k] as number) + (positions[i ?? 0] as number);
      }, 0),
    );
  };
  visit([]);
  return { shape, flat };
}

const list = (a: NDArray) => [...a.data];

describe("chosen elements", () => {
  it("are those of NumPy's rules, for numbers, slices and arrays of positions in any mixture", () => {
    fc.assert(
      fc.property(anyPicks, (picks) => {
        const got = at(x, ...picks.map(({ pick }) => pick)).get();
        const want = model(picks);
        expect(got.shape).toEqual(want.shape);
        expect(list(got)).toEqual(want.flat.map((place) => x.data[place]));
      }),
      { numRuns: 300 },
    );
  });

  it("have the axes of arrays in front where slices part them from numbers, as NumPy's x[0, :, [1, 2]]", () => {
    const [, rows] = LENGTHS;
    expect(at(x, 0, [], Int32Array.of(1, 0)).get().shape).toEqual([2, rows]);
    expect(at(x, [], 0, Int32Array.of(1, 0)).get().shape).toEqual([LENGTHS[0], 2]);
  });

  it("are set, added to, multiplied and bounded in a new array, in order", () => {
    fc.assert(
      fc.property(anyPicks, (picks) => {
        const chosen = at(x, ...picks.map(({ pick }) => pick));
        const { shape, flat } = model(picks);
        const values = Float64Array.from(flat, (_, i) => ((i * 7) % 5) - 1.5);
        const v = array(values, { shape });
        const apply = (change: (old: number, value: number) => number) => {
          const out = Array.from(x.data);
          flat.forEach(
            (place, i) => (out[place] = change(out[place] as number, values[i] as number)),
          );
          return out;
        };
        expect(list(chosen.set(v))).toEqual(apply((_, value) => value));
        expect(list(chosen.add(v))).toEqual(apply((old, value) => old + value));
        expect(list(chosen.mul(v))).toEqual(apply((old, value) => old * value));
        expect(list(chosen.min(v))).toEqual(apply(Math.min));
        expect(list(chosen.max(v))).toEqual(apply(Math.max));
        expect(x.data[0]).toBe(1);
      }),
      { numRuns: 200 },
    );
  });

  it("are where a mask is true, over one axis or several", () => {
    const mask = x.greater(20);
    expect(list(at(x, mask).get())).toEqual([21, 22, 23, 24]);
    expect(at(x, mask).set(0).max().item()).toBe(20);
    expect(at(x, array([true, false, true]), [], 0).get().shape).toEqual([2, 4]);
    expect(at(x, [], array([false, false, false, false])).get().shape).toEqual([3, 0, 2]);
  });

  it("keep the dtype: numbers fit in, arrays that would lose digits are refused", () => {
    const narrow = array([1, 2], { dtype: "float32" });
    expect(at(narrow, 0).set(0.5).dtype).toBe("float32");
    expect(at(array([1, 2], { dtype: "int32" }), 0).add(3).dtype).toBe("int32");
    expect(list(at(array([true, true]), 1).set(array([false]).reshape([])))).toEqual([1, 0]);
    expect(() => at(narrow, 0).set(array(0.1))).toThrow(DtypeError);
    expect(() => at(array([1], { dtype: "int32" }), 0).set(0.5)).toThrow(DtypeError);
  });

  it("say what does not exist", () => {
    expect(() => at(x, 3)).toThrow(/index 3 does not exist on axis 0/);
    expect(() => at(x, Int32Array.of(0, 5))).toThrow(ShapeError);
    expect(() => at(x, 0, 0, 0, 0)).toThrow(/4 picks for an array of shape/);
    expect(() => at(x, 0).set([1, 2, 3])).toThrow(ShapeError);
    expect(() => at(x, Int32Array.of(0, 1), Int32Array.of(0, 1, 2))).toThrow(ShapeError);
  });
});

describe("derivatives and batches of chosen elements", () => {
  it("go where the elements came from, and not to what was replaced", () => {
    const picks = Int32Array.of(2, 0, 2);
    const weights = array([1, 10, 100]);
    const v = array([5, 6, 7]);
    expect(list(grad((y: NDArray) => at(y, picks).get().mul(weights).sum())(v))).toEqual([
      10, 0, 101,
    ]);
    expect(list(grad((y: NDArray) => at(y, 1).set(0).mul(weights).sum())(v))).toEqual([1, 0, 100]);
    // Of two values set at one place the last one counts.
    const set = (u: NDArray) => at(v, picks).set(u).mul(weights).sum();
    expect(list(grad(set)(array([1, 2, 3])))).toEqual([0, 1, 100]);
    const product = (u: NDArray) => at(v, picks).mul(u).sum();
    expect(list(grad(product)(array([2, 3, 4])))).toEqual([28, 5, 14]);
  });

  it("are chosen for each example by positions of its own", () => {
    const rows = array([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const places = array([2, 0], { dtype: "int32" });
    const got = vmap((row: NDArray, place: NDArray) => at(row, place).get())(rows, places);
    expect(list(got)).toEqual([3, 4]);
    const set = vmap((row: NDArray, place: NDArray) => at(row, place).set(9))(rows, places);
    expect(list(set)).toEqual([1, 2, 9, 9, 5, 6]);
  });

  it("are counted as often as they stand there", () => {
    const counts = at(zeros([4]), Int32Array.of(1, 1, 3)).add(1);
    expect(list(counts)).toEqual([0, 2, 0, 1]);
  });
});
