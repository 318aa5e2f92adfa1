import { afterEach, describe, expect, it } from "vitest";
import { DomainError, InterruptError } from "../../../engine/errors.js";
import { setInterruptFlag } from "../../../engine/platform/interrupt.js";
import { withArena } from "../../../engine/wasm/arena.js";
import { wasm } from "../../../engine/wasm/loader.js";
import { parallel, setThreads, threads } from "../../../engine/wasm/pool.js";
import { scratchOf } from "../../../engine/wasm/scratch.js";

const initialThreads = threads();

/** Runs a job of counting tiles and returns what each tile counted and which region did it. */
function count(tiles: number): { counts: number[]; regions: number[] } {
  return withArena((arena) => {
    const counts = arena.bytes(tiles * 4);
    const regions = arena.bytes(tiles * 4);
    const words = (ptr: number) => new Int32Array(wasm().memory.buffer, ptr, tiles);
    words(counts).fill(0);
    parallel("countTile", { counts, regions }, tiles);
    return { counts: [...words(counts)], regions: [...words(regions)] };
  });
}

afterEach(() => {
  setInterruptFlag(null);
  setThreads(initialThreads);
});

describe("the thread pool", () => {
  it.each([1, 2, 3])("does every tile exactly once on %i threads", (n) => {
    setThreads(n);
    for (let round = 0; round < 50; round++) {
      expect(count(37).counts).toEqual(Array<number>(37).fill(1));
    }
  });

  it("shares the tiles with its threads while the caller never returns to its event loop", () => {
    setThreads(2);
    const until = performance.now() + 10_000;
    const helper = scratchOf(1).ptr;
    let helped = false;
    while (!helped && performance.now() < until) helped = count(2000).regions.includes(helper);
    expect(helped).toBe(true);
  });

  it("does nothing when there are no tiles", () => {
    expect(() => count(0)).not.toThrow();
  });

  it.each([1, 3])("throws a tile's error in the caller, on %i threads, and works on", (n) => {
    setThreads(n);
    for (const failing of [0, 7, 99]) {
      expect(() => parallel("failAt", { failing }, 100)).toThrow(
        new DomainError(`tile ${failing} fails`),
      );
    }
    expect(count(20).counts).toEqual(Array<number>(20).fill(1));
  });

  it("stops when the person interrupts, and works again after the flag is lowered", () => {
    setThreads(2);
    const flag = new Int32Array(new SharedArrayBuffer(4));
    setInterruptFlag(flag);
    flag[0] = 1;
    expect(() => count(1000)).toThrow(InterruptError);
    flag[0] = 0;
    expect(count(10).counts).toEqual(Array<number>(10).fill(1));
  });

  it("refuses a number of threads that is not from 1 to 32", () => {
    for (const n of [0, 1.5, 33, NaN]) expect(() => setThreads(n)).toThrow(DomainError);
  });
});

describe("the arena", () => {
  it("gives aligned blocks that do not overlap and releases them at the end", () => {
    const place = () => withArena((arena) => [arena.float64(3).ptr, arena.float32(5).ptr]);
    const [first, second] = place() as [number, number];
    expect(first % 64).toBe(0);
    expect(second).toBeGreaterThanOrEqual(first + 3 * 8);
    expect(place()).toEqual([first, second]);
  });

  it("grows the memory that the threads see", () => {
    setThreads(2);
    const before = wasm().memory.buffer.byteLength;
    withArena((arena) => {
      arena.bytes(before);
      expect(count(500).counts).toEqual(Array<number>(500).fill(1));
    });
    expect(wasm().memory.buffer.byteLength).toBeGreaterThan(before);
  });

  it("says what is needed when the memory cannot grow any more", () => {
    expect(() => withArena((arena) => arena.bytes(2 ** 33))).toThrow(/out of WebAssembly memory/);
  });
});
