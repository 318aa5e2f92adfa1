import { DomainError } from "../errors.js";
import { binary, unary } from "./elementwise.js";

/** x + y */
export const add = binary({ name: "add", dtypes: "arithmetic", value: (x, y) => x + y });

/** x − y */
export const sub = binary({ name: "sub", dtypes: "arithmetic", value: (x, y) => x - y });

/** x·y */
export const mul = binary({
  name: "mul",
  dtypes: "arithmetic",
  value: (x, y) => x * y,
  int32: Math.imul,
});

/** x / y; integers divide to floats. */
export const div = binary({ name: "div", dtypes: "real", value: (x, y) => x / y });

/**
 * x to the power y. Like C and NumPy, 1 to any power is 1, that of NaN included.
 *
 * @throws {@link DomainError} for negative powers of integers.
 */
export const pow = binary({
  name: "pow",
  dtypes: "arithmetic",
  value: (x, y) => (x === 1 ? 1 : x ** y),
  int32: integerPower,
});

/** By repeated squaring, wrapping like the products it stands for. */
function integerPower(x: number, y: number): number {
  if (y < 0) {
    throw new DomainError(
      `pow: ${x} to the power ${y} is no integer; convert the array first: x.astype("float64")`,
    );
  }
  let result = 1;
  for (let base = x, bits = y; bits > 0; bits >>= 1, base = Math.imul(base, base)) {
    if (bits & 1) result = Math.imul(result, base);
  }
  return result;
}

/** The larger of x and y; NaN when either is. */
export const maximum = binary({ name: "maximum", dtypes: "arithmetic", value: Math.max });

/** The smaller of x and y; NaN when either is. */
export const minimum = binary({ name: "minimum", dtypes: "arithmetic", value: Math.min });

/** −x */
export const neg = unary({ name: "neg", dtypes: "arithmetic", value: (x) => -x });

/** |x| */
export const abs = unary({ name: "abs", dtypes: "arithmetic", value: Math.abs });
