import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate } from "../../../engine/array/storage.js";
import { jit, mul, add, NDArray, random, sum } from "../../../engine/index.js";
import { withArena } from "../../../engine/wasm/arena.js";
import { giveBlock, heapEnd, takeBlock } from "../../../engine/wasm/heap.js";
import { mapInto } from "../../../engine/wasm/elementwise.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";
import { addressOf } from "../../../engine/wasm/recycling.js";

describe("the heap", () => {
  it("hands out blocks that do not overlap, and all of its memory again", () => {
    const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 1 << 22 }), fc.boolean()), {
      minLength: 1,
      maxLength: 80,
    });
    const largest = room();
    fc.assert(
      fc.property(sizes, (wanted) => {
        const held = new Map<number, number>();
        for (const [bytes, frees] of wanted) {
          const at = takeBlock(bytes) as number;
          expect(at % 64).toBe(0);
          for (const [other, length] of held) {
            expect(at + bytes <= other || other + length <= at).toBe(true);
          }
          held.set(at, bytes);
          const [first] = held;
          if (!frees || first === undefined) continue;
          giveBlock(...first);
          held.delete(first[0]);
        }
        for (const [at, bytes] of held) giveBlock(at, bytes);
        expect(room()).toBe(largest);
      }),
      { numRuns: 50 },
    );
  });

  it("refuses what does not fit, below the arena", () => {
    expect(takeBlock(1 << 29)).toBeNull();
    withArena((arena) => expect(arena.bytes(1)).toBeGreaterThanOrEqual(heapEnd()));
  });

  /** The longest block, to 64 KiB. */
  function room(): number {
    let [fits, fails] = [0, 1 << 29];
    while (fails - fits > 1 << 16) {
      const bytes = (fits + fails) / 2;
      const at = takeBlock(bytes);
      if (at === null) fails = bytes;
      else {
        giveBlock(at, bytes);
        fits = bytes;
      }
    }
    return fits;
  }
});

describe("large arrays", () => {
  it("lie in the heap, views of them where they begin, small ones elsewhere", () => {
    const data = allocate("float64", 1 << 14);
    const at = addressOf(data) as number;
    expect(at).toBeLessThan(heapEnd());
    expect(addressOf(data.subarray(3))).toBe(at + 24);
    expect(addressOf(allocate("float64", 10))).toBeNull();
    expect(addressOf(new Float64Array(new SharedArrayBuffer(1 << 17)))).toBeNull();
  });

  it("have memory of their own where the heap is full, and compute the same there", () => {
    const x = random.normal(random.key(0), [301, 103]);
    const f = jit((v: NDArray) => add(mul(v, 3), v).mul(v).sub(1));
    const near = f(x);
    const taken: [number, number][] = [];
    for (let bytes = 1 << 28; bytes >= 64;) {
      const at = takeBlock(bytes);
      if (at === null) bytes /= 2;
      else taken.push([at, bytes]);
    }
    const kept = [f(add(x, 0))];
    // Blocks of arrays that nobody holds any more may come back first.
    while (addressOf((kept.at(-1) as NDArray).data) !== null) kept.push(f(add(x, 0)));
    const far = kept.at(-1) as NDArray;
    for (const block of taken) giveBlock(...block);
    expect(addressOf(near.data)).not.toBeNull();
    expect([...far.data]).toEqual([...near.data]);
  });

  it("whose last vectors are not full leave what lies behind them alone", () => {
    const data = allocate("float32", 1 << 15).fill(7);
    const length = 2 * 2048 + 5;
    mapInto(data.subarray(0, length), "exp", allocate("float32", 1 << 15).subarray(0, length));
    expect([...data.subarray(0, length)].every((value) => value === 1)).toBe(true);
    expect([...data.subarray(length)].every((value) => value === 7)).toBe(true);
  });

  it("give the same bits in chains whose blocks end within a vector, on any number of threads", () => {
    // Runs that are summed are cut into blocks, each run anew; of an array elsewhere nothing is known
    // beyond a block's end.
    const shape = [300, 5001];
    const elsewhere = new Float32Array(new SharedArrayBuffer(4 * 300 * 5001));
    elsewhere.set(random.normal(random.key(2), shape, { dtype: "float32" }).data);
    const x = new NDArray(elsewhere, shape, "float32");
    const wanted = add(mul(x, 3), x).mul(x);
    const f = jit((v: NDArray) => {
      const y = add(mul(v, 3), v).mul(v);
      return { y, sums: sum(y, 1) };
    });
    const before = threads();
    for (const count of [1, 3]) {
      setThreads(count);
      for (let run = 0; run < 5; run++) expect(sum(f(x).y.notEqual(wanted)).item()).toBe(0);
    }
    setThreads(before);
  });
});
