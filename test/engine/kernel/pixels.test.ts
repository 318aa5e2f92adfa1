import { afterEach, describe, expect, it } from "vitest";
import { array, concat, zeros, type NDArray } from "../../../engine/array/index.js";
import { DomainError } from "../../../engine/errors.js";
import * as stax from "../../../engine/stax/index.js";
import type { Layer } from "../../../engine/stax/index.js";
import { key } from "../../../engine/random/key.js";
import { normal } from "../../../engine/random/normal.js";
import { setThreads, threads } from "../../../engine/wasm/pool.js";
import { relativeError } from "./networks.js";
import { traced } from "./tracing.js";

const options = { wStd: 1.4, bStd: 0.2, padding: "SAME" } as const;
const conv = (width = 8) => stax.conv(width, [3, 3], options);

/** Images with many digits, without a random number generator. */
function images(n: number, [height, width]: readonly [number, number], channels = 2): NDArray {
  const size = n * height * width * channels;
  const values = Float64Array.from({ length: size }, (_, i) => Math.sin(1 + i * i) + 0.1);
  return array(values, { shape: [n, height, width, channels] });
}

const available = threads();
afterEach(() => setThreads(available));

const deep = (...end: Layer[]) => stax.serial(conv(), stax.relu(), conv(), stax.relu(), ...end);
const networks: readonly (readonly [string, Layer])[] = [
  ["flattened", deep(stax.flatten(), stax.dense(1))],
  ["pooled over all pixels", deep(stax.globalAvgPool(), stax.dense(1), stax.relu())],
  ["pooled in windows", deep(stax.avgPool([2, 2], { strides: [2, 2] }), conv(), stax.flatten())],
];

describe.each(networks)("kernels of convolutional networks, %s,", (_, { kernel }) => {
  const x = images(6, [5, 4]);
  const whole = kernel(x, null, ["nngp", "ntk"]);

  it("have the same bits on any number of threads", () => {
    setThreads(1);
    const alone = kernel(x, null, "ntk");
    setThreads(3);
    expect(kernel(x, null, "ntk").data).toEqual(alone.data);
  });

  it("have the same bits for x2 = a copy of x1, and in any batch", () => {
    expect(kernel(x, array(x), "ntk").data).toEqual(whole.ntk.data);
    const part = kernel(x.rows(4), x.rows(0, 3), "nngp");
    for (let i = 0; i < 2; i++) {
      for (let j = 0; j < 3; j++) expect(part.get(i, j)).toBe(whole.nngp.get(i + 4, j));
    }
  });

  it("are symmetric, and equal for duplicated images", () => {
    expect(whole.ntk.transpose().data).toEqual(whole.ntk.data);
    const doubled = kernel(
      array([...(x.rows(0, 2).toArray() as never[]), ...(x.rows(0, 2).toArray() as never[])]),
      null,
      "ntk",
    );
    expect(doubled.get(0, 2)).toBe(doubled.get(0, 0));
    expect(doubled.get(1, 3)).toBe(doubled.get(1, 1));
  });

  it("are those of float64 in float32, to its precision", () => {
    const { ntk } = whole;
    const single = kernel(x.astype("float32"), null, "ntk");
    expect(single.dtype).toBe("float32");
    expect(relativeError(single, ntk.data)).toBeLessThan(2e-6);
  });
});

