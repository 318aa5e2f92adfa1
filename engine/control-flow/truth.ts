import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { Dual } from "../autodiff/jvp-trace.js";
import { Example } from "../autodiff/vmap-trace.js";
import { knownValue } from "../core/known-value.js";

/** For which examples of a `vmap` a predicate holds; one that is the same for all holds for all or none. */
export interface Truth {
  readonly any: boolean;
  readonly all: boolean;
}

/** @throws {@link ShapeError} for a predicate that is not one number. */
export function asPredicate(caller: string, input: ArrayInput): NDArray {
  const predicate = asArray(input);
  if (predicate.ndim === 0) return predicate;
  throw new ShapeError(
    `${caller}: the predicate has the shape ${formatShape(predicate.shape)}; it must be one truth value: reduce it with any or all, or choose elements with where`,
  );
}

/** What is known of a predicate; undefined while a program is recorded that is run later. */
export function knownTruth(predicate: NDArray): Truth | undefined {
  const values = behind(predicate)?.data;
  if (values === undefined) return undefined;
  return { any: values.some(isTrue), all: values.every(isTrue) };
}

/** The numbers behind a traced array, those of all examples at once. */
function behind(x: NDArray): NDArray | null {
  if (x instanceof Dual) return behind(x.primal);
  if (x instanceof Example) return behind(x.batch);
  return knownValue(x);
}

const isTrue = (value: number): boolean => value !== 0;
