import { describe, expect, it } from "vitest";
import { decodeBase64 } from "../../engine/display/drawing/encoding.js";
import type { StoreAnswer } from "../../engine/display/store-messages.js";
import { Spectra } from "../../extension/session/control/spectra.js";
import { keyIn, test } from "./notebook.js";

const spectrumOf = (answer: StoreAnswer) =>
  answer.is === "spectrum"
    ? [...new Float64Array(decodeBase64(answer.float64).buffer)]
    : [answer.is];

/** Shows a diagonal matrix of 1, 2, … n. */
const DIAGONAL = (n: number) =>
  `import { arange, diag, show } from "ntkbook"; show.matrix(diag(arange(1, ${n + 1})));`;

describe("the spectrum of a shown matrix", () => {
  test("is found when it is asked for, of symmetric matrices the eigenvalues", async ({
    notebook,
  }) => {
    await notebook.run(DIAGONAL(1100));
    const answer = await notebook.session.ask({ about: "spectrum", key: keyIn(notebook, "c1") });
    const values = spectrumOf(answer);
    expect(values).toHaveLength(1100);
    expect([values[0], values[1099]]).toEqual([expect.closeTo(1100), expect.closeTo(1)]);
  });

  test("is that of singular values otherwise, of any dtype", async ({ notebook }) => {
    await notebook.run(
      'import { array, show } from "ntkbook"; show.matrix(array([[0, 2], [3, 0], [0, 0]], { dtype: "int32" }));',
    );
    const answer = await notebook.session.ask({ about: "spectrum", key: keyIn(notebook, "c1") });
    expect(spectrumOf(answer)).toEqual([expect.closeTo(3), expect.closeTo(2)]);
  });

  test("keeps nobody waiting, is stopped at once, and found when it is asked for again", async ({
    notebook,
  }) => {
    await notebook.run(
      'import { matmul, random, show } from "ntkbook"; const x = random.normal(random.key(0), [1500, 1500]); show.matrix(matmul(x, x, { transposeB: true }));',
    );
    const key = keyIn(notebook, "c1");
    const order: string[] = [];
    const spectrum = notebook.session.ask({ about: "spectrum", key });
    void spectrum.then(() => order.push("spectrum"));
    const place = { key, level: 3, row: 0, col: 0 };
    await notebook.session.ask({ about: "tile", ...place, summary: "mean", order: null });
    order.push("tile");
    expect(await notebook.value("1 + 1")).toBe("2");
    await notebook.session.ask({ about: "stop", key });
    expect(await spectrum).toEqual({ is: "gone", reason: "Stopped." });
    expect(order).toEqual(["tile", "spectrum"]);
    const again = spectrumOf(await notebook.session.ask({ about: "spectrum", key }));
    expect(again).toHaveLength(1500);
  });

  test("ends with the output that shows the matrix", async ({ notebook }) => {
    await notebook.run(DIAGONAL(2000));
    const spectrum = notebook.session.ask({ about: "spectrum", key: keyIn(notebook, "c1") });
    notebook.session.release("c1");
    expect((await spectrum).is).toBe("gone");
  });

  const huge = (rows: number) => ({ rows, cols: rows, data: new Float64Array(0) });

  it("is refused of matrices that are too large, and where memory is short", async () => {
    const spectra = new Spectra(1e12);
    expect(await spectra.find("k", huge(8193), true)).toEqual({
      is: "gone",
      reason: "too large for rank and condition (at most, of symmetric matrices: 8192 rows)",
    });
    expect((await spectra.find("k", huge(4097), false)).is).toBe("gone");
    const short = await new Spectra(2 ** 20).find("k", huge(8192), true);
    expect(short.is === "gone" && short.reason).toBe(
      "Rank and condition take 726 MiB of memory, and the kernel has 0 MiB left.",
    );
  });
});
