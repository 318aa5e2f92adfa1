import { add, maximum, minimum, mul } from "../array/arithmetic.js";
import { broadcastTo } from "../array/broadcast.js";
import { asArray, onesLike, weakScalar, zerosLike, type ArrayInput } from "../array/create.js";
import type { Dtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { promote } from "../array/promote.js";
import { astype, reshape } from "../array/rearrange.js";
import { scatterAdd } from "../array/scatter-add.js";
import { take } from "../array/take.js";
import { where } from "../array/where.js";
import { formatShape } from "../array/shape.js";
import { DtypeError, ShapeError } from "../errors.js";
import { lastOccurrence } from "./last-occurrence.js";
import { chosenOf, type Chosen, type Pick } from "./positions.js";

/**
 * Elements of an array that were chosen: read them, or make a new array in which they are changed. The
 * array itself stays as it is.
 */
export class At<D extends Dtype = Dtype> {
  private readonly chosen: Chosen;

  constructor(
    private readonly x: NDArray<D>,
    picks: readonly Pick[],
  ) {
    this.chosen = chosenOf(x, picks);
  }

  /** The chosen elements. */
  get(): NDArray<D> {
    return take<D>(this.blocks(), this.chosen.positions, 0);
  }

  /**
   * The array with `value` in the place of the chosen elements; of one that was chosen several times the
   * last value stays.
   *
   * @throws {@link ShapeError} when the value does not broadcast to them; {@link DtypeError} when it would
   *   lose digits.
   */
  set(value: ArrayInput): NDArray<D> {
    const { positions } = this.chosen;
    const updates = this.updates("set", value);
    const last = this.overBlocks(lastOccurrence(positions));
    const placed = this.scattered(
      where(last, updates, zerosLike({ shape: [], dtype: updates.dtype })),
    );
    const touched = this.scattered(onesLike(updates)).notEqual(0);
    return where(touched, placed, this.x) as NDArray<D>;
  }

  /** The array with `value` added to the chosen elements, as often as each was chosen. */
  add(value: ArrayInput): NDArray<D> {
    return add(this.x, this.scattered(this.updates("add", value))) as NDArray as NDArray<D>;
  }

  /** The array with the chosen elements multiplied by `value`, as often as each was chosen. */
  mul(value: ArrayInput): NDArray<D> {
    return this.combined("mul", mul, value);
  }

  /** The array with the smaller of `value` and each chosen element. */
  min(value: ArrayInput): NDArray<D> {
    return this.combined("min", minimum, value);
  }

  /** The array with the larger of `value` and each chosen element. */
  max(value: ArrayInput): NDArray<D> {
    return this.combined("max", maximum, value);
  }

  /** One pass for every time that some element was chosen. */
  private combined(
    name: string,
    combine: (x: ArrayInput, y: ArrayInput) => NDArray,
    value: ArrayInput,
  ): NDArray<D> {
    const { positions, length, block } = this.chosen;
    const flat = reshape(positions, [-1]);
    const updates = reshape(this.updates(name, value), [flat.size, ...block]);
    let blocks: NDArray = this.blocks();
    for (const pass of passesOf(flat)) {
      const at = new At(blocks, [take(flat, pass)]);
      blocks = at.set(combine(at.get(), take(updates, pass, 0)));
    }
    return reshape(reshape(blocks, [length, ...block]), this.x.shape) as NDArray<D>;
  }

  /** The array as rows of whole blocks. */
  private blocks(): NDArray<D> {
    return reshape(this.x, [this.chosen.length, ...this.chosen.block]);
  }

  /** What is written, one element for each chosen one, in the array's dtype. */
  private updates(name: string, value: ArrayInput): NDArray {
    const { positions, block } = this.chosen;
    const given =
      typeof value === "number" ? weakScalar(`at.${name}`, value, this.x.dtype) : asArray(value);
    if (promote(given.dtype, this.x.dtype) !== this.x.dtype) {
      throw new DtypeError(
        `at.${name}: a value of dtype ${given.dtype} would lose digits in an array of ${this.x.dtype}; convert one of them with astype`,
      );
    }
    const shape = [...positions.shape, ...block];
    checkFits(`at.${name}`, given.shape, shape);
    return broadcastTo(astype(given, this.x.dtype), shape);
  }

  /** Sums of the updates where they belong, zeros elsewhere. */
  private scattered(updates: NDArray): NDArray {
    const { positions, length } = this.chosen;
    return reshape(scatterAdd(updates, positions, 0, length), this.x.shape);
  }

  private overBlocks(x: NDArray): NDArray {
    return reshape(x, [...x.shape, ...this.chosen.block.map(() => 1)]);
  }
}

function checkFits(caller: string, value: Shape, chosen: Shape): void {
  const missing = chosen.length - value.length;
  const fits = missing >= 0 && value.every((n, axis) => n === 1 || n === chosen[axis + missing]);
  if (fits) return;
  throw new ShapeError(
    `${caller}: a value of shape ${formatShape(value)} does not broadcast to the chosen ${formatShape(chosen)}; a JS list in at(…) is a slice [start, stop, step], positions are an array: x.at(array([0, 2]))`,
  );
}

/** Which updates belong to the first time that their element is chosen, to the second, and so on. */
function passesOf(positions: NDArray): Int32Array[] {
  const times = new Map<number, number>();
  const passes: number[][] = [];
  positions.concrete().data.forEach((position, i) => {
    const time = times.get(position) ?? 0;
    times.set(position, time + 1);
    (passes[time] ??= []).push(i);
  });
  return passes.map((pass) => Int32Array.from(pass));
}

/**
 * Chooses elements of an array: `at(x, 0).set(5)` is x with its first entry replaced.
 *
 * @param picks - What to choose of each axis; axes without one are taken whole.
 * @throws {@link ShapeError} for positions that do not exist or more picks than axes.
 * @example
 * ```ts
 * at(array([1, 2, 3]), 0).set(5); // array([5., 2., 3.])
 * at(array([1, 2, 3]), Int32Array.of(0, 0, 2)).add(10); // array([21., 2., 13.])
 * at(array([[1, 2], [3, 4]]), [], 1).get(); // array([2., 4.])
 * ```
 */
export function at<D extends Dtype>(x: NDArray<D>, ...picks: Pick[]): At<D>;
export function at(x: ArrayInput, ...picks: Pick[]): At;
export function at(x: ArrayInput, ...picks: Pick[]): At {
  return new At(asArray(x), picks);
}