describe("identities", () => {
  const x = images(3, [5, 4]);

  it("locally connected layers, flattened, are convolutions", () => {
    const local = () => stax.convLocal(8, [3, 3], options);
    const a = stax.serial(local(), stax.relu(), local(), stax.relu(), stax.flatten());
    const b = deep(stax.flatten());
    for (const get of ["nngp", "ntk"] as const) {
      expect(relativeError(a.kernel(x, null, get), b.kernel(x, null, get).data)).toBeLessThan(
        1e-14,
      );
    }
  });

  it("a flattened kernel is the mean over the diagonal of all pairs of pixels", () => {
    const all = deep().kernel(x, null, "ntk");
    expect(all.shape).toEqual([3, 3, 5, 5, 4, 4]);
    const flat = deep(stax.flatten()).kernel(x, null, "ntk");
    let sum = 0;
    for (let h = 0; h < 5; h++) for (let w = 0; w < 4; w++) sum += all.get(0, 1, h, h, w, w);
    expect(sum / 20 / flat.get(0, 1)).toBeCloseTo(1, 13);
  });

  it("a pooled kernel, plane by plane, is the mean over all pairs of pixels", () => {
    const all = deep().kernel(x, null, "ntk");
    const pooled = deep(stax.globalAvgPool()).kernel(x, null, "ntk");
    expect(relativeError(pooled, all.mean([2, 3, 4, 5]).data)).toBeLessThan(1e-14);
  });

  // Planes sum windows row by row; all pairs of pixels, tap by tap.
  it.each([
    [[4, 3], [2, 1], "SAME"],
    [[5, 3], [1, 1], "VALID"],
    [[2, 3], [1, 2], "SAME"],
    [[1, 5], [2, 2], "SAME"],
  ] as const)("the same holds behind windows of %s and strides of %s, %s", (...layer) => {
    const [size, strides, padding] = layer;
    const odd = () => stax.conv(8, size, { ...options, strides, padding });
    const net = (...end: Layer[]) =>
      stax.serial(odd(), stax.relu(), conv(), stax.relu(), conv(), ...end);
    const x = images(3, [9, 7]);
    const all = net().kernel(x, null, "ntk");
    const pooled = net(stax.globalAvgPool()).kernel(x, null, "ntk");
    expect(relativeError(pooled, all.mean([2, 3, 4, 5]).data)).toBeLessThan(1e-14);
    const [, , height = 0, , width = 0] = all.shape;
    let sum = 0;
    for (let h = 0; h < height; h++) {
      for (let w = 0; w < width; w++) sum += all.get(0, 1, h, h, w, w) / height / width;
    }
    expect(sum / net(stax.flatten()).kernel(x, null, "ntk").get(0, 1)).toBeCloseTo(1, 13);
  });

  it("a window of means at padded edges divides by its full size", () => {
    const ones = array(new Float64Array(6).fill(1), { shape: [1, 2, 3, 1] });
    const pool = stax.avgPool([2, 2], { padding: "SAME" });
    expect(pool.apply([], ones).reshape([2, 3]).toArray()).toEqual([
      [1, 1, 0.5],
      [0.5, 0.5, 0.25],
    ]);
  });

  it("pixels of another size have masks, and padding by them changes nothing", () => {
    const net = stax.serial(stax.conv(8, [3], { ...options }), stax.relu(), stax.globalAvgPool());
    const long = array([[[1], [2], [-1], [9], [9]]]);
    const short = array([[[1], [2], [-1]]]);
    const masked = net.kernel(long, null, "ntk", { maskConstant: 9 });
    expect(masked.item() / net.kernel(short, null, "ntk").item()).toBeCloseTo(1, 13);
  });

  it("sums over all pixels of the inputs have the digits of rows, masked ones too", () => {
    const pixels = Float64Array.from({ length: 12 }, (_, i) => Math.sin(1 + i * i) + 0.1);
    const [x, rest] = [array(pixels, { shape: [4, 3, 1] }), [stax.dense(2), stax.relu()]];
    const pooled = stax.serial(stax.globalAvgPool(), ...rest);
    // Rows of one feature are parallel or opposite.
    const want = stax.serial(...rest).kernel(x.mean(1), null, "ntk");
    expect(relativeError(pooled.kernel(x, null, "ntk"), want.data)).toBeLessThan(1e-14);
    const part = stax.serial(...rest).kernel(x.mean(1).mul(3 / 2), null, "ntk");
    const masked = concat(
      [x.sum(1, { keepdims: true }).sub(1), zeros([4, 1, 1]).add(1), zeros([4, 1, 1]).add(9)],
      1,
    );
    const got = pooled.kernel(masked, null, "ntk", { maskConstant: 9 });
    expect(relativeError(got, part.data)).toBeLessThan(1e-13);
  });

  it("windows over periodic pixels that hold one twice are differentiated as they are computed", () => {
    const x = array([
      [[1], [2]],
      [[-0.5], [0.3]],
    ]);
    const net = stax.serial(
      ...[stax.dense(4), stax.erf(), stax.sumPool([3], { padding: "CIRCULAR" }), stax.flatten()],
    );
    const kernel = (at: NDArray) => net.kernel(at, null, "ntk");
    expect(relativeError(traced(kernel, x), kernel(x).data)).toBeLessThan(1e-14);
  });

  it("variances asked for beside the kernels of other images are those of the diagonal", () => {
    const [x1, x2] = [images(2, [3, 3]), images(3, [3, 3])];
    const attention = { linearScaling: false, attentionMechanism: "IDENTITY", bStd: 0.3 } as const;
    const net = stax.serial(
      ...[conv(), stax.erf(), stax.globalSelfAttention(4, 4, 4, 2, attention), stax.flatten()],
    );
    const { cov1, cov2 } = net.kernel(x1, x2, ["nngp", "ntk", "cov1", "cov2"]);
    const own = (x: NDArray) => net.kernel(x, null, "nngp").diagonal().data;
    expect(relativeError(cov1, own(x1))).toBeLessThan(1e-14);
    expect(relativeError(cov2, own(x2))).toBeLessThan(1e-14);
  });

  it("global pooling of more pixel pairs than fit says so beforehand, with the ways out", () => {
    const large = array(new Float64Array(200 * 200).fill(1), { shape: [1, 200, 200, 1] });
    const net = stax.serial(stax.conv(8, [3, 3], { padding: "CIRCULAR" }), stax.globalAvgPool());
    expect(() => net.kernel(large, null, "nngp")).toThrow(DomainError);
    expect(() => net.kernel(large, null, "nngp")).toThrow(/stax\.flatten\(\).*stax\.avgPool/);
  });
});

