import { NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { split, type Key } from "./key.js";
import { bits32, bits64 } from "./streams.js";

/** Integer types without an array of their own. */
export type WideType = "uint32" | "int64";

interface IntegerType {
  readonly bits: number;
  readonly least: number;
  /** The largest that both the type and a double hold. */
  readonly most: number;
  readonly draw: (key: Key, count: number) => bigint[];
}

const types: Readonly<Record<WideType, IntegerType>> = {
  uint32: {
    ...{ bits: 32, least: 0, most: 2 ** 32 - 1 },
    draw: (key, count) => Array.from(bits32(key, count), BigInt),
  },
  int64: {
    ...{ bits: 64, least: Number.MIN_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER },
    draw(key, count) {
      const { high, low } = bits64(key, count);
      return Array.from(high, (word, i) => (BigInt(word) << 32n) | BigInt(low[i] as number));
    },
  },
};

/** Twice the type's bits modulo the span, in its own words, with JAX's wrap-around. */
export function wideIntegers(
  key: Key,
  shape: Shape,
  { minval, maxval, type }: { minval: number; maxval: number; type: WideType },
): NDArray<"float64"> {
  const { bits, least, most, draw } = types[type];
  const fits = [minval, maxval - 1].every((x) => Number.isInteger(x) && x >= least && x <= most);
  if (!fits || minval >= maxval) {
    throw new DomainError(
      `random.randint: no ${type} lies in [${minval}, ${maxval}); minval must be below maxval, and both whole`,
    );
  }
  const word = (value: bigint): bigint => BigInt.asUintN(bits, value);
  const span = BigInt(maxval) - BigInt(minval);
  // A span of all numbers of the type wraps to 0, where a remainder changes nothing.
  const rest = (value: bigint): bigint => (word(span) === 0n ? value : value % span);
  const half = rest(1n << BigInt(bits / 2));
  const power = rest(word(half * half));
  const [highKey, lowKey] = split(key);
  const low = draw(lowKey, sizeOf(shape));
  const values = draw(highKey, low.length).map((high, i) => {
    const sum = word(word(rest(high) * power) + rest(low[i] as bigint));
    return minval + Number(rest(sum));
  });
  return new NDArray(Float64Array.from(values), shape, "float64");
}
