import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it, vi } from "vitest";
import { allocate } from "../../../engine/array/storage.js";
import { addressOf } from "../../../engine/wasm/recycling.js";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Finalizers run in tasks of their own after a collection. */
async function settle(): Promise<void> {
  for (let round = 0; round < 5; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A length that no other array of this process has. */
const LENGTH = 123_457;
const filled = (value: number) => allocate("float64", LENGTH).fill(value);

it("large buffers are used again, zeroed when asked, never while a view of them lives", async () => {
  filled(7);
  await settle();
  const view = filled(8).subarray(5, 10);
  await settle();
  expect(allocate("float64", LENGTH, "anything").some((value) => value === 8)).toBe(false);
  expect([...view]).toEqual([8, 8, 8, 8, 8]);
  filled(9);
  await settle();
  const several = [1, 2, 3].map(() => allocate("float64", LENGTH, "anything"));
  expect(several.some((data) => data.every((value) => value === 9))).toBe(true);
  several.length = 0;
  await settle();
  expect(allocate("float64", LENGTH).every((value) => value === 0)).toBe(true);
});

it("a full heap is collected before memory is taken elsewhere", () => {
  // Collections that take no time are always worth it.
  const clock = vi.spyOn(performance, "now").mockReturnValue(0);
  const megabytes = (count: number) => allocate("bool", count << 20, "anything");
  // Of 256 MiB there are 96 left, half of what is handed out before a collection is due anyway.
  const held = Array.from({ length: 10 }, () => megabytes(16));
  const inside = Array.from({ length: 200 }, () => addressOf(megabytes(8)) !== null);
  clock.mockRestore();
  // The first collection finds that little came back; from the second on it is known that most does.
  expect(inside.slice(50).every(Boolean)).toBe(true);
  expect(held.every((data) => addressOf(data) !== null)).toBe(true);
});

it("a loop that never waits gets its own memory back, and no buffer that is held", () => {
  const [length, steps] = [54_321, 1500];
  const held = allocate("float64", length).fill(1);
  const seen = new Set<number>();
  let reused = 0;
  for (let step = 0; step < steps; step++) {
    const data = allocate("float64", length, "anything");
    if (seen.has(data[0] as number)) reused++;
    seen.add(step + 2);
    data.fill(step + 2);
  }
  // Collections are rarer where they take long; the first, after 192 MiB, finds some 450 buffers.
  expect(reused).toBeGreaterThan(200);
  expect(held.every((value) => value === 1)).toBe(true);
});