it("a kernel with pixels that no memory holds says so beforehand, and what would do", () => {
  const net = stax.serial(stax.conv(1, [3, 3], { padding: "SAME" }), stax.relu());
  // 200² pairs of examples, 1024² pairs of pixels, 8 bytes.
  const attempt = () => net.kernel(zeros([200, 32, 32, 1]), null, "nngp");
  expect(attempt).toThrow(DomainError);
  expect(attempt).toThrow(/needs 312\.5 GiB.*stax\.flatten\(\).*fewer examples/);
});

it("so does one whose lists of pairs of pixels would not fit, by what they take", () => {
  const net = stax.serial(stax.conv(1, [3, 3], { padding: "SAME" }), stax.relu());
  const image = zeros([1, 64, 64, 1], { dtype: "float32" });
  // 4096² pairs: 9 terms of 4 bytes, 10 words of the window and 4 of the table, and of K, its covariances and Θ, before
  // and after, 5 strips of 32 bytes: 252 bytes each.
  const size = ((4096 ** 2 * 252) / 2 ** 30).toFixed(1);
  expect(() => net.kernel(image, null, ["nngp", "ntk"])).toThrow(
    `a pair of images needs ${size} GiB of the 3 GiB`,
  );
  const pool = stax.serial(stax.conv(1, [3, 3]), stax.avgPool([2, 2]), stax.globalAvgPool());
  expect(() => pool.kernel(zeros([1, 90, 90, 1]), null, "nngp")).toThrow(
    /needs 7569² pairs of them, 5\.1 GiB and more; .*stax\.flatten.*shrink/,
  );
});

it("attention over hundreds of pixels takes moments, and beyond says what it would need", () => {
  const attention = stax.globalSelfAttention(4, 4, 4, 2);
  const net = stax.serial(stax.conv(1, [1, 1]), attention, stax.flatten());
  const x = normal(key(4), [2, 12, 12, 1]);
  // The longest lists are of 144² pairs, 144 terms each.
  const { nngp } = net.kernel(x, null, ["nngp", "ntk"]);
  expect(nngp.get(0, 1)).toBe(nngp.get(1, 0));
  expect(() => net.kernel(normal(key(4), [1, 28, 28, 1]), null, "nngp")).toThrow(
    /a pair of images needs \d+\.\d GiB/,
  );
});

it("so does one of more examples than any matrix holds", () => {
  const net = stax.serial(stax.conv(1, [3]), stax.relu(), stax.globalAvgPool());
  const attempt = () => net.kernel(zeros([300_000, 4, 1]), null, ["nngp", "ntk"]);
  expect(attempt).toThrow(/300000×300000 entries need 1341\.1 GiB.*predict\.matrixFree/);
});

it("so does a matrix beyond the machine's memory", () => {
  expect(() => zeros([2 ** 25, 2 ** 25])).toThrow(
    /out of memory: an array of 1125899906842624 numbers of float64 needs 8388608\.0 GiB.*float32/,
  );
});
