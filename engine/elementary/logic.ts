import { binary, unary } from "../array/elementwise.js";

/**
 * Whether x and y are both true (not zero); broadcasts.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * logicalAnd([true, true], [true, false]); // array([ True, False])
 * ```
 */
export const logicalAnd = binary({
  name: "logicalAnd",
  dtypes: "comparison",
  value: (x, y) => Number(x !== 0 && y !== 0),
});

/**
 * Whether x or y is true (not zero); broadcasts.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * logicalOr([true, false], [false, false]); // array([ True, False])
 * ```
 */
export const logicalOr = binary({
  name: "logicalOr",
  dtypes: "comparison",
  value: (x, y) => Number(x !== 0 || y !== 0),
});

/**
 * Whether exactly one of x and y is true (not zero); broadcasts.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * logicalXor([true, false], [true, true]); // array([False,  True])
 * ```
 */
export const logicalXor = binary({
  name: "logicalXor",
  dtypes: "comparison",
  value: (x, y) => Number((x !== 0) !== (y !== 0)),
});

/**
 * Whether x is false (zero).
 *
 * @example
 * ```ts
 * logicalNot([true, false]); // array([False,  True])
 * ```
 */
export const logicalNot = unary({
  name: "logicalNot",
  dtypes: "comparison",
  value: (x) => Number(x === 0),
});
