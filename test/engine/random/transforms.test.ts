// Keys as arguments, results and carries of transforms.
import { describe, expect, it } from "vitest";
import { array, grad, jit, random, scan, stax, vmap, zeros } from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";

const { key, split, foldIn } = random;
const same = (found: NDArray, wanted: NDArray): void => {
  expect(found.dtype).toBe(wanted.dtype);
  expect(found.toArray()).toEqual(wanted.toArray());
};

const draws: Readonly<Record<string, (k: random.Key) => NDArray>> = {
  uniform: (k) => random.uniform(k, [3], { minval: -1, dtype: "float32" }),
  normal: (k) => random.normal(k, [2, 2]),
  truncatedNormal: (k) => random.truncatedNormal(k, -1, 2, [3]),
  randint: (k) => random.randint(k, [4], 0, 100),
  "randint of 64 bits": (k) => random.randint(k, [4], 0, 1e12, { dtype: "int64" }),
  exponential: (k) => random.exponential(k, [2]),
  gumbel: (k) => random.gumbel(k, []),
  bernoulli: (k) => random.bernoulli(k, [0.2, 0.8]),
  rademacher: (k) => random.rademacher(k, [5]),
  categorical: (k) =>
    random.categorical(k, [
      [0, 1, 2],
      [2, 1, 0],
    ]),
  permutation: (k) => random.permutation(k, 5),
  "permutation of rows": (k) =>
    random.permutation(k, [
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
  choice: (k) => random.choice(k, [5, 6, 7, 8], [2], { replace: false }),
  orthogonal: (k) => random.orthogonal(k, 3),
  "keys that follow": (k) => random.normal(foldIn(split(k, 3)[2] as random.Key, 7), [2]),
};

describe.each(Object.entries(draws))("random.%s", (_name, draw) => {
  it("gives the same numbers within jit, which is traced once for all keys", () => {
    let traces = 0;
    const compiled = jit((k: random.Key) => {
      traces++;
      return draw(k);
    });
    for (const seed of [0, 1, 2]) same(compiled(key(seed)), draw(key(seed)));
    same(compiled(split(key(3))[1]), draw(split(key(3))[1]));
    expect(traces).toBe(1);
  });

  it("under vmap draws for each key of a list what a loop does", () => {
    const keys = split(key(4), 3);
    const all = vmap(draw)(keys);
    keys.forEach((one, k) => same(all.slice(k), draw(one)));
    same(jit(vmap(draw))(keys), all);
  });
});

describe("keys", () => {
  it("of JAX's older streams keep them", () => {
    const old = key(5, { partitionable: false });
    const draw = (k: random.Key) => random.normal(split(k)[1], [3]);
    same(jit(draw)(old), draw(old));
    expect(draw(old).toArray()).not.toEqual(draw(key(5)).toArray());
  });

  it("are carried and given by scan, and drawn along lists of them", () => {
    const walk = (start: random.Key) =>
      scan(
        ([k, x]: readonly [random.Key, NDArray]) => {
          const [next, now] = split(k);
          const moved = x.add(random.normal(now, []));
          return [[next, moved], moved] as const;
        },
        [start, zeros([])] as const,
        null,
        { length: 4 },
      );
    const [[last], path] = walk(key(6));
    let k = key(6);
    for (let step = 0; step < 4; step++) k = split(k)[0];
    expect(last.words).toEqual(k.words);
    const [[traced], again] = jit(walk)(key(6));
    expect(traced.words).toEqual(k.words);
    same(again, path);
    const [, each] = scan(
      (c: NDArray, one: random.Key) => [c, random.normal(one, [])] as const,
      0,
      split(key(6), 3),
    );
    same(each, vmap((one: random.Key) => random.normal(one, []))(split(key(6), 3)));
  });

  it("are folded with numbers that are traced", () => {
    const of = (step: NDArray) => random.normal(foldIn(key(7), step), []);
    const steps = array([0, 1, 2], { dtype: "int32" });
    const all = vmap(of)(steps);
    for (const step of [0, 1, 2]) same(all.slice(step), random.normal(foldIn(key(7), step), []));
    same(jit(of)(array(2, { dtype: "int32" })), all.slice(2));
  });

  it("let a step with dropout be compiled and differentiated", () => {
    const net = stax.serial(stax.dense(8), stax.dropout(0.5), stax.dense(1));
    const { params } = net.init(key(0), [4, 3]);
    const x = random.normal(key(1), [4, 3]);
    const loss = (p: typeof params, k: random.Key) => net.apply(p, x, { rng: k }).sum();
    const step = jit(grad(loss));
    for (const seed of [2, 3]) {
      const [found, wanted] = [step(params, key(seed)), grad(loss)(params, key(seed))];
      expect(JSON.stringify(found)).toBe(JSON.stringify(wanted));
    }
  });

  it("refuse to tell their words where only shapes are known", () => {
    expect(() => jit((k: random.Key) => array(k.words[0]))(key(0))).toThrow(
      /jit: a value is asked/,
    );
    expect(String(key(1))).toBe("Key(0, 1)");
  });
});
