import * as nt from "../../../../engine/index.js";
import type { NDArray } from "../../../../engine/index.js";
import { noise, one, two, type Samples } from "./sample.js";

const pictures = noise(2, 3, 4, 4);
const kernel = noise(3, 2, 2, 4);
const same = { padding: "SAME", groups: 2 } as const;
const sequences = noise(2, 5, 2);
const wave = noise(3, 2, 3);

export const images: Samples = {
  conv: [
    two((x, w) => nt.conv(x, w, { padding: "SAME", groups: 2, strides: [2, 1] }), pictures, kernel),
    two((x, w) => nt.conv(x, w, { dilation: 2, inputDilation: 2 }), sequences, wave),
    two((x, w) => nt.conv(x, w, { padding: "CIRCULAR" }), sequences, wave),
  ],
  convInputGradient: [
    two((g, w) => nt.convInputGradient(g, w, pictures.shape, same), pictures, kernel),
    two((x, w) => nt.convTranspose(x, w, { strides: 2, padding: "SAME" }), sequences, wave),
  ],
  convKernelGradient: [
    two(
      (x, g) => nt.convKernelGradient(x, g, kernel.shape, same),
      pictures,
      pictures.mul(pictures),
    ),
  ],
  sumPool: [one((x) => nt.avgPool(x, 2, { padding: "SAME", normalizeEdges: true }), pictures)],
  spreadPool: [
    one(
      (x) =>
        nt.grad((y: NDArray) =>
          nt
            .avgPool(y, [2, 1])
            .mul(nt.avgPool(x, [2, 1]))
            .sum(),
        )(x),
      pictures,
    ),
  ],
  maxPositions: [one((x) => nt.maxPool(x, [2, 3], { strides: 2, padding: "SAME" }), pictures)],
};
