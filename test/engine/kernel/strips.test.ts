import { afterEach, describe, expect, it } from "vitest";
import { setProgressSink } from "../../../engine/host.js";
import { makeFrame } from "../../../engine/kernel/frame.js";
import { planPlaneTiles } from "../../../engine/kernel/pixel-tiles.js";
import { key } from "../../../engine/random/key.js";
import { normal } from "../../../engine/random/normal.js";
import * as stax from "../../../engine/stax/index.js";

afterEach(() => setProgressSink(null));

// The sums of 300 × 310 pairs of 3 × 3 images, 208 bytes each, are more than are kept at a time.
const images = (seed: number, n: number) => normal(key(seed), [n, 3, 3, 1], { dtype: "float64" });
const [x1, x2] = [images(1, 300), images(2, 310)];
const pooled = [
  stax.conv(4, [3, 3], { padding: "SAME", bStd: 0.3 }),
  stax.relu(),
  stax.globalAvgPool(),
] as const;
const net = stax.serial(...pooled, stax.dense(4), stax.erf(), stax.dense(1));

describe("kernels behind a global pooling, strip by strip", () => {
  it.each([
    ["with layers behind the pooling", net],
    ["without", stax.serial(...pooled)],
  ])("have the bits of some rows alone, %s", (_, { kernel }) => {
    for (const other of [x2, null]) {
      const whole = kernel(x1, other, ["nngp", "ntk"]);
      const last = [-20, null] as const;
      const part = kernel(x1.slice(last), other ?? x1, ["nngp", "ntk"]);
      for (const name of ["nngp", "ntk"] as const) {
        const own = whole[name].slice(last);
        expect(Array.from(part[name].data), name).toEqual(Array.from(own.data));
      }
    }
  });

  it("tell how far they are without starting anew", () => {
    const shares: number[] = [];
    setProgressSink((done, total) => shares.push(done / total));
    stax.serial(...pooled).kernel(x1, x2, "nngp");
    expect(shares.length).toBeGreaterThan(100);
    expect(shares.every((share, k) => k === 0 || share >= (shares[k - 1] as number))).toBe(true);
    expect(shares.at(-1)).toBeGreaterThan(0.9);
  });
});

describe("the sums over planes", () => {
  const perPair = 256;

  it.each([
    [30_000, null, "float64"],
    [30_000, 20_000, "float32"],
  ] as const)("of %i images take no more than a strip may", (n1, n2, dtype) => {
    const bytes = dtype === "float64" ? 8 : 4;
    const { most, edge } = planPlaneTiles(makeFrame(n1, n2), { pairs: "all", bytes, perPair });
    const [rows, columns] = [8, n2 ?? n1];
    expect(most * edge ** 2 * perPair).toBeLessThanOrEqual(
      Math.max(2 ** 24, rows * columns * perPair),
    );
  });

  it("see every pair of tiles once", () => {
    for (const n2 of [null, 250]) {
      const frame = makeFrame(411, n2);
      const tiling = planPlaneTiles(frame, { pairs: "all", bytes: 8, perPair });
      const seen = new Set<string>();
      let strips = 0;
      for (const { places, first, last } of tiling.strips()) {
        strips += 1;
        expect(places.length / 2).toBeLessThanOrEqual(tiling.most);
        for (let at = 0; at < places.length; at += 2) {
          const [row, column] = [places[at] as number, places[at + 1] as number];
          expect(row >= first && row < last && !seen.has(`${row} ${column}`)).toBe(true);
          seen.add(`${row} ${column}`);
        }
      }
      expect(strips).toBeGreaterThan(1);
      const [down, across] = [Math.ceil(411 / 4), Math.ceil(250 / 4)];
      expect(seen.size).toBe(n2 === null ? (down * (down + 1)) / 2 : down * across);
    }
  });
});
