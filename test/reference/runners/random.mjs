import { compareEach } from "../compare.mjs";
import { Unsupported } from "../unsupported.mjs";

/**
 * JAX's random streams. Exact where the case says so; normal numbers within the ulps that the case
 * allows an exact inverse error function.
 *
 * @type {import("../check.mjs").Runner}
 */
export const randomStreams = {
  recognises: (item) => "seed" in item && "function" in item && "result" in item,

  *run({ random }, item) {
    const draw = Object.hasOwn(functions, item.function) ? functions[item.function] : undefined;
    if (draw === undefined) throw new Unsupported(`random ${item.function}`);
    const { seed, partitionable } = item;
    const drawn = draw(random, random.key(seed, { partitionable }), item);
    const want = { shape: item.result.shape, data: item.result.data.flatMap(doubles) };
    const got = {
      shape: drawn.shape ?? want.shape,
      data: Array.from(drawn.data ?? drawn).flatMap(doubles),
    };
    yield compareEach(item.function, got, want, tolerance(item));
  },
};

/**
 * What a double cannot hold (64 bits, as a bigint or in hexadecimal) becomes two words.
 *
 * @param {number | bigint | string} value
 */
function doubles(value) {
  if (typeof value === "number") return [value];
  return [Number(BigInt(value) >> 32n), Number(BigInt(value) & 0xffffffffn)];
}

/** @param {any} item */
function tolerance({ exact, rtol, atol, ulps, ulpsFromExactErfinv, result }) {
  if (exact) return { rtol: 0, atol: 0 };
  if (ulps === undefined) return { rtol, atol };
  const epsilon = result.dtype === "float32" ? 2 ** -23 : 2 ** -52;
  return { rtol: Math.max(ulps, ulpsFromExactErfinv + 2) * epsilon, atol };
}

/**
 * What each function draws: an array, or a flat list of numbers or bigints.
 *
 * @typedef {import("../network.mjs").EngineModule["random"]} Random
 * @typedef {import("../../../engine/random/index.js").Key} Key
 * @type {Record<string, (random: Random, key: Key, item: any) => any>}
 */
const functions = {
  keyData: (_, key) => key.words,
  split: (random, key, { num }) => random.split(key, num).flatMap(({ words }) => [...words]),
  foldIn: (random, key, { data }) => random.foldIn(key, data).words,
  "split(foldIn(split(key)[1],3),2)": (random, key) =>
    random.split(random.foldIn(random.split(key)[1], 3)).flatMap(({ words }) => [...words]),
  bits: (random, key, { shape, dtype }) =>
    dtype === "uint64" ? random.bits(key, shape, { width: 64 }) : random.bits(key, shape),
  uniform: (random, key, { shape, dtype, minval, maxval }) =>
    random.uniform(key, shape, { dtype, minval, maxval }),
  normal: (random, key, { shape, dtype }) => random.normal(key, shape, { dtype }),
  bernoulli: (random, key, { p, shape }) => random.bernoulli(key, p, shape),
  rademacher: (random, key, { shape }) => random.rademacher(key, shape),
  exponential: (random, key, { shape, dtype }) => random.exponential(key, shape, { dtype }),
  gumbel: (random, key, { shape, dtype }) => random.gumbel(key, shape, { dtype }),
  categorical: (random, key, { logits, logitsDtype, shape }) =>
    random.categorical(
      key,
      logitsDtype === "float32" ? Float32Array.from(logits) : Float64Array.from(logits),
      shape,
    ),
  permutation: (random, key, { n }) => random.permutation(key, n),
  "permutation of rows of arange(12).reshape(4,3)": (random, key) => random.permutation(key, rows),
  randint: (random, key, { shape, minval, maxval, dtype }) =>
    random.randint(key, shape, minval, maxval, dtype === "uint8" ? {} : { dtype }),
  truncatedNormal: (random, key, { lower, upper, shape, dtype }) =>
    random.truncatedNormal(key, lower, upper, shape, { dtype }),
  "permutation of arange(12).reshape(4,3), axis 1, independent": (random, key) =>
    random.permutation(key, rows, { axis: 1, independent: true }),
  "choice of 4 from 10 without replacement": (random, key) =>
    random.choice(key, 10, [4], { replace: false }),
};

const rows = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [9, 10, 11],
];
