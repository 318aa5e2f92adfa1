import { describe, expect } from "vitest";
import { decodeFloat32 } from "../../engine/display/drawing/encoding.js";
import type { StoreAnswer, TileQuestion } from "../../engine/display/store-messages.js";
import { keyIn, test } from "./notebook.js";

const tile = (key: string, level = 0): TileQuestion => ({
  about: "tile",
  key,
  level,
  row: 0,
  col: 0,
  summary: "mean",
  order: null,
});

const valuesOf = (answer: StoreAnswer) =>
  answer.is === "tile" ? [...decodeFloat32(answer.float32)] : null;

const SHOW = (value: number) =>
  `import { full, show } from "ntkbook"; show.matrix(full([200, 300], ${value}));`;

describe("the display store of a session", () => {
  test("gives tiles of what a cell showed, of every level", async ({ notebook }) => {
    await notebook.run(SHOW(7));
    const key = keyIn(notebook, "c1");
    const finest = valuesOf(await notebook.session.ask(tile(key)));
    expect([finest?.length, finest?.[0]]).toEqual([200 * 256, 7]);
    expect(valuesOf(await notebook.session.ask(tile(key, 7)))).toEqual([7, 7, 7, 7, 7, 7]);
  });

  test("answers while a cell runs that never returns to its event loop", async ({ notebook }) => {
    await notebook.run(SHOW(7));
    const key = keyIn(notebook, "c1");
    const busy = notebook.run("for (;;) {}");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(valuesOf(await notebook.session.ask(tile(key, 8)))).toEqual([7, 7]);
    notebook.session.interrupt();
    await busy;
  });

  test("keeps what is shown though its array is collected and its memory used again", async ({
    notebook,
  }) => {
    await notebook.run(SHOW(7));
    const key = keyIn(notebook, "c1");
    await notebook.run(
      'import { full } from "ntkbook"; for (let i = 0; i < 400; i++) full([200, 300], i); await new Promise((r) => setTimeout(r, 50)); for (let i = 0; i < 400; i++) full([200, 300], -1);',
    );
    expect(valuesOf(await notebook.session.ask(tile(key, 8)))).toEqual([7, 7]);
  });

  test("lets go of what a cell showed when its outputs are cleared or it runs again", async ({
    notebook,
  }) => {
    await notebook.run(SHOW(7));
    const cleared = keyIn(notebook, "c1");
    notebook.session.release("c1");
    expect((await notebook.session.ask(tile(cleared))).is).toBe("gone");
    await notebook.run(SHOW(8));
    const key = keyIn(notebook, "c2");
    await notebook.session.run({ cell: "c2", number: 2, source: SHOW(9) });
    expect((await notebook.session.ask(tile(key))).is).toBe("gone");
    expect(valuesOf(await notebook.session.ask(tile(keyIn(notebook, "c2"), 8)))).toEqual([9, 9]);
  });

  test("keeps a matrix that another cell still shows, under the same key", async ({ notebook }) => {
    await notebook.run(SHOW(7));
    await notebook.run(SHOW(7));
    const key = keyIn(notebook, "c1");
    expect(keyIn(notebook, "c2")).toBe(key);
    notebook.session.release("c1");
    expect(valuesOf(await notebook.session.ask(tile(key, 8)))).toEqual([7, 7]);
    notebook.session.release("c2");
    expect((await notebook.session.ask(tile(key))).is).toBe("gone");
  });

  test("says why, when the kernel was restarted or never held it", async ({ notebook }) => {
    await notebook.run(SHOW(7));
    const key = keyIn(notebook, "c1");
    notebook.session.restart();
    await notebook.session.info;
    expect(await notebook.session.ask(tile(key))).toEqual({
      is: "gone",
      reason: "The kernel no longer holds these values.",
    });
  });
});
