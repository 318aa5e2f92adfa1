import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { DtypeError } from "../errors.js";
import { alignBatch } from "./batching.js";
import { fitTo, matchTo } from "./broadcast.js";
import { choiceLoops, wordsOf } from "./choice-loops.js";
import type { RowsOf } from "./compiled-loops.js";
import { chooseRows } from "../wasm/broadcast.js";
import type { Floats } from "../wasm/floats.js";
import { asArray, zerosLike, weakScalar, type ArrayInput } from "./create.js";
import { isFloat } from "./dtype.js";
import { NDArray, sizeOf } from "./ndarray.js";
import { promote } from "./promote.js";
import { rowsOf } from "./loops.js";
import { astype } from "./rearrange.js";
import { broadcastShapes } from "./shape.js";
import { allocate } from "./storage.js";

/**
 * x where the condition holds, y elsewhere, broadcasting. Where a value is not chosen its derivative
 * is zero; beware that a NaN slope of what is not chosen still makes 0·NaN: choose safe inputs first.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * where([true, false], [1, 2], 0); // array([1., 0.])
 * ```
 */
export function where(condition: ArrayInput, x: ArrayInput, y: ArrayInput): NDArray {
  const chosen = astype(asArray(condition), "bool");
  const [a, b] = alternatives(x, y);
  const dtype = promote(a.dtype, b.dtype);
  return bindOne(wherePrimitive, [chosen, astype(a, dtype), astype(b, dtype)], undefined);
}

/** A JS number takes the dtype that the other alternative brings. */
function alternatives(x: ArrayInput, y: ArrayInput): readonly [NDArray, NDArray] {
  const beside = (value: number, { dtype }: NDArray) => weakScalar("where", value, dtype);
  if (typeof x === "number" && typeof y !== "number") {
    const b = asArray(y);
    return [beside(x, b), b];
  }
  const a = asArray(x);
  return [a, typeof y === "number" ? beside(y, a) : asArray(y)];
}

const wherePrimitive: Primitive<undefined> = define<undefined>({
  name: "where",
  value: ([condition, x, y]) => [choose(condition as NDArray, x as NDArray, y as NDArray)],
  abstract: (inputs) => [abstractOf(inputs)],
  jvp: ({ inputs: [condition, x, y], outputs: [z] }, [, tx, ty]) => {
    const either = (t: NDArray | null | undefined, like: unknown) =>
      t ?? zerosLike(like as NDArray);
    if (!tx && !ty) return [null];
    return [matchTo(where(condition as NDArray, either(tx, x), either(ty, y)), z as NDArray)];
  },
  transpose: ([ct], [condition, x, y]) => {
    if (!ct) return [null, null, null];
    const zero = zerosLike({ shape: [], dtype: ct.dtype });
    const part = (operand: Abstract, a: NDArray, b: NDArray) =>
      operand instanceof NDArray ? null : fitTo(where(condition as NDArray, a, b), operand);
    return [null, part(x as Abstract, ct, zero), part(y as Abstract, zero, ct)];
  },
  batch: (inputs, batched) => [bindOne(wherePrimitive, alignBatch(inputs, batched), undefined)],
});

function abstractOf([condition, x, y]: readonly Abstract[]): Abstract {
  const [a, b] = [x as Abstract, y as Abstract];
  if (a.dtype !== b.dtype) throw new DtypeError(`where: dtypes ${a.dtype} and ${b.dtype} differ`);
  const shape = broadcastShapes("where", a.shape, b.shape);
  return { shape: broadcastShapes("where", (condition as Abstract).shape, shape), dtype: a.dtype };
}

function choose(condition: NDArray, x: NDArray, y: NDArray): NDArray {
  const { shape, dtype } = abstractOf([condition, x, y]);
  const out = allocate(dtype, sizeOf(shape), "anything");
  const { length, rows } = rowsOf(shape, [condition, x, y]);
  if (!(isFloat(dtype) && chooseFloats(out as Floats, rows, length))) {
    const [c, a, b] = rows.map((one) => ({ ...one, data: wordsOf(one.data) })) as [
      WordRows,
      WordRows,
      WordRows,
    ];
    choiceLoops[dtype](wordsOf(out), length, c, a, b);
  }
  return new NDArray(out, shape, dtype);
}

function chooseFloats(out: Floats, rows: readonly RowsOf[], length: number): boolean {
  const [condition, ...either] = rows as [RowsOf<Uint8Array>, RowsOf<Floats>, RowsOf<Floats>];
  return chooseRows(out, condition, either, length);
}

type WordRows = RowsOf<ReturnType<typeof wordsOf>>;
