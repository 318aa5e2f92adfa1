// Branches that need other pairs of pixels than each other of the signal that they share.
import { describe, expect, it } from "vitest";
import { array, type FloatDtype, type NDArray } from "../../../engine/array/index.js";
import * as stax from "../../../engine/stax/index.js";
import type { AnyLayer, Layer } from "../../../engine/stax/index.js";
import { relativeError } from "./networks.js";

const pixels = 6;
const values = Float64Array.from({ length: 3 * pixels * 2 }, (_, i) => Math.sin(1 + i * i) + 0.1);
const x = array(values, { shape: [3, pixels, 2] });
const options = { wStd: 1.4, bStd: 0.2, padding: "SAME" } as const;

/** A layer that works pixel by pixel, beside one that needs the pixels around. */
const pairs: readonly (readonly [string, () => AnyLayer])[] = [
  ["dense", () => stax.dense(4, { wStd: 0.8 })],
  ["relu and dense", () => stax.serial(stax.relu(), stax.dense(4))],
  ["layerNorm and dense", () => stax.serial(stax.layerNorm(), stax.dense(4))],
  ["dropout and dense", () => stax.serial(stax.dropout(0.7), stax.dense(4))],
  [
    "a product",
    () =>
      stax.serial(
        ...[stax.fanOut(2), stax.parallel(stax.dense(4), stax.dense(4)), stax.fanInProd()],
        stax.dense(4),
      ),
  ],
];

function joined(first: AnyLayer, join: AnyLayer, ...end: AnyLayer[]): Layer {
  const branches = stax.parallel(first, stax.serial(stax.conv(4, [3], options)));
  return stax.serial(stax.conv(4, [3], options), stax.fanOut(2), branches, join, ...end);
}

/** K of one pixel behind the network: [n₁, n₂]. */
function at(kernel: NDArray<FloatDtype>, pixel: number): NDArray {
  const [rows = 0, columns = 0] = kernel.shape;
  const picked = Float64Array.from({ length: rows * columns }, (_, k) =>
    kernel.get(Math.floor(k / columns), k % columns, pixel, pixel),
  );
  return array(picked, { shape: [rows, columns] });
}

describe.each(pairs)("%s beside a convolution", (_, layer) => {
  const joins = [stax.fanInSum, stax.fanInProd] as const;

  it.each(joins)("gives every pixel alone what it has among others", (join) => {
    const all = joined(layer(), join()).kernel(x, null, ["nngp", "ntk"]);
    for (const pixel of [0, 2, pixels - 1]) {
      const one = joined(layer(), join(), stax.index(pixel), stax.dense(3, { wStd: 2 }));
      const { nngp, ntk } = one.kernel(x, null, ["nngp", "ntk"]);
      expect(relativeError(nngp, at(all.nngp, pixel).mul(4).data)).toBeLessThan(1e-14);
      const want = at(all.nngp, pixel).add(at(all.ntk, pixel)).mul(4);
      expect(relativeError(ntk, want.data)).toBeLessThan(1e-14);
    }
  });

  it.each(joins)("has the variances of its windows", (join) => {
    const net = joined(layer(), join(), stax.sumPool([2], { strides: [2] }));
    const { nngp, cov1 } = net.kernel(x, null, ["nngp", "cov1"]);
    const [n = 0, windows = 0] = cov1.shape;
    for (let i = 0; i < n; i++) {
      for (let w = 0; w < windows; w++) {
        expect(cov1.get(i, w) / nngp.get(i, i, w, w)).toBeCloseTo(1, 13);
      }
    }
  });
});
