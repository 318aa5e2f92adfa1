import { expect, it } from "vitest";
import { DisplayStore } from "../../../extension/session/control/display-store.js";

// Beside the sources there is no compiled thread: the store's bookkeeping does not wait for it.
// A quarter of the memory is for what is shown.
it("beyond its budget the store lets go of what was shown longest ago", async () => {
  const bytes = 8 * 200 * 300;
  const released: number[] = [];
  const store = new DisplayStore(4 * 2.5 * bytes, (hold) => released.push(hold));
  const matrix = { rows: 200, cols: 300, data: new Float64Array(new SharedArrayBuffer(bytes)) };
  const kept = { type: "keep", handle: null, matrix, symmetric: false } as const;
  for (const hold of [1, 2, 3]) store.keep({ ...kept, hold, key: `k${hold}`, cell: `c${hold}` });
  expect(released).toEqual([1]);
  store.keep({ ...kept, hold: 4, key: "k2", cell: "c4" });
  store.keep({ ...kept, hold: 5, key: "k5", cell: "c5" });
  expect(released).toEqual([1, 4, 3]);
  store.clear();
  const question = { about: "values", key: "k2" } as const;
  expect((await store.ask(question)).is).toBe("gone");
});
